// How long acts take: medians and tails with their intervals, beside a baseline that was measured among them.

import type { Row } from './rows.ts'
import { bootstrap } from './statistics.ts'

/** What an act gave, and how long it took in milliseconds. */
export async function timed<Result>(act: () => Promise<Result> | Result): Promise<Readonly<{ result: Result; ms: number }>> {
  const start = performance.now()
  const result = await act()
  return { result, ms: performance.now() - start }
}

/** The value that `share` of the values do not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

type Baseline = Readonly<{ name: string; values: readonly number[] }>
type More = Readonly<{ unit?: string; share?: number; baseline?: Baseline; goal?: Row['goal'] }>

const statistic = (share: number) => (values: readonly number[]): number => (share === 0.5 ? median(values) : quantile(values, share))

/** The median (or another quantile) with its bootstrap interval; of the baseline the same. */
export function quantileRow(name: string, values: readonly number[], { unit = 'ms', share = 0.5, baseline, goal }: More = {}): Row {
  const measure = statistic(share)
  const [low, high] = bootstrap(values, measure)
  return {
    name,
    value: measure(values),
    unit,
    low,
    high,
    n: values.length,
    ...(baseline && { baseline: { name: baseline.name, value: measure(baseline.values) } }),
    ...(goal !== undefined && { goal }),
  }
}

type Rounds = readonly Readonly<{ ours: number; theirs: number }>[]

export const roundsOf = (ours: readonly number[], theirs: readonly number[]): Rounds => ours.map((each, i) => ({ ours: each, theirs: theirs[i]! }))

/** One number out of both sides of the rounds, the interval by drawing whole rounds. */
export function roundsRow(name: string, rounds: Rounds, measure: (ours: readonly number[], theirs: readonly number[]) => number, more: Pick<Row, 'unit'> & Partial<Row>): Row {
  const of = (drawn: Rounds): number => measure(drawn.map(({ ours }) => ours), drawn.map(({ theirs }) => theirs))
  const [low, high] = bootstrap(rounds, of)
  return { name, value: of(rounds), low, high, n: rounds.length, ...more }
}

export const ratioOfMedians = (ours: readonly number[], theirs: readonly number[]): number => median(ours) / median(theirs)
