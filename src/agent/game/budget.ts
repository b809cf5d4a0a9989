// How often it may speak unasked. The limit follows the share of its proposals that were welcome, never what was opened or looked at.

/** A proposal or question that came unasked, and what became of it. */
export type Spoken = Readonly<{ at: number; answer: 'welcome' | 'unwelcome' | 'none' }>

/** Explicit ratings before it may speak at all. */
export const NEEDED = 12
/** Odds against the person's own base rate from which it may say "knows you here". */
export const KNOWS = 20

const DAY = 86_400_000
const LATEST = 10

export type Budget = Readonly<{ used: number; allowed: number; windowMs: number }>

/** One in a day, three from odds of 20; two unwelcome ones in a row double the window, a welcome one brings it back. */
export const budgetOf = (spoken: readonly Spoken[], asOf: number, odds: number): Budget => {
  const answered = spoken
    .filter(({ answer }) => answer !== 'none')
    .toSorted((a, b) => a.at - b.at)
    .slice(-LATEST)
  const welcome = answered.filter(({ answer }) => answer === 'welcome').length
  const share = (welcome + 1) / (answered.length + 2)
  const windowMs = DAY / Math.max(0.25, Math.min(1, 2 * share))
  return { used: spoken.filter(({ at }) => at > asOf - windowMs && at <= asOf).length, allowed: odds > KNOWS ? 3 : 1, windowMs }
}
