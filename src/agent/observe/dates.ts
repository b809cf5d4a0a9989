import type { FrontMatter } from './front-matter.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?'
const NUMERIC = /(?<!\d)((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.? (?:of )?${MONTH},? (\\d{4})\\b`, 'i')
const MONTH_FIRST = new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'i')
const KEYS = ['date', 'created', 'date created', 'created_at', 'creation date', 'day', 'published', 'updated', 'modified'] as const

/** The day that a text names in full (2026-01-31, 20260131, 31 January 2026, January 31st, 2026), at noon UTC; null where it names none. */
export function dateIn(text: string): number | null {
  const numeric = NUMERIC.exec(text)
  if (numeric) return day(Number(numeric[1]), Number(numeric[3]), Number(numeric[4]))
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return day(Number(dayFirst[3]), monthOf(dayFirst[2]!), Number(dayFirst[1]))
  const monthFirst = MONTH_FIRST.exec(text)
  return monthFirst ? day(Number(monthFirst[3]), monthOf(monthFirst[1]!), Number(monthFirst[2])) : null
}

/** When a note was written: by its front matter, by the name of a daily note, or else by the file's own time. */
export function dateOfNote(file: string, front: FrontMatter, modifiedAt: number): number {
  for (const key of KEYS) {
    for (const value of front.list(key)) {
      const date = dateIn(value) ?? epochIn(value)
      if (date !== null) return date
    }
  }
  return dateIn(file.slice(file.lastIndexOf('/') + 1)) ?? Math.round(modifiedAt)
}

/** Dendron writes milliseconds since 1970. */
function epochIn(value: string): number | null {
  return /^\d{13}$/.test(value) ? Number(value) : null
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

function day(year: number, month: number, date: number): number | null {
  if (year < 1970 || date < 1 || date > 31) return null
  return Date.UTC(year, month - 1, date, 12)
}
