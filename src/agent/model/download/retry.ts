const FIRST_MS = 1000
const LONGEST_MS = 5 * 60_000
const DAY_MS = 86_400_000

/** How long to wait after so many tries in a row that brought nothing: doubling, up to five minutes, the last half of it by chance. `random` in [0, 1). */
export function backOffMs(tries: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20))
  return Math.round(whole * (0.5 + random / 2))
}

/** What Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3), at most a day; null where it says nothing that can be read. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : /[a-z]/i.test(text) ? Date.parse(text) - now : Number.NaN
  return Number.isNaN(ms) ? null : Math.min(DAY_MS, Math.max(0, ms))
}
