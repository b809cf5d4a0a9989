import type { SecretSpan } from './secrets.ts'
import { isAhv, isCodiceFiscale, isCpf, isDni, isGermanTaxId, isHetu, isIban, isLuhn, isNhs, isNir, isPesel, passesElevenTest } from './check-digits.ts'

// Numbers of cards, accounts and people: only where their check digits hold, and where many things have the shape, only beside its name.

type Pattern = Readonly<{ kind: SecretSpan['kind']; shape: RegExp; holds: (compact: string, written: string) => boolean; context?: RegExp }>

const GAP = '[ \\u00A0\\u202F\\u2009.-]?'
/** Digits of one number, with single gaps between them. */
const digits = (low: number, high = low): string => `\\d(?:${GAP}\\d){${low - 1},${high - 1}}`
const alone = (shape: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_/=.#-])(?:${shape})(?![\\p{L}\\p{N}_/=]|[.-]\\d)`, 'giu')

/** A passport, an identity card or a licence to drive, right before its number. */
const NUMBER_OF_DOCUMENT = /(?:passport|reisepass|passeport|pasaporte|passaporto|personalausweis|identity card|id card|driv(?:er['’]?s?|ing) licen[cs]e|führerschein)[ -]?(?:number|numéro|número|numero|nummer|no\.?|nr\.?|#|id)?[ \t]*(?:[:=]|\bis\b|\bist\b)?[ \t]*$/i

const PATTERNS: readonly Pattern[] = [
  { kind: 'a card number', shape: alone(digits(14, 19)), holds: isCard },
  { kind: 'an account number', shape: alone(`[a-z]{2}\\d{2}(?:${GAP}[a-z0-9]){11,30}`), holds: isIban },
  { kind: 'an account number', shape: alone(digits(6, 17)), holds: () => true, context: /\b(?:account (?:number|no\.?|nr\.?|#)|kontonummer|konto-?nr\.?|routing (?:number|no\.?)|sort code|bankleitzahl|blz|numéro de compte|número de cuenta)[^\d\n]{0,12}$/i },
  { kind: 'a personal id', shape: alone('(?!000|666|9\\d\\d)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}'), holds: () => true },
  { kind: 'a personal id', shape: alone(digits(9)), holds: (compact) => !/^(?:000|666|9)/.test(compact), context: /\b(?:ssn|social security)\b/i },
  { kind: 'a personal id', shape: alone('(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \\d{2} \\d{2} \\d{2} [A-D]'), holds: () => true },
  { kind: 'a personal id', shape: alone('(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{6} ?[A-D]'), holds: () => true, context: /\b(?:ni(?:no)?|n\.i\.|national insurance)\b/i },
  { kind: 'a personal id', shape: alone(digits(11)), holds: isGermanTaxId, context: /\b(?:steuer\w*|id(?:ent)?-?nr|identifikationsnummer|tax|tin)\b/i },
  { kind: 'a personal id', shape: alone(`[1-478]${GAP}\\d\\d${GAP}(?:0[1-9]|1[0-2]|[2-9]\\d)${GAP}(?:\\d\\d|2[AB])${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{2}`), holds: isNir },
  { kind: 'a personal id', shape: alone(`(?:[XYZ]${GAP}\\d{7}|\\d{8}|\\d{2}\\.\\d{3}\\.\\d{3})${GAP}[A-Z]`), holds: isDni, context: /\b(?:dni|nif|nie|documento|identidad|identity)\b/i },
  { kind: 'a personal id', shape: alone('[A-Z]{6}[\\dL-NP-V]{2}[ABCDEHLMPRST][\\dL-NP-V]{2}[A-Z][\\dL-NP-V]{3}[A-Z]'), holds: isCodiceFiscale },
  { kind: 'a personal id', shape: alone(digits(11)), holds: isPesel, context: /\bpesel\b/i },
  { kind: 'a personal id', shape: alone(digits(9)), holds: passesElevenTest, context: /\b(?:bsn|burgerservicenummer|sofi(?:nummer)?)\b/i },
  { kind: 'a personal id', shape: alone('\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}'), holds: isCpf },
  { kind: 'a personal id', shape: alone(digits(10)), holds: isNhs, context: /\bnhs\b/i },
  { kind: 'a personal id', shape: alone('(?:\\d{2})?\\d{6}[-+]?\\d{4}'), holds: (compact) => isLuhn(compact.slice(-10)), context: /person(?:nummer|nr)|samordningsnummer/i },
  { kind: 'a personal id', shape: alone('(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}-?\\d{4}'), holds: () => true, context: /\bcpr\b|personnummer/i },
  { kind: 'a personal id', shape: alone('\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]'), holds: isHetu },
  { kind: 'a personal id', shape: alone('756\\.\\d{4}\\.\\d{4}\\.\\d{2}'), holds: isAhv },
  { kind: 'a personal id', shape: alone(`\\d{4}${GAP}\\d{6}|\\d{2}${GAP}\\d{6}${GAP}[A-Z]${GAP}\\d{3}`), holds: () => true, context: /sozialversicherung|rentenversicherung|\b(?:sv|rv)-?n(?:umme)?r\b/i },
  { kind: 'a personal id', shape: alone(digits(12)), holds: () => true, context: /\baadha+r\b/i },
  { kind: 'a personal id', shape: alone('[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]'), holds: () => true, context: /\bpan\b/i },
  { kind: 'a personal id', shape: alone(digits(9)), holds: () => true, context: /\btfn\b|tax file number/i },
  { kind: 'a personal id', shape: alone(digits(9)), holds: isLuhn, context: /\bsin\b|social insurance/i },
  { kind: 'a personal id', shape: alone('[A-Z0-9]{6,12}'), holds: (compact) => compact.replace(/\D/g, '').length >= 3, context: NUMBER_OF_DOCUMENT },
  { kind: 'a personal id', shape: alone('\\d{11}'), holds: isCpf, context: /\bcpf\b/i },
]

export function findPersonal(text: string): readonly SecretSpan[] {
  // Every shape has four digits in a row of them, which most notes do not.
  if (!/\d[^\n]{0,12}\d[^\n]{0,12}\d/.test(text)) return []
  return PATTERNS.flatMap(({ kind, shape, holds, context }) =>
    [...text.matchAll(shape)]
      .filter(({ 0: written, index }) => (context === undefined || context.test(said(text, index)) || saysAfter(context, text.slice(index + written.length))) && holds(written.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(), written))
      .map(({ 0: written, index }): SecretSpan => ({ kind, from: index, to: index + written.length })),
  )
}

/** What stands before it on its line and the line above, as far as 200 characters. */
function said(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - 200), index)
  const line = before.lastIndexOf('\n')
  return line <= 0 ? before : before.slice(before.lastIndexOf('\n', line - 1) + 1)
}

/** "(DNI)", "is my NI number": what stands after it on its line, where its name need not be right before it. */
const saysAfter = (context: RegExp, after: string): boolean => !context.source.endsWith('$') && context.test(/^[^\n]{0,24}/.exec(after)![0])

/** Of the lengths and first digits that cards have. */
const ISSUERS = /^(?:4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}(?:\d{3})?|62\d{14}(?:\d{3})?|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{12}(?:\d{2,3})?)$/

function isCard(compact: string, written: string): boolean {
  const groups = written.split(/\D/).map(({ length }) => length).join(' ')
  const isGrouped = /^(?:1[4-9]|4 4 4 4(?: 3)?|4 6 [45])$/.test(groups)
  return isGrouped && new Set(compact).size > 1 && ISSUERS.test(compact) && isLuhn(compact)
}
