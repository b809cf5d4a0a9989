import type { Purge, SourceLoss } from '../../agent/contract/index.ts'
import { count, decimal } from './numbers.ts'

/** Below this an axis is at zero as far as anyone can read. */
const ZERO = 0.005

type AxisMove = Purge['axes'][number]

/** "thrift 0.18 → 0.07": toward the pole that it leant to. */
export function axisMove({ left, right, before, after }: AxisMove): string {
  const isLeft = (Math.abs(before) < ZERO ? after : before) < 0
  const toward = (value: number): string => decimal(isLeft ? -value : value)
  return `${isLeft ? left : right} ${toward(before)} → ${toward(after)}`
}

export type PurgeLine = Readonly<{ number: string; text: string }>

/** What goes, or went: a number and its words for each thing, nothing where there is none of it. */
export function purgeLines({ passages, rows, proposals, states = 0, threads, axes }: SourceLoss): readonly PurgeLine[] {
  const line = (value: number, one: string, many: string): readonly PurgeLine[] => (value === 0 ? [] : [{ number: count(value), text: value === 1 ? one : many }])
  return [
    ...line(passages, 'passage removed', 'passages removed'),
    ...line(rows, 'row of evidence removed, belief refitted', 'rows of evidence removed, belief refitted'),
    ...line(proposals, 'waiting question withdrawn', 'waiting questions withdrawn'),
    ...line(states, 'state that a model wrote of them gone', 'states that a model wrote of them gone'),
    ...line(threads, 'thread gone', 'threads gone'),
    ...line(axes.length, `axis moves: ${axes.map(axisMove).join()}`, `axes move: ${axes.map(axisMove).join(', ')}`),
  ]
}

/** The same, told in one breath. */
export function purgeSentence(purge: SourceLoss): string {
  const lines = purgeLines(purge)
  return lines.length === 0 ? 'Nothing that is kept goes.' : `${lines.map(({ number, text }) => `${number} ${text}`).join(' · ')}.`
}
