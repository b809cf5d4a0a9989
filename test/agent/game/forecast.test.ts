import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { starsForecast } from '../../../src/agent/game/forecast.ts'
import { forecast, forecastAccept, forecastPair, skill } from '../../../src/agent/game/predict.ts'
import { makeItems, makePerson, prior, ratedBy, starsRow } from './people.ts'

describe('a forecast', () => {
  it('knows nothing at first and says so: a middling rating, a wide range, both sides alike', () => {
    const { probabilities, mean, likely, chance } = forecast(init(prior), makeItems(1, 1)[0]!)
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
    expect(mean).toBeCloseTo(3, 1)
    expect(likely[1] - likely[0]).toBeGreaterThan(3)
    expect(chance).toBeGreaterThan(0.3)
  })

  it('rises with the mean, whatever the calibration has learnt', () => {
    const belief = ratedBy(makePerson(3), makeItems(4, 40)).reduce(update, init(prior))
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }), (mean, more, variance) => {
        const [low, high] = [starsForecast(belief, mean, variance), starsForecast(belief, mean + more, variance)]
        expect(high.mean).toBeGreaterThanOrEqual(low.mean)
        expect(high.chance).toBeGreaterThanOrEqual(low.chance)
        expect(high.likely[0]).toBeGreaterThanOrEqual(low.likely[0] - 1e-9)
        expect(low.likely[0]).toBeGreaterThanOrEqual(1)
        expect(low.likely[1]).toBeLessThanOrEqual(5)
      }),
    )
  })

  it('of a pair is the same seen from the other side', () => {
    const belief = ratedBy(makePerson(5), makeItems(6, 30)).reduce(update, init(prior))
    const [a, b] = makeItems(7, 2)
    const [one, other] = [forecastPair(belief, a!, b!), forecastPair(belief, b!, a!)]
    expect(one.first).toBeCloseTo(other.second, 12)
    expect(one.equal).toBeCloseTo(other.equal, 12)
    expect(one.first + one.equal + one.second).toBeCloseTo(1, 12)
    expect(one.chance).toBe(one.first)
  })

  it('is held by its likely range about four times in five, and its chances come true, for people of several kinds', () => {
    let held = 0
    let ratings = 0
    let said = 0
    let came = 0
    for (let p = 0; p < 24; p += 1) {
      const person = makePerson(300 + p, { noise: [0.3, 0.7, 1.1][p % 3]!, level: [-0.6, 0.2, 0.9][p % 3]!, scale: [0.2, 0.5][p % 2]! })
      const belief = ratedBy(person, makeItems(700 + p, 60)).reduce(update, init(prior))
      const track = skill(belief)
      held += track.held
      ratings += track.ratings
      for (const bin of track.bins) {
        said += bin.said * bin.n
        came += bin.came * bin.n
      }
    }
    expect(held / ratings).toBeGreaterThan(0.75)
    expect(held / ratings).toBeLessThan(0.87)
    expect(Math.abs(said - came) / ratings).toBeLessThan(0.03)
  })
})

const accepting = (seed: number, count: number) => {
  const person = makePerson(seed, { level: 0 })
  return makeItems(seed + 1, count).map((item, i) => ({ id: i + 1, at: 0, topic: 'work', channel: 'accept', item, accepted: person.reward(item) > 0.2 }) as const)
}

describe('a forecast of acceptance', () => {
  it('is the person\'s own base rate at first, and orders what they would accept', () => {
    const belief = accepting(40, 60).reduce(update, init(prior))
    const person = makePerson(40, { level: 0 })
    const unseen = makeItems(90, 60).toSorted((a, b) => person.reward(a) - person.reward(b))
    const mean = (items: typeof unseen) => items.reduce((sum, item) => sum + forecastAccept(belief, item), 0) / items.length
    expect(forecastAccept(init(prior), unseen[0]!)).toBeCloseTo(0.5, 1)
    expect(mean(unseen.slice(30))).toBeGreaterThan(mean(unseen.slice(0, 30)) + 0.15)
  })

  it('is opened into the record, so that a person who only accepts and dismisses is known too', () => {
    const { n, ratings, odds } = skill(accepting(41, 120).reduce(update, init(prior)))
    expect([n, ratings]).toEqual([120, 0])
    expect(odds).toBeGreaterThan(20)
  })
})

describe('skill', () => {
  it('counts each sealed forecast once, anchors apart and by topic', () => {
    const person = makePerson(9)
    const items = makeItems(10, 20)
    const belief = items.reduce((learnt, item, i) => update(learnt, starsRow(i + 1, item, person.rate(item), { topic: i % 2 === 0 ? 'work' : null, isAnchor: i % 5 === 0 })), init(prior))
    const { n, anchors, topics, bins } = skill(belief)
    expect([n, anchors.n, topics.map(({ topic, n: count }) => [topic, count])]).toEqual([20, 4, [['work', 10]]])
    expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(20)
  })

  it('leaves moods out of the record, since the endorsed reward was forecast', () => {
    const [item] = makeItems(11, 1)
    expect(skill(update(init(prior), starsRow(1, item!, 5, { isMood: true }))).n).toBe(0)
  })

  it('gives large odds for a person with a taste, and none for one who rates at random', () => {
    const person = makePerson(12, { scale: 0.7, noise: 0.4 })
    const items = makeItems(13, 150)
    const knows = skill(ratedBy(person, items).reduce(update, init(prior)))
    expect(knows.odds).toBeGreaterThan(20)
    expect(knows.logLoss!).toBeLessThan(knows.baseLogLoss!)
    const random = makePerson(14, { scale: 0, noise: 1.2 })
    expect(skill(ratedBy(random, items).reduce(update, init(prior))).odds).toBeLessThan(20)
  })
})
