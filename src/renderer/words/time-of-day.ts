const DAY = 24 * 60
const TYPED = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/

/** "07:30" of what was typed: 7, 730, 7:30 and 7.30 are understood too. Null where it is no time of a day of 24 hours. */
export function readTime(typed: string): string | null {
  const [, hour, minute = '00'] = TYPED.exec(typed.trim()) ?? []
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : null
}

/** "07:30", so many minutes later or earlier: to the next whole step of them, and round midnight. */
export function movedTime(time: string, byMinutes: number): string {
  const step = Math.abs(byMinutes)
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const to = byMinutes > 0 ? Math.floor(minute / step) * step + step : Math.ceil(minute / step) * step - step
  const [hours, minutes] = [Math.floor((((to % DAY) + DAY) % DAY) / 60), ((to % 60) + 60) % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

export const notATime = (typed: string, kept: string): string => `“${typed}” is no time from 00:00 to 23:59. ${kept} is kept.`
