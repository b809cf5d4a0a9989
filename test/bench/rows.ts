// What a bench reports: rows of numbers, each with its interval, its baseline from the same run, and its goal.

import { interval, mean } from './statistics.ts'

export type Row = Readonly<{
  name: string
  value: number
  unit: string
  /** A 95 % interval. */
  low?: number
  high?: number
  /** How many people (or events) stand behind it. */
  n?: number
  baseline?: Readonly<{ name: string; value: number }>
  goal?: string | number
}>

type More = Pick<Row, 'baseline' | 'goal'> & Readonly<{ unit?: string }>

/** The mean over people with its bootstrap interval. */
export function rowOf(name: string, perPerson: readonly number[], { unit = 'share', ...more }: More = {}): Row {
  const [low, high] = interval(perPerson)
  return { name, value: mean(perPerson), unit, low, high, n: perPerson.length, ...more }
}

/** The mean of paired differences, with the interval of that mean. */
export function differenceRow(name: string, ours: readonly number[], theirs: readonly number[], more: More = {}): Row {
  return rowOf(name, ours.map((value, i) => value - theirs[i]!), more)
}

const shown = (value: number | undefined): string => (value === undefined ? '' : Number.isInteger(value) && Math.abs(value) >= 100 ? String(value) : value.toPrecision(Math.abs(value) >= 1000 ? 5 : 3))

/** A table for people. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [
    ['name', 'value', '95 % interval', 'n', 'baseline', 'goal', 'unit'],
    ...rows.map(({ name, value, unit, low, high, n, baseline, goal }) => [
      name,
      shown(value),
      low === undefined ? '' : `${shown(low)} … ${shown(high)}`,
      n === undefined ? '' : String(n),
      baseline === undefined ? '' : `${shown(baseline.value)} ${baseline.name}`,
      goal === undefined ? '' : String(goal),
      unit,
    ]),
  ]
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n')
}
