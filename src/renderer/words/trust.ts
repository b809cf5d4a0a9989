import type { Calibration, Skill } from '../../agent/contract/index.ts'
import { capital, count, counted, decimal, inWords, spelled } from './numbers.ts'

/** Below this many, marks stand without a finding. */
export const ENOUGH = 20
/** Odds past which Tacit says that it knows the person. */
export const KNOWS = 20
/** A group smaller than this is never called wrong. */
const LEAST_IN_GROUP = 10
/** What "likely" means. */
const LIKELY_SHARE = 0.8

export function trustLede({ opened, held }: Skill): string {
  if (opened === 0) return 'Nothing to check yet: 0 sealed predictions opened.'
  if (opened < ENOUGH) return `Too few to judge: ${opened} of ${ENOUGH} sealed predictions opened.`
  return `Its four-in-five intervals held your rating ${counted(held, 'time')} in ${count(opened)}.`
}

type Group = Calibration[number]

/** The finding over the calibration chart, about the largest group, or the one it is furthest off in. */
export function calibrationFinding(groups: readonly Group[]): Readonly<{ heading: string; under: string }> {
  const total = groups.reduce((sum, group) => sum + group.n, 0)
  if (total === 0) return { heading: 'What it said, and what came true', under: 'No sealed chance was opened yet.' }
  const off = groups.reduce((sum, group) => sum + group.n * Math.abs(group.said - shareOf(group)), 0) / total
  const overall = `Over all ${count(total)}, off by ${decimal(off * 100, 1)} in 100.`
  if (total < ENOUGH) return { heading: 'Too few to judge', under: `${total} of ${ENOUGH} predictions opened.` }
  const worst = groups.filter(isOff).toSorted((a, b) => Math.abs(b.said - shareOf(b)) - Math.abs(a.said - shareOf(a)))[0]
  if (worst) return { heading: `${worst.said > shareOf(worst) ? 'It is too sure' : 'It is not sure enough'}: ${saidCame(worst)}`, under: overall }
  return { heading: capital(saidCame(groups.reduce((best, group) => (group.n > best.n ? group : best)))), under: overall }
}

/** `came` counts; this is its share of the group. */
export function shareOf({ came, n }: Pick<Group, 'came' | 'n'>): number {
  return n === 0 ? 0 : came / n
}

/** Whether a group came true clearly more or less often than was said: by over two standard errors. */
export function isOff(group: Group): boolean {
  const { said, n } = group
  return n >= LEAST_IN_GROUP && Math.abs(said - shareOf(group)) > 2 * Math.sqrt(Math.max(said * (1 - said), 0.01) / n)
}

/** The likely range of a share seen in `n` cases (Wilson, 80 %). */
export function shareRange(share: number, n: number): readonly [number, number] {
  if (n === 0) return [0, 1]
  const z = 1.2815515655446004
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

export function skillFinding({ topics, odds }: Skill): string {
  if (topics.length === 0) return 'No topic was rated yet'
  const known = topics.filter((topic) => topic.odds > KNOWS).length
  if (known > 0) return `It knows you in ${spelled(known, 'topic')} of ${inWords(topics.length)}`
  return odds > KNOWS ? 'It knows you, in no single topic yet' : 'It does not know you better than a guess yet'
}

/** What the odds of a topic rest on. `n` counts opened predictions; the losses are in nats. */
export function topicWords({ n, logLoss, baseLogLoss }: Readonly<{ n: number; logLoss: number | null; baseLogLoss: number | null }>): string {
  const opened = `${counted(n, 'prediction')} opened`
  if (logLoss === null || baseLogLoss === null) return `${opened}.`
  return `${opened}. Surprise per prediction ${decimal(logLoss)}; guessing your usual ratings gives ${decimal(baseLogLoss)}. Lower is better.`
}

/** Whether coverage is what it claims, in words; null below `ENOUGH`. */
export function coverageSentence({ opened, held }: Readonly<{ opened: number; held: number }>): string | null {
  if (opened < ENOUGH) return null
  const error = Math.sqrt((LIKELY_SHARE * (1 - LIKELY_SHARE)) / opened)
  const share = held / opened
  if (share < LIKELY_SHARE - 2 * error) return 'That is too few: its ranges are too narrow.'
  if (share > LIKELY_SHARE + 2 * error) return 'That is more than four in five: its ranges are wider than they need to be.'
  return null
}

/** What is left out of all that is counted here. */
export const earlyWords = (early: number): string => (early === 0 ? 'None was open before you answered; one that is counts nowhere here.' : `${counted(early, 'envelope')} that ${early === 1 ? 'was' : 'were'} open before you answered ${early === 1 ? 'is' : 'are'} left out.`)

const hundred = (share: number): number => Math.round(share * 100)
const timesIn = ({ came, n }: Group): string => `${counted(came, 'time')} in ${count(n)}`
const saidCame = (group: Group): string => `when it said about ${hundred(group.said)} in 100, it came true ${timesIn(group)}.`
