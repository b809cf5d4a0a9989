import type { Replay } from '../../agent/contract/index.ts'
import { clock, clockOrDay } from './dates.ts'
import { capital, counted, decimal, inWords } from './numbers.ts'

export function replayWords(replay: Replay | null): string {
  if (!replay) return ''
  if (replay.answered === 0) return 'Nothing to replay yet: no state was answered in the last four weeks'
  return `Of ${counted(replay.answered, 'state')} that you answered in the last four weeks it could have set out ${replay.shown}; ${replay.accepted} of them were welcome`
}

/** `measured`: the cost that the policy was measured with. */
export const costWords = (cost: number, measured: number): string =>
  `A wrong interruption weighs ${costPoints(cost)}${cost === measured ? ', as measured' : cost > measured ? ', more than as measured' : ', less than as measured'}`

export const costPoints = (cost: number): string => `${decimal(cost)} ${cost === 1 ? 'point' : 'points'}`

/** The limits below what was earned, the largest first, with the one that is set. */
export function limitChoices(earned: number, least: number, set: number | null): readonly number[] {
  const lower = Array.from({ length: Math.max(0, earned - least) }, (_, index) => earned - 1 - index)
  return set === null || lower.includes(set) ? lower : [set, ...lower]
}

export const earnedWords = (earned: number): string =>
  `${capital(inWords(earned))} a day ${earned === 1 ? 'is what it has until its odds of knowing you pass 20 to 1; then it is three' : 'is what its odds of knowing you have earned'}. You can set less and not more`

const MINUTE_MS = 60_000

/** The minute of the day of "HH:MM". */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The minute of the day, here. */
export function minuteAt(at: number): number {
  const date = new Date(at)
  return date.getHours() * 60 + date.getMinutes() + (at % MINUTE_MS) / MINUTE_MS
}

/** The quiet hours as spans of one day, in minutes; two where they pass midnight, none where they are no time at all. */
export function quietSpans(from: string, until: string): readonly (readonly [from: number, until: number])[] {
  const [start, end] = [minuteOf(from), minuteOf(until)]
  if (start === end) return []
  return start < end ? [[start, end]] : [[0, end], [start, 24 * 60]]
}

/** What the strip of the day shows. */
export function stripSentence(from: string, until: string, spoke: readonly number[]): string {
  const quiet = from === until ? 'No hour is a quiet one' : `Quiet from ${from} until ${until}`
  const last = spoke.at(-1)
  if (last === undefined) return `${quiet}. Nothing came unasked in the last four weeks.`
  const when = clockOrDay(last)
  return `${quiet}. It spoke ${counted(spoke.length, 'time')} in the last four weeks, last ${when === clock(last) ? `at ${when}` : `on ${when} at ${clock(last)}`}.`
}
