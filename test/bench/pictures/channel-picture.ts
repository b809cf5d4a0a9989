// (c) Rationality β of a channel that explains and of one that is pure noise, event by event.

import { scaleLinear } from 'd3-scale'
import { line as lineOf } from 'd3-shape'
import { init, update } from '../../../src/agent/game/belief.ts'
import { BETAS } from '../../../src/agent/game/human.ts'
import { channels } from '../../../src/agent/game/predict.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence } from '../../../src/agent/game/types.ts'
import { makeTaste } from '../axes.ts'
import { randomOf } from '../random.ts'
import type { States } from '../states.ts'
import { wordSpace } from '../word-space.ts'
import { below, box, curve, line, page, text } from './svg.ts'

const PEOPLE = 20
const STARS = 24
const EVENTS = 60
/** As in the app, where a refit follows every twelve rows. */
const REFIT_EVERY = 12
const NOISE = 0.7

type Kind = 'explains' | 'noise'
/** The β with which each kind of person acts. */
const TRUE_BETA: Readonly<Record<Kind, number>> = { explains: 1 / NOISE, noise: 0 }
/** Probability of each β after 0 to 60 events. */
type Course = readonly (readonly number[])[]

/** First 24 star ratings; then 60 states are taken or left, by what they are worth or by a coin. */
function follow(given: States, words: ReturnType<typeof wordSpace>, kind: Kind, seed: string): Course {
  const { rate, reward } = makeTaste(given, words, seed)
  const random = randomOf('channel', kind, seed)
  const states = random.shuffled(given.states).slice(0, STARS + EVENTS)
  const rows: Evidence[] = []
  const course: number[][] = []
  let belief = init(given.prior)
  for (const [i, { text: words_, area, item }] of states.entries()) {
    const row = { id: i + 1, at: 0, topic: area, item }
    const accepted = kind === 'noise' ? random.uniform() < 0.5 : reward.get(words_)! + NOISE * random.normal() > 0
    if (i === STARS) course.push(gridOf(belief))
    rows.push(i < STARS ? { ...row, channel: 'stars', rating: rate(words_) } : { ...row, channel: 'accept', accepted })
    belief = rows.length % REFIT_EVERY === 0 ? refit(rows, 0, given.prior) : update(belief, rows.at(-1)!)
    if (i >= STARS) course.push(gridOf(belief))
  }
  return course
}

const gridOf = (belief: ReturnType<typeof init>): number[] => channels(belief).find(({ channel }) => channel === 'accept')!.grid.map(({ probability }) => probability)

const averageOf = (courses: readonly Course[]): Course => courses[0]!.map((step, event) => step.map((_, b) => courses.reduce((sum, course) => sum + course[event]![b]!, 0) / courses.length))

const expected = (step: readonly number[]): number => step.reduce((sum, probability, b) => sum + probability * BETAS[b]!, 0)

function panel(course: Course, truth: number, title: string, left: number, top: number, width: number): readonly string[] {
  const [row, height] = [26, 26 * BETAS.length]
  const cell = width / EVENTS
  const x = scaleLinear([0, EVENTS], [left, left + width])
  const level = (b: number): number => top + height - row * (b + 1)
  // Between two steps of the grid, β is placed in proportion.
  const place = scaleLinear([...BETAS], BETAS.map((_, b) => level(b) + row / 2))
  const last = course.at(-1)!
  const cells = course.slice(1).flatMap((step, event) =>
    step.flatMap((probability, b) => (probability < 0.02 ? [] : [box(left + event * cell, level(b) + 1, cell + 0.1, row - 2, 't', { 'fill-opacity': Math.min(1, 1.6 * probability), 'shape-rendering': 'crispEdges' })])),
  )
  return [
    text(left - 40, top - 38, title, 'ink head'),
    text(left - 40, top - 14, 'β'),
    below(x, top + height, top + height, { title: 'events of the channel', ticks: [0, 12, 24, 36, 48, 60] }),
    ...BETAS.map((beta, b) => text(left - 10, level(b) + row / 2 + 4, String(beta), 'soft axis', 'end')),
    ...cells,
    curve(lineOf<readonly number[]>((_, event) => x(event), (step) => place(expected(step)))(course), 'ink-line'),
    line(left, place(truth), left + width, place(truth), 'p-line', { 'stroke-width': 2, 'stroke-dasharray': '6 4' }),
    text(left + width + 8, place(expected(last)) + (truth > 0 ? -2 : 4), expected(last).toFixed(2), 'ink head'),
    text(left + width + 8, place(truth) + (truth > 0 ? 12 : 4), truth.toFixed(truth > 0 ? 2 : 0), 'p head'),
    text(left + width, top - 14, `P(β = 0) after ${EVENTS}: ${last[0]!.toFixed(2)}`, 'soft', 'end'),
  ]
}

export function channelPicture(given: States, seed: string): string {
  const words = wordSpace(given.states.map(({ text: state }) => state))
  const courseOf = (kind: Kind): Course => averageOf(Array.from({ length: PEOPLE }, (_, person) => follow(given, words, kind, `${seed}/${person}`)))
  const [top, width] = [68, 320]
  const bottom = top + 26 * BETAS.length
  return page(
    860,
    bottom + 84,
    'How much a channel is believed, event by event',
    'The posterior of rationality beta over 60 events, averaged over 20 simulated people: for a channel that follows the reward, and for one that is a coin.',
    ...panel(courseOf('explains'), TRUE_BETA.explains, 'Taken or left by what it is worth', 58, top, width),
    ...panel(courseOf('noise'), TRUE_BETA.noise, 'Taken or left by a coin', 482, top, width),
    box(18, bottom + 58, 30, 12, 't', { 'fill-opacity': 0.6 }),
    text(56, bottom + 68, `how probable each β is, mean of ${PEOPLE} simulated people`),
    curve(`M438,${bottom + 64}h30`, 'ink-line'),
    text(476, bottom + 68, 'expected β'),
    curve(`M590,${bottom + 64}h30`, 'p-line', { 'stroke-dasharray': '6 4' }),
    text(628, bottom + 68, 'the β with which they act'),
  )
}
