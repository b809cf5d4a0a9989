// How often it may speak unasked. The limit follows the share of its proposals that were welcome, never what was opened or looked at.

/** A proposal or question that came unasked, and what became of it. */
export type Spoken = Readonly<{ at: number; answer: 'welcome' | 'unwelcome' | 'none' }>

/** Explicit ratings before it may speak at all. */
export const NEEDED = 12
/** Odds against the person's own base rate from which it may say "knows you here". */
export const KNOWS = 20

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LATEST = 10

/** The most in a day that its record has earned. */
export const earnedOf = (odds: number): number => (odds > KNOWS ? 3 : 1)

/** The person's own limits, which lower what it has earned and never raise it; null leaves it as it is. */
export type Limits = Readonly<{ day: number | null; hour: number | null }>
export const NO_LIMITS: Limits = { day: null, hour: null }

/** `left` may still be said now; `binds` names what keeps it from being more: the day, earned or set, or the hour. */
export type Budget = Readonly<{ used: number; allowed: number; windowMs: number; left: number; binds: 'limit' | 'hour' }>

/** One in a day, three from odds of 20; two unwelcome ones in a row double the window, a welcome one brings it back. */
export const budgetOf = (spoken: readonly Spoken[], asOf: number, odds: number, limits: Limits = NO_LIMITS): Budget => {
  const answered = spoken
    .filter(({ answer }) => answer !== 'none')
    .toSorted((a, b) => a.at - b.at)
    .slice(-LATEST)
  const welcome = answered.filter(({ answer }) => answer === 'welcome').length
  const share = (welcome + 1) / (answered.length + 2)
  const windowMs = DAY / Math.max(0.25, Math.min(1, 2 * share))
  const within = (ms: number): number => spoken.filter(({ at }) => at > asOf - ms && at <= asOf).length
  const [used, allowed] = [within(windowMs), earnedOf(odds)]
  const ofDay = Math.max(0, Math.min(allowed - used, (limits.day ?? Infinity) - within(DAY)))
  const ofHour = Math.max(0, (limits.hour ?? Infinity) - within(HOUR))
  return { used, allowed, windowMs, left: Math.min(ofDay, ofHour), binds: ofHour < ofDay ? 'hour' : 'limit' }
}

/** When it may speak next, where it may not now; null where no time that passes changes that. */
export const freeAt = (spoken: readonly Spoken[], asOf: number, odds: number, limits: Limits): number | null => {
  const { windowMs } = budgetOf(spoken, asOf, odds, limits)
  const ends = [...new Set(spoken.flatMap(({ at }) => [HOUR, DAY, windowMs].map((ms) => at + ms)))].filter((at) => at > asOf).toSorted((a, b) => a - b)
  return ends.find((at) => budgetOf(spoken, at, odds, limits).left > 0) ?? null
}
