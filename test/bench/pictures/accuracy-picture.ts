// (d) Accuracy against the number of own ratings, from the numbers of the bench of preference.

import { scaleLinear } from 'd3-scale'
import { area, line as lineOf } from 'd3-shape'
import { z } from 'zod'
import { below, beside, curve, dot, page, path, percent, text } from './svg.ts'

const rowSchema = z.object({
  name: z.string(), value: z.number(), low: z.number().optional(), high: z.number().optional(), n: z.number().optional(),
  baseline: z.object({ name: z.string(), value: z.number() }).optional(),
})
export const numbersSchema = z.object({ bench: z.literal('preference'), rows: z.array(rowSchema) })
export type Numbers = z.infer<typeof numbersSchema>

const TITLES: Readonly<Record<string, readonly [title: string, about: string]>> = {
  'bowling-green': ['Votes on statements', 'Polis, Bowling Green'],
  ukpconvarg1: ['Choices between two arguments', 'UKPConvArg1'],
}

type Step = Readonly<{ n: number; value: number; low: number; high: number; people: number; gp: number }>

function stepsOf({ rows }: Numbers, name: string): readonly Step[] {
  return rows.flatMap((row) => {
    const [which, n] = row.name.split('@')
    if (which !== name || n === undefined || row.low === undefined || row.high === undefined) return []
    return [{ n: Number(n), value: row.value, low: row.low, high: row.high, people: row.n ?? 0, gp: row.baseline?.value ?? row.value }]
  })
}

const peopleOf = (steps: readonly Step[]): string => {
  const [first, last] = [steps[0]!, steps.at(-1)!]
  return first.people === last.people ? `${first.people} people` : `${first.people} people, of whom ${last.people} gave ${last.n} answers and more`
}

/** Equal ratios stand about equally far apart, and nought has a place of its own. */
const place = (n: number): number => Math.log2(n + 2.5)

function panel(name: string, numbers: Numbers, left: number, top: number, width: number, height: number): readonly string[] {
  const solo = stepsOf(numbers, 'solo')
  const started = stepsOf(numbers, 'accuracy')
  if (solo.length < 2) throw new Error(`The numbers of ${name} hold no rows solo@n to draw.`)
  const last = solo.at(-1)!
  const scale = scaleLinear([place(0), place(last.n)], [left, left + width])
  const x = Object.assign((n: number) => scale(place(n)), { range: () => scale.range() })
  const y = scaleLinear([0.48, 0.76], [top + height, top])
  const [title, about] = TITLES[name] ?? [name, '']
  const draw = (pick: (step: Step) => number) => lineOf<Step>(({ n }) => x(n), (step) => y(pick(step)))
  const end = (value: number, words: string, className: string, shift = 0): string => text(left + width + 10, y(value) + 4 + shift, words, className)
  const atEnd = started.at(-1)
  return [
    text(left - 44, top - 50, title, 'ink head'),
    text(left - 44, top - 32, `${about}${about === '' ? '' : ': '}${peopleOf(solo)}`, 'soft'),
    below(x, top + height, top, { title: 'own answers learnt from', ticks: solo.map(({ n }) => n) }),
    beside(y, left, left + width, { title: '', ticks: [0.5, 0.55, 0.6, 0.65, 0.7, 0.75], format: percent }),
    path(area<Step>().x(({ n }) => x(n)).y0(({ low }) => y(low)).y1(({ high }) => y(high))(solo), 't', { 'fill-opacity': 0.16 }),
    curve(draw(({ gp }) => gp)(solo), 'soft-line', { 'stroke-width': 1.5 }),
    curve(draw(({ value }) => value)(started), 't-line', { 'stroke-dasharray': '5 4' }),
    curve(draw(({ value }) => value)(solo), 't-line', { 'stroke-width': 2.5 }),
    ...solo.map(({ n, value }) => dot(x(n), y(value), 4, 't paper-line', { 'stroke-width': 1.5 })),
    end(last.value, `${(100 * last.value).toFixed(1)} %`, 't head', Math.abs(y(last.value) - y(atEnd?.value ?? 0)) < 14 ? (last.value < (atEnd?.value ?? 0) ? 7 : -7) : 0),
  ]
}

export function accuracyPicture(all: readonly Readonly<{ name: string; numbers: Numbers }>[]): string {
  const [top, width, height] = [82, 300, 260]
  const panels = all.flatMap(({ name, numbers }, i) => panel(name, numbers, 62 + i * 440, top, width, height))
  const bottom = top + height
  return page(
    all.length * 440,
    bottom + 88,
    'Accuracy against the number of own answers',
    'Share of pairs of unseen texts put in the order in which the person puts them, after so many of their own answers, with a 95 % interval.',
    ...panels,
    curve(`M18,${bottom + 64}h28`, 't-line', { 'stroke-width': 2.5 }),
    text(54, bottom + 68, 'own answers alone (95 % interval)'),
    curve(`M282,${bottom + 64}h28`, 't-line', { 'stroke-dasharray': '5 4' }),
    text(318, bottom + 68, 'with a start learnt from other people'),
    curve(`M566,${bottom + 64}h28`, 'soft-line', { 'stroke-width': 1.5 }),
    text(602, bottom + 68, 'Gaussian process on text alone'),
  )
}
