import { inLanguage } from './language.ts'

const DAY_MS = 86_400_000

const format = (options: Intl.DateTimeFormatOptions) => inLanguage((language) => new Intl.DateTimeFormat(language, options))
// Of 24 hours everywhere, as the quiet hours are set and as the assistant writes them.
const clockFormat = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const dayFormat = format({ day: 'numeric', month: 'long' })
const shortFormat = format({ day: 'numeric', month: 'short' })
const shortYearFormat = format({ day: 'numeric', month: 'short', year: 'numeric' })
const yearFormat = format({ day: 'numeric', month: 'long', year: 'numeric' })
const longFormat = format({ weekday: 'long', day: 'numeric', month: 'long' })

/** "07:40" */
export const clock = (at: number): string => clockFormat().format(at)
/** "17 November" */
export const day = (at: number): string => dayFormat().format(at)
/** "Tuesday 17 November" */
export const weekday = (at: number): string => longFormat().format(at).replace(',', '')

/** "17 November 2026" */
export const longDay = (at: number): string => yearFormat().format(at)

/** "17 Nov", with the year where it is not this one. */
export function shortDay(at: number, now = Date.now()): string {
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? shortFormat().format(at) : shortYearFormat().format(at)
}

/** "07:40" today, else "17 Nov". */
export function clockOrDay(at: number, now = Date.now()): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock(at) : shortDay(at, now)
}

/** "today", "1 day", "46 days": how long something has lasted. */
export function lasting(since: number, now = Date.now()): string {
  const days = Math.floor((now - since) / DAY_MS)
  if (days < 1) return 'today'
  return days === 1 ? '1 day' : `${days} days`
}
