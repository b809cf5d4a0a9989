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
  const all = answered(store).filter((proposal) => proposal.sealed !== null && cameTrue(proposal) !== null)
  const foretold = all.filter(({ sealed }) => !sealed!.openedEarly)
  const opened = foretold.filter(({ data }) => data.answer?.kind === 'stars')
  const anchors = opened.filter(isAnchor)
  const record = skill(belief)
  return {
    ratings: record.n,
    opened: opened.length,
    held: held(opened),
    early: all.length - foretold.length,
    odds: record.odds,
    logLoss: record.logLoss,
    baseLogLoss: record.baseLogLoss,
    anchors: { opened: anchors.length, held: held(anchors), calibration: calibrationOf(foretold.filter(isAnchor)) },
    topics: record.topics.flatMap(({ topic, n, odds, logLoss, baseLogLoss }) => (logLoss === null || baseLogLoss === null ? [] : [{ topic, n, odds, logLoss, baseLogLoss }])).sort((a, b) => b.odds - a.odds),
    calibration: calibrationOf(foretold),
  }
}

const isAnchor = ({ sealed }: Proposal): boolean => sealed!.isAnchor

/** Whether what the sealed chance was of came; null where the answer says nothing of it. */
function cameTrue({ data: { answer } }: Proposal): boolean | null {
  switch (answer?.kind) {
    case 'stars':
      return answer.rating >= 4
    case 'pair':
      return answer.choice === 'first'
    case 'hindsight':
      return answer.verdict === 'did-not-happen' ? null : answer.verdict === 'glad'
    default:
      return null
  }
}

const held = (opened: readonly Proposal[]): number => opened.filter((proposal) => !proposal.data.isSurprise).length

/** Sealed chance against how often what it was of came, in five groups of equal width; a group of fewer than five joins the next. */
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
    came: members.filter((proposal) => cameTrue(proposal) === true).length,
  }))
}
