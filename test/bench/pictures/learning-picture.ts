// (b) A planted taste being learnt: the band of each axis after so many ratings.

import { scaleLinear } from 'd3-scale'
import { init } from '../../../src/agent/game/belief.ts'
import type { Belief } from '../../../src/agent/game/belief.ts'
import { axisView } from '../../../src/agent/game/predict.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence } from '../../../src/agent/game/types.ts'
import { byDeck, makeTaste } from '../axes.ts'
import type { States } from '../states.ts'
import { wordSpace } from '../word-space.ts'
import { box, dot, line, page, points, text } from './svg.ts'

const COLUMNS = [0, 5, 12, 24, 48] as const
/** 80 % of a normal lies within so many standard deviations. */
const BAND = 1.2816
const REACH = 2.3
const ROW = 25
const LEFT = 196
const COLUMN = 128
const GAP = 12
const TOP = 74

function learn(given: States, seed: string) {
  const taste = makeTaste(given, wordSpace(given.states.map(({ text: words }) => words)), seed)
  const order = byDeck(seed)
  const beliefs: Belief[] = [init(given.prior)]
  const rows: Evidence[] = []
  let left = given.states
  let belief = beliefs[0]!
  for (let turn = 1; turn <= COLUMNS.at(-1)!; turn += 1) {
    const state = order(belief, left, rows.flatMap((row) => ('item' in row ? [row.item] : [])), turn)
    left = left.filter((other) => other !== state)
    rows.push({ id: turn, at: 0, topic: state.area, channel: 'stars', item: state.item, rating: taste.rate(state.text) })
    belief = refit(rows, 0, given.prior)
    if ((COLUMNS as readonly number[]).includes(turn)) beliefs.push(belief)
  }
  return { weights: taste.weights, beliefs }
}

export function learningPicture(given: States, poles: readonly string[], seed: string): string {
  const { weights, beliefs } = learn(given, seed)
  const order = Array.from(weights.keys()).sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!) || a - b)
  const bottom = TOP + ROW * order.length
  const columns = beliefs.flatMap((belief, column) => {
    const from = LEFT + column * (COLUMN + GAP)
    const x = scaleLinear([-REACH, REACH], [from, from + COLUMN])
    const cells = order.flatMap((axis, row) => {
      const { mean, sd } = axisView(belief, axis)
      const middle = TOP + ROW * (row + 0.5)
      const [low, high] = [x(mean - BAND * sd), x(mean + BAND * sd)]
      const isSure = Math.abs(mean) > BAND * sd
      return [
        box(low, middle - 6, high - low, 12, 't', { 'fill-opacity': isSure ? 0.55 : 0.2, rx: 2 }),
        line(x(mean), middle - 6, x(mean), middle + 6, 't-line', { 'stroke-width': 2.5 }),
        dot(x(2 * weights[axis]!), middle, 4, 'p paper-line', { 'stroke-width': 1 }),
      ]
    })
    return [
      text(from + COLUMN / 2, TOP - 14, column === 0 ? 'no rating' : `${COLUMNS[column]} ratings`, 'ink', 'middle'),
      ...[-2, 0, 2].map((tick) => line(x(tick), TOP, x(tick), bottom, tick === 0 ? 'mid' : 'rule')),
      ...[-2, 0, 2].map((tick) => text(x(tick), bottom + 17, points(tick), 'soft axis', 'middle')),
      ...cells,
    ]
  })
  const width = LEFT + beliefs.length * (COLUMN + GAP) + 8
  return page(
    width,
    bottom + 78,
    'A planted taste being learnt',
    'For each of fourteen axes, the 80 % band of what moving from the left pole to the right one is worth, after 0, 5, 12, 24 and 48 ratings of a simulated person, beside the true value.',
    text(16, 30, 'One simulated person: what moving from the left pole to the right one is worth', 'ink head'),
    ...order.map((axis, row) => text(LEFT - 14, TOP + ROW * (row + 0.5) + 4, poles[axis]!, 'ink', 'end')),
    ...columns,
    text((LEFT + width) / 2, bottom + 37, 'points of rating', 'soft', 'middle'),
    dot(24, bottom + 58, 4, 'p'),
    text(36, bottom + 62, 'the planted taste'),
    box(160, bottom + 52, 30, 12, 't', { 'fill-opacity': 0.2, rx: 2 }),
    line(175, bottom + 52, 175, bottom + 64, 't-line', { 'stroke-width': 2.5 }),
    text(198, bottom + 62, 'the belief: mean and 80 % band'),
    box(400, bottom + 52, 30, 12, 't', { 'fill-opacity': 0.55, rx: 2 }),
    text(438, bottom + 62, 'sure of the sign: the band is clear of zero'),
  )
}
