// The check digits of numbers that name a card, an account or a person. All take the number without gaps, in capitals.

const numbers = (digits: string): readonly number[] => [...digits].map(Number)
const weigh = (digits: readonly number[], weights: readonly number[]): number => weights.reduce((sum, weight, index) => sum + weight * digits[index]!, 0)

/** ISO/IEC 7812-1, annex B. */
export function isLuhn(digits: string): boolean {
  const sum = numbers(digits).toReversed().reduce((total, digit, index) => {
    const value = index % 2 === 1 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

// Lengths from the SWIFT IBAN registry.
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  ('AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 '
    + 'JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20')
    .split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** ISO 13616: the first four characters moved to the end, letters as 10–35, the remainder by 97 is 1. */
export function isIban(compact: string): boolean {
  return IBAN_LENGTHS[compact.slice(0, 2)] === compact.length && remainder97(compact.slice(4) + compact.slice(0, 4)) === 1
}

function remainder97(characters: string): number {
  let remainder = 0
  for (const character of characters) for (const digit of String(parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97
  return remainder
}

/** Steuer-Identifikationsnummer: of the first ten digits one occurs twice or thrice and no other twice; ISO 7064 MOD 11,10. */
export function isGermanTaxId(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false
  const counts = new Map<string, number>()
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  const repeated = [...counts.values()].filter((count) => count > 1)
  if (repeated.length !== 1 || repeated[0]! > 3) return false
  let product = 10
  for (const digit of numbers(digits.slice(0, 10))) product = (((digit + product) % 10 || 10) * 2) % 11
  return (11 - product) % 10 === Number(digits[10])
}

/** Numéro d'inscription au répertoire (INSEE): the key is 97 less the remainder; Corsica's departments 2A and 2B count as 19 and 18. */
export function isNir(compact: string): boolean {
  const number = compact.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return /^\d{13}$/.test(number) && 97 - remainder97(number) === Number(compact.slice(13))
}

/** Documento nacional de identidad, and its form for foreigners: a letter by the remainder of 23. */
export function isDni(compact: string): boolean {
  const number = compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === compact.at(-1)
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

/** Decree of 23 December 1976: characters at odd places have values of their own, the last letter is the sum's remainder by 26. */
export function isCodiceFiscale(compact: string): boolean {
  const values = Array.from(compact.slice(0, 15), (character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    return index % 2 === 0 ? ODD[value]! : value
  })
  return String.fromCharCode(65 + (values.reduce((sum, value) => sum + value, 0) % 26)) === compact[15]
}

/** Powszechny Elektroniczny System Ewidencji Ludności: a date of birth with the century in the month, and weights 1 3 7 9. */
export function isPesel(compact: string): boolean {
  const digits = numbers(compact)
  const month = Number(compact.slice(2, 4)) % 20
  const day = Number(compact.slice(4, 6))
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && (10 - (weigh(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digits[10]
}

/** Burgerservicenummer: the eleven test with −1 for the last digit. */
export function passesElevenTest(compact: string): boolean {
  return /[1-9]/.test(compact) && weigh(numbers(compact), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
}

/** Cadastro de Pessoas Físicas: two check digits by 11. */
export function isCpf(compact: string): boolean {
  const digits = numbers(compact)
  const check = (count: number): number => ((weigh(digits, Array.from({ length: count }, (_, index) => count + 1 - index)) * 10) % 11) % 10
  return new Set(compact).size > 1 && check(9) === digits[9] && check(10) === digits[10]
}

/** NHS number: weights 10 to 2, and 11 less the remainder, of which 10 is never given out. */
export function isNhs(compact: string): boolean {
  const check = (11 - (weigh(numbers(compact), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return check === Number(compact[9])
}

/** Henkilötunnus: the remainder by 31 of the date and the number of the day, as one of 31 characters. */
export function isHetu(compact: string): boolean {
  const digits = compact.slice(0, 6) + compact.slice(-4, -1)
  return /^\d{9}$/.test(digits) && '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] === compact.at(-1)
}

/** AHV-Nummer: the check digit of EAN-13. */
export function isAhv(compact: string): boolean {
  const digits = numbers(compact)
  return (10 - (weigh(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === digits[12]
}
