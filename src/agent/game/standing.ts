// What is merely observed has to earn its say. Thumbs may follow charm and revisions may follow habit, so whether they tell of what
// is endorsed is judged by the forecasts of what was said on purpose: each one step ahead, learnt with them and without.

import type { Belief } from './belief.ts'
import { headOf, NEUTRAL } from './human.ts'
import type { Standing } from './human.ts'
import type { Evidence } from './types.ts'

/** Odds by which revisions have to improve the forecasts before they are listened to. */
const EARNED = Math.log(3)
/** The latest rows say enough; so that a refit of a long ledger does not become several. */
const JUDGED = 1000

/** `learntUnder` learns rows in order under a standing. */
export const standingOf = (rows: readonly Evidence[], learntUnder: (rows: readonly Evidence[], standing: Standing) => Belief): Standing => {
  const latest = rows.slice(-JUDGED)
  const lossUnder = (standing: Partial<Standing>): number => learntUnder(latest, { ...NEUTRAL, ...standing }).track.all.logLoss
  const isMomentary = latest.some((row) => headOf(row) === 'momentary')
  const candour = isMomentary ? 1 / (1 + Math.exp(lossUnder({ candour: 1 }) - lossUnder({ candour: 0 }))) : NEUTRAL.candour
  const revisions = latest.some(({ channel }) => channel === 'revision') && lossUnder({}) - lossUnder({ revisions: true }) > EARNED
  return candour === NEUTRAL.candour && !revisions ? NEUTRAL : { candour, revisions }
}
