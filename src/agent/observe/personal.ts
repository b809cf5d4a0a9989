import type { SecretSpan } from './secrets.ts'
import { isCodiceFiscale, isCpf, isDni, isGermanTaxId, isIban, isLuhn, isNir, isPesel, passesElevenTest } from './check-digits.ts'

// Numbers of cards, accounts and people: only where their check digits hold, and where many things have the shape, only beside its name.

type Pattern = Readonly<{ kind: SecretSpan['kind']; shape: RegExp; holds: (compact: string, written: string) => boolean; context?: RegExp }>

const GAP = '[ \\u00A0\\u202F\\u2009.-]?'
/** Digits of one number, with single gaps between them. */
const digits = (low: number, high = low): string => `\\d(?:${GAP}\\d){${low - 1},${high - 1}}`
const alone = (shape: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_/=.#-])(?:${shape})(?![\\p{L}\\p{N}_/=]|[.-]\\d)`, 'giu')

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
  { kind: 'a personal id', shape: alone('\\d{11}'), holds: isCpf, context: /\bcpf\b/i },
]

export function findPersonal(text: string): readonly SecretSpan[] {
  // Every shape has four digits in a row of them, which most notes do not.
  if (!/\d[^\n]{0,12}\d[^\n]{0,12}\d/.test(text)) return []
  return PATTERNS.flatMap(({ kind, shape, holds, context }) =>
    [...text.matchAll(shape)]
      .filter(({ 0: written, index }) => (context === undefined || context.test(said(text, index))) && holds(written.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(), written))
      .map(({ 0: written, index }): SecretSpan => ({ kind, from: index, to: index + written.length })),
  )
}

/** What stands before it on its line, and the line above. */
function said(text: string, index: number): string {
  const line = text.lastIndexOf('\n', index - 1)
  const above = line <= 0 ? 0 : text.lastIndexOf('\n', line - 1) + 1
  return text.slice(Math.max(above, index - 200), index)
}

/** Of the lengths and first digits that cards have. */
const ISSUERS = /^(?:4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}(?:\d{3})?|62\d{14}(?:\d{3})?)$/

function isCard(compact: string, written: string): boolean {
  const groups = written.split(/\D/).map(({ length }) => length).join(' ')
  const isGrouped = /^(?:1[4-9]|4 4 4 4(?: 3)?|4 6 [45])$/.test(groups)
  return isGrouped && new Set(compact).size > 1 && ISSUERS.test(compact) && isLuhn(compact)
}
