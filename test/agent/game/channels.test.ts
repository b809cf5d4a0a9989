import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { betaWeights, habitCutpoints, newHabit } from '../../../src/agent/game/human.ts'
import { axisView, channels, score } from '../../../src/agent/game/predict.ts'
import { seeded } from '../../../src/agent/game/random.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import { starScale } from '../../../src/agent/game/stars.ts'
import type { Evidence } from '../../../src/agent/game/types.ts'
import { AXES, makeItems, makePerson, prior, ratedBy } from './people.ts'

const betaOf = (belief: ReturnType<typeof init>, channel: string) => channels(belief).find((view) => view.channel === channel)!

const chip = (id: number, sign: -1 | 1): Evidence => ({ id, at: 0, topic: null, channel: 'reason', axis: 3, sign })

/** The noise that is learnt of a person, where nothing but the axes explains the ratings. */
const noiseLearnt = (noise: number): number => {
  const onlyAxes = { ...prior, kernel: { ...prior.kernel, variance: 1e-4 } }
  return starScale(refit(ratedBy(makePerson(20, { noise }), makeItems(21, 150)), 0, onlyAxes).humans.stars.values).noise
}

describe('rationality', () => {
  const person = makePerson(7)
  const rated = ratedBy(person, makeItems(8, 40))
  const random = seeded(10)
  const noise: Evidence[] = makeItems(9, 60).map((item, i) => ({ id: 1000 + i, at: 0, topic: null, channel: 'thumb', item, up: random() < 0.5 }))

  it('of a channel of pure noise goes to 0, and its evidence stops moving the belief', () => {
    const before = refit(rated, 0, prior)
    const after = refit([...rated, ...noise], 0, prior)
    expect(betaOf(after, 'thumb').beta).toBeLessThan(0.15)
    const unseen = makeItems(11, 100)
    const [a, b] = [score(before, unseen), score(after, unseen)]
    for (const [i] of unseen.entries()) expect(Math.abs(a.mean[i]! - b.mean[i]!) / Math.sqrt(a.variance[i]!)).toBeLessThan(0.25)
    const online = noise.reduce(update, before)
    expect(betaOf(online, 'thumb').beta).toBeLessThan(0.15)
    const last = update(online, { ...noise[0]!, id: 2000 })
    const drift = score(last, unseen).mean.map((value, i) => Math.abs(value - score(online, unseen).mean[i]!))
    expect(Math.max(...drift)).toBeLessThan(0.02)
  })

  it('of choices that follow the reward is recognised, and they teach', () => {
    const items = makeItems(12, 160)
    const choices = items.slice(0, 80).map((first, i): Evidence => {
      const second = items[80 + i]!
      return { id: 1000 + i, at: 0, topic: null, channel: 'pair', first, second, choice: person.reward(first) > person.reward(second) ? 'first' : 'second' }
    })
    const belief = refit(choices, 0, prior)
    expect(betaOf(belief, 'pair').beta).toBeGreaterThan(0.8)
    const right = person.taste.filter((weight, k) => Math.abs(weight) > 0.2 && axisView(belief, k).mean * weight > 0).length
    expect(right / person.taste.filter((weight) => Math.abs(weight) > 0.2).length).toBeGreaterThan(0.9)
  })

  it('never pushes a channel to the extremes at 0: it predicts the base rates there', () => {
    const habit = { ...newHabit('accept', prior), rows: 100, counts: [80, 20], means: 0, squares: 60 }
    const [cut] = habitCutpoints('accept', habit, 0)
    expect(cut).toBeCloseTo(0.82, 1)
    expect(betaWeights(newHabit('thumb', prior))[0]).toBeCloseTo(0.75, 9)
    expect(betaWeights(newHabit('accept', prior))[0]).toBeCloseTo(0.1, 9)
    expect(betaWeights(newHabit('pair', prior))[0]).toBeCloseTo(0.1, 9)
    expect(betaWeights(newHabit('written', prior))[0]).toBeCloseTo(0.9, 9)
  })

  it('lets a chip move its axis by a little, and opposite chips cancel', () => {
    const once = update(init(prior), chip(1, 1))
    expect(axisView(once, 3).mean).toBeGreaterThan(0.02)
    expect(axisView(once, 3).mean).toBeLessThan(0.3)
    expect(Math.abs(axisView(refit([chip(1, 1), chip(2, -1)], 0, prior), 3).mean)).toBeLessThan(1e-8)
  })

  it('learns the stars: a person who is noisier, or who saves the five', () => {
    expect(noiseLearnt(0.3)).toBeLessThan(noiseLearnt(1.2) - 0.2)
    const stern = ratedBy(makePerson(22), makeItems(23, 120)).map((row) => (row.channel === 'stars' && row.rating === 5 ? { ...row, rating: 4 as const } : row))
    const [, , middle, top] = starScale(refit(stern, 0, prior).humans.stars.values).cuts
    expect(top - middle).toBeGreaterThan(1.2)
  })

  it('keeps thumbs in a chat out of what is endorsed where the person says otherwise', () => {
    const items = makeItems(30, 30).map((item) => ({ ...item, axes: Array.from({ length: AXES }, (_, k) => (k === 1 ? 1 : 0)) }))
    const thumbs = items.slice(0, 15).map((item, i): Evidence => ({ id: i, at: 0, topic: null, channel: 'thumb', item, up: true }))
    const sorry = items.slice(15).map((item, i): Evidence => ({ id: 100 + i, at: 0, topic: null, channel: 'hindsight', item, verdict: 'sorry' }))
    expect(axisView(refit([...thumbs, ...sorry], 0, prior), 1).mean).toBeLessThanOrEqual(0.05)
  })
})
