// (a) How a rating is read, and what two of them do to the belief about two axes.

import { scaleLinear } from 'd3-scale'
import { line as lineOf } from 'd3-shape'
import { init, update } from '../../../src/agent/game/belief.ts'
import type { Belief } from '../../../src/agent/game/belief.ts'
import { AXIS_START } from '../../../src/agent/game/features.ts'
import { rowStart } from '../../../src/agent/game/linear.ts'
import { moments } from '../../../src/agent/game/reading.ts'
import { newStarHabit, starReading, starScale } from '../../../src/agent/game/stars.ts'
import type { States } from '../states.ts'
import { below, beside, curve, dot, line, page, path, percent, points, text } from './svg.ts'

/** Two states of the library that lean the same way but for company; both are given 5 stars. */
const RATED = [
  { begins: 'A stone path grows by one metre a year', said: 'laid by hand, alone' },
  { begins: 'In the garden stands a walnut sapling', said: 'dug in by hand, with a niece' },
] as const
/** Of a two-dimensional normal, 80 % lies within so many standard deviations. */
const RADIUS = Math.sqrt(-2 * Math.log(0.2))

type Axes = readonly [across: number, up: number]

/** The outline of the region that holds 80 % of what is believed of 2·w of two axes, in points. */
function outline({ gaussian: { mean, covariance } }: Belief, [across, up]: Axes): readonly (readonly [number, number])[] {
  const [i, j] = [AXIS_START + across, AXIS_START + up]
  const entry = (a: number, b: number): number => 4 * covariance[a < b ? rowStart(b) + a : rowStart(a) + b]!
  const first = Math.sqrt(entry(i, i))
  const shared = entry(i, j) / first
  const rest = Math.sqrt(entry(j, j) - shared * shared)
  return Array.from({ length: 97 }, (_, step) => {
    const [cos, sin] = [RADIUS * Math.cos((step / 48) * Math.PI), RADIUS * Math.sin((step / 48) * Math.PI)]
    return [2 * mean[i]! + first * cos, 2 * mean[j]! + shared * cos + rest * sin]
  })
}

const centre = (belief: Belief, [across, up]: Axes): readonly [number, number] => [2 * belief.gaussian.mean[AXIS_START + across]!, 2 * belief.gaussian.mean[AXIS_START + up]!]

function likelihood({ prior }: States, left: number, top: number, width: number, height: number): readonly string[] {
  const x = scaleLinear([-3, 3], [left, left + width])
  const y = scaleLinear([0, 1], [top + height, top])
  const scale = starScale(newStarHabit(prior).values)
  const us = Array.from({ length: 121 }, (_, i) => -3 + i / 20)
  const chance = (u: number, answer: number): number => Math.exp(moments(starReading(scale, answer), u, 0).logEvidence)
  const draw = lineOf<number>()
  const curves = [0, 1, 2, 3, 4].map((answer) => curve(draw.x(x).y((u) => y(chance(u, answer)))(us), 'p-line', answer === 4 ? { 'stroke-width': 3 } : { opacity: 0.65 }))
  const places = [-2.5, -1, 0, 1, 2.5]
  return [
    text(left - 44, top - 42, 'How a rating is read', 'ink head'),
    below(x, top + height, top, { title: 'reward u of the state, in points', ticks: [-2, -1, 0, 1, 2], format: points }),
    beside(y, left, left + width, { title: 'P(rating | u)', ticks: [0, 0.25, 0.5, 0.75, 1], format: percent }),
    ...curves,
    ...places.map((u, answer) => text(x(u), y(chance(u, answer)) - 9, `${answer + 1}`, 'p head', 'middle')),
  ]
}

function moved(given: States, left: number, top: number, side: number): readonly string[] {
  const axes: Axes = [given.axes.indexOf('company'), given.axes.indexOf('medium')]
  const x = scaleLinear([-2.2, 2.2], [left, left + side])
  const y = scaleLinear([-2.2, 2.2], [top + side, top])
  const states = RATED.map(({ begins }) => given.states.find(({ text: words }) => words.startsWith(begins))!)
  const before = init(given.prior)
  const rows = states.map((state, i) => ({ id: i + 1, at: 0, topic: null, channel: 'stars', item: state.item, rating: 5 }) as const)
  const after = rows.reduce<Belief[]>((beliefs, row) => [...beliefs, update(beliefs.at(-1) ?? before, row)], [])
  const draw = lineOf<readonly [number, number]>(([a]) => x(a), ([, b]) => y(b))
  const ring = (belief: Belief, className: string, more = {}): string => curve(`${draw(outline(belief, axes))}Z`, className, more)
  const middle = (belief: Belief): readonly [number, number] => [x(centre(belief, axes)[0]), y(centre(belief, axes)[1])]
  const key = left + side + 26
  const note = (row: number, mark: string, ...words: readonly string[]): string =>
    [mark, ...words.map((word, i) => text(key + 26, top + 40 + [0, 48, 132][row]! + 18 * i, word, i === 0 ? 'ink' : 'soft'))].join('\n')
  return [
    text(left - 44, top - 42, 'What two ratings say of two axes', 'ink head'),
    below(x, top + side, top, { title: 'solitary ↔ social, points', ticks: [-2, -1, 0, 1, 2], format: points }),
    beside(y, left, left + side, { title: 'by hand ↔ on a screen, points', ticks: [-2, -1, 0, 1, 2], format: points }),
    line(x(0), y(-2.2), x(0), y(2.2), 'mid'),
    line(x(-2.2), y(0), x(2.2), y(0), 'mid'),
    ring(before, 'soft-line', { 'stroke-width': 1.5, 'stroke-dasharray': '4 4' }),
    ring(after[0]!, 't-line', { 'stroke-width': 1.5 }),
    path(`${draw(outline(after[1]!, axes))}Z`, 't', { 'fill-opacity': 0.22 }),
    ring(after[1]!, 't-line', { 'stroke-width': 2.5 }),
    dot(...middle(after[0]!), 3.5, 'paper t-line', { 'stroke-width': 1.5 }),
    dot(...middle(after[1]!), 4.5, 't'),
    note(0, line(key, top + 36, key + 18, top + 36, 'soft-line', { 'stroke-width': 1.5, 'stroke-dasharray': '4 4' }), 'before a word is said'),
    note(1, line(key, top + 84, key + 18, top + 84, 't-line', { 'stroke-width': 1.5 }), '5 stars for a stone path', RATED[0].said, 'so: by hand, or solitary?'),
    note(2, line(key, top + 168, key + 18, top + 168, 't-line', { 'stroke-width': 2.5 }), '5 stars for a sapling', RATED[1].said, 'so: rather by hand'),
    text(key, top + side - 18, 'Each ring holds 80 % of', 'soft'),
    text(key, top + side, 'what is believed then.', 'soft'),
  ]
}

export const ratingPicture = (given: States): string =>
  page(
    952,
    398,
    'How a rating is read, and what two ratings say of two axes',
    'Left: the probability of each of five ratings given the reward. Right: the 80 % region of the belief about two axes before, after one and after two ratings.',
    ...likelihood(given, 62, 78, 290, 260),
    ...moved(given, 456, 78, 260),
  )
