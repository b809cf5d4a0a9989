// (e) What was said against what came: forecasts of "4 or 5 stars", sealed one step ahead.

import { scaleLinear } from 'd3-scale'
import { init, update } from '../../../src/agent/game/belief.ts'
import { forecast } from '../../../src/agent/game/predict.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence } from '../../../src/agent/game/types.ts'
import { randomOf } from '../random.ts'
import { KINDS, makeRater } from '../raters.ts'
import type { States } from '../states.ts'
import { bootstrap } from '../statistics.ts'
import { wordSpace } from '../word-space.ts'
import { below, beside, box, dot, line, page, percent, text } from './svg.ts'

const PEOPLE = 8
const RATINGS = 48
const JUDGED_FROM = 6
const REFIT_EVERY = 12
const BINS = 10

type Bin = Readonly<{ n: number; said: number; came: number }>
type Person = readonly Bin[]

function follow({ prior, states }: States, space: ReturnType<typeof wordSpace>, kind: string, person: number, seed: string): Person {
  const rater = makeRater(kind, states, space, 'picture', seed, person)
  const order = randomOf('picture', kind, seed, person).shuffled(states).slice(0, RATINGS)
  const bins: { n: number; said: number; came: number }[] = Array.from({ length: BINS }, () => ({ n: 0, said: 0, came: 0 }))
  const rows: Evidence[] = []
  let belief = init(prior)
  for (const [i, state] of order.entries()) {
    const rating = rater.rate(state.text)
    const { chance } = forecast(belief, state.item)
    if (i >= JUDGED_FROM) {
      const bin = bins[Math.min(BINS - 1, Math.floor(BINS * chance))]!
      bin.n += 1
      bin.said += chance
      bin.came += Number(rating >= 4)
    }
    rows.push({ id: i + 1, at: 0, topic: state.area, channel: 'stars', item: state.item, rating })
    belief = rows.length % REFIT_EVERY === 0 ? refit(rows, 0, prior) : update(belief, rows.at(-1)!)
  }
  return bins
}

const pooled = (people: readonly Person[], at: number): Bin =>
  people.reduce((sum, person) => ({ n: sum.n + person[at]!.n, said: sum.said + person[at]!.said, came: sum.came + person[at]!.came }), { n: 0, said: 0, came: 0 })

export function calibrationPicture(given: States, seed: string): string {
  const space = wordSpace(given.states.map(({ text: words }) => words))
  const people = Object.keys(KINDS).flatMap((kind) => Array.from({ length: PEOPLE }, (_, person) => follow(given, space, kind, person, seed)))
  const bins = Array.from({ length: BINS }, (_, at) => pooled(people, at))
  const total = bins.reduce((sum, { n }) => sum + n, 0)
  const off = bins.reduce((sum, { said, came }) => sum + Math.abs(said - came), 0) / total
  const [left, top, side] = [62, 74, 340]
  const x = scaleLinear([0, 1], [left, left + side])
  const y = scaleLinear([0, 1], [top + side, top])
  const marks = bins.flatMap(({ n, said, came }, at) => {
    if (n < 20) return []
    const [low, high] = bootstrap(people, (chosen) => {
      const bin = pooled(chosen, at)
      return bin.n === 0 ? came / n : bin.came / bin.n
    })
    return [
      line(x(said / n), y(low), x(said / n), y(high), 't-line', { 'stroke-width': 2 }),
      dot(x(said / n), y(came / n), 5, 't paper-line', { 'stroke-width': 1.5 }),
    ]
  })
  const most = Math.max(...bins.map(({ n }) => n))
  const from = left + side + 84
  const bars = bins.flatMap(({ n }, at) => {
    const high = (x(0.1) - x(0)) * 0.78
    const middle = y((at + 0.5) / BINS)
    return [box(from, middle - high / 2, (210 * n) / most, high, 't', { 'fill-opacity': 0.35, rx: 2 }), text(from + (210 * n) / most + 7, middle + 4, String(n), 'soft axis')]
  })
  return page(
    800,
    top + side + 62,
    'What was said against what came',
    'Forecasts of a rating of 4 or 5, sealed before the rating, against how often it came, for simulated people of eleven kinds.',
    text(left - 44, 30, 'Forecasts of “4 or 5 stars”, sealed one step ahead', 'ink head'),
    below(x, top + side, top, { title: 'said: P(4 or 5 stars)', ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], format: percent }),
    beside(y, left, left + side, { title: 'came', ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], format: percent }),
    line(x(0), y(0), x(1), y(1), 'p-line', { 'stroke-width': 1.5, 'stroke-dasharray': '4 4' }),
    text(x(0.78), y(0.87), 'as often as said', 'p', 'end'),
    ...marks,
    text(from, top - 17, 'how many forecasts said so', 'soft'),
    ...bars,
    text(from, top + side + 17, `${people.length} people of ${Object.keys(KINDS).length} kinds, ${total} forecasts`, 'soft'),
    text(from, top + side + 37, `on average ${(100 * off).toFixed(1)} percentage points from what came`, 'soft'),
  )
}
