import type { Calibration, Skill } from '../contract/index.ts'
import type { Belief } from '../game/belief.ts'
import { skill } from '../game/predict.ts'
import { answered } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import type { Store } from '../store/types.ts'

const GROUPS = 5
const FEWEST = 5

/** Sealed predictions against what was said, from the envelopes as they were; odds from the belief's own record. */
export function skillOf(store: Store, belief: Belief): Skill {
  const opened = answered(store).filter(({ data, sealed }) => data.answer?.kind === 'stars' && sealed !== null && !sealed.openedEarly)
  const anchors = opened.filter(isAnchor)
  const record = skill(belief)
  return {
    ratings: record.n,
    opened: opened.length,
    held: held(opened),
    odds: record.odds,
    logLoss: record.logLoss,
    baseLogLoss: record.baseLogLoss,
    anchors: { opened: anchors.length, held: held(anchors), calibration: calibrationOf(anchors) },
    topics: record.topics.flatMap(({ topic, n, odds, logLoss, baseLogLoss }) => (logLoss === null || baseLogLoss === null ? [] : [{ topic, n, odds, logLoss, baseLogLoss }])).sort((a, b) => b.odds - a.odds),
    calibration: calibrationOf(opened),
  }
}

const isAnchor = ({ sealed }: Proposal): boolean => sealed!.isAnchor

const rating = ({ data }: Proposal): number => (data.answer?.kind === 'stars' ? data.answer.rating : 0)

const held = (opened: readonly Proposal[]): number => opened.filter((proposal) => !proposal.data.isSurprise).length

/** Sealed chance of a 4 or 5 against how often it came, in five groups of equal width; a group of fewer than five joins the next. */
export function calibrationOf(opened: readonly Proposal[]): Calibration {
  type Group = { low: number; high: number; members: Proposal[] }
  const groups: Group[] = []
  let open: Group | null = null
  for (let index = 0; index < GROUPS; index++) {
    const low = index / GROUPS
    const high = (index + 1) / GROUPS
    const members = opened.filter(({ sealed }) => sealed!.chance >= low && (sealed!.chance < high || index === GROUPS - 1))
    open = open ? { low: open.low, high, members: [...open.members, ...members] } : { low, high, members }
    if (open.members.length >= FEWEST) {
      groups.push(open)
      open = null
    }
  }
  if (open && open.members.length > 0) {
    const last = groups.pop()
    groups.push(last ? { low: last.low, high: open.high, members: [...last.members, ...open.members] } : open)
  }
  return groups.map(({ low, high, members }) => ({
    low,
    high,
    n: members.length,
    said: members.reduce((sum, { sealed }) => sum + sealed!.chance, 0) / members.length,
    came: members.filter((proposal) => rating(proposal) >= 4).length,
  }))
}
