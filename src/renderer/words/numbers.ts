import { inLanguage } from './language.ts'

const MINUS = '−'
const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
// Digits as they stand in the sentences around them, which are English.
const integers = inLanguage((language) => new Intl.NumberFormat(language, { numberingSystem: 'latn' }))
const point = inLanguage((language) => new Intl.NumberFormat(language, { numberingSystem: 'latn' }).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.')

/** Whether a value is written as zero. */
export const isZero = (value: number, digits = 2): boolean => Number(value.toFixed(digits)) === 0

/** `digits` decimals, a true minus, and never "−0.00". */
export function decimal(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits).replace('.', point())
  return value < 0 && !isZero(value, digits) ? MINUS + text : text
}

/** As `decimal`, with a plus where it is above zero. */
export function signed(value: number, digits = 2): string {
  const text = decimal(value, digits)
  return value > 0 && !isZero(value, digits) ? `+${text}` : text
}

/** "3.0 to 4.7" */
export function span([low, high]: readonly [number, number], digits = 1): string {
  return `${decimal(low, digits)} to ${decimal(high, digits)}`
}

/** "1,204" */
export function count(value: number): string {
  return integers().format(value)
}

/** "1 row", "1,204 rows" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** "three", and numerals past twelve. For ledes only. */
export function inWords(value: number): string {
  return WORDS[value] ?? count(value)
}

/** As `counted`, in words: "three sources". */
export function spelled(value: number, one: string, many = `${one}s`): string {
  return `${inWords(value)} ${value === 1 ? one : many}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A probability as "61 in 100". */
export function inHundred(probability: number): string {
  return `${Math.round(probability * 100)} in 100`
}

/** "64 to 1", "6.2 to 1", "0.6 to 1" */
export function odds(value: number): string {
  if (value >= 1e6) return 'over a million to 1'
  if (value >= 10) return `${count(Math.round(value))} to 1`
  if (value > 0 && value < 0.05) return 'under 0.1 to 1'
  return `${decimal(value, 1)} to 1`
}

/** "212 MB", in steps of a thousand. */
export function bytes(value: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let size = value
  let unit = 0
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${size < 10 && unit > 0 ? decimal(size, 1) : Math.round(size)} ${units[unit]}`
}

/** "about 2 min"; an estimate always says so. */
export function about(seconds: number): string {
  if (seconds < 1.5) return 'about a second'
  if (seconds < 10) return `about ${Math.round(seconds)} s`
  if (seconds < 55) return `about ${Math.round(seconds / 5) * 5} s`
  if (seconds < 3300) return `about ${Math.round(seconds / 60)} min`
  return `about ${decimal(seconds / 3600, 1)} h`
}
