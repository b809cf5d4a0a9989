// What is merely observed has to earn its say. Thumbs may follow charm and revisions may follow habit, so whether they tell of what
// is endorsed is judged by the forecasts of what was said on purpose: each one step ahead, learnt with them and without.

import type { Belief } from './belief.ts'
import { headOf, NEUTRAL } from './human.ts'
import type { Standing } from './human.ts'
import type { Evidence } from './types.ts'

/** Odds by which revisions have to improve the forecasts before they are listened to. */
const EARNED = Math.log(3)

const lossOf = ({ track }: Belief): number => track.all.logLoss

/** `neutral` is what the rows taught under NEUTRAL; `learntUnder` learns them in order under another standing. */
export const standingOf = (rows: readonly Evidence[], neutral: Belief, learntUnder: (standing: Standing) => Belief): Standing => {
  if (neutral.track.all.n === 0) return NEUTRAL
  const lossUnder = (standing: Partial<Standing>): number => lossOf(learntUnder({ ...NEUTRAL, ...standing }))
  const isMomentary = rows.some((row) => headOf(row) === 'momentary')
  const candour = isMomentary ? 1 / (1 + Math.exp(lossUnder({ candour: 1 }) - lossUnder({ candour: 0 }))) : NEUTRAL.candour
  const revisions = rows.some(({ channel }) => channel === 'revision') && lossOf(neutral) - lossUnder({ revisions: true }) > EARNED
  return candour === NEUTRAL.candour && !revisions ? NEUTRAL : { candour, revisions }
}
