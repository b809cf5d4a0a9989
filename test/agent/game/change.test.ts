import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { dueQuestions } from '../../../src/agent/game/change.ts'
import { axisView } from '../../../src/agent/game/predict.ts'
import { refit, settle } from '../../../src/agent/game/refit.ts'
import type { Evidence, StarRating } from '../../../src/agent/game/types.ts'
import { makeItems, makePerson, prior, starsRow } from './people.ts'

const rows = (seed: number, count: number, opposite: (i: number) => boolean, topic: (i: number) => string): Evidence[] => {
  const person = makePerson(seed, { level: 0, noise: 0.6 })
  return makeItems(seed + 1, count).map((item, i) => {
    const rating = person.rate(item)
    return starsRow(i + 1, item, opposite(i) ? ((6 - rating) as StarRating) : rating, { topic: topic(i), at: i })
  })
}

describe('the test for change', () => {
  it('seldom asks when nothing changed: less than once in two hundred ratings', () => {
    let asked = 0
    let ratings = 0
    for (let seed = 1; seed <= 25; seed += 1) {
      let belief = init(prior)
      for (const row of rows(seed * 10, 80, () => false, (i) => `topic ${i % 4}`)) {
        belief = update(belief, row)
        ratings += 1
        for (const { topic } of dueQuestions(belief.tests)) {
          asked += 1
          belief = settle(belief, topic)
        }
      }
    }
    expect(asked / ratings).toBeLessThan(1 / 200)
  })

  it('asks about a topic whose ratings turned around, soon and seldom about another, and says about when', () => {
    const CHANGED = 100
    const asked = { work: 0, other: 0, early: 0 }
    const since: number[] = []
    for (let seed = 1; seed <= 10; seed += 1) {
      let belief = init(prior)
      let isFound = false
      for (const row of rows(seed * 7, 160, (i) => i >= CHANGED && i % 4 === 0, (i) => (i % 4 === 0 ? 'work' : `other ${i % 4}`))) {
        belief = update(belief, row)
        for (const question of dueQuestions(belief.tests)) {
          belief = settle(belief, question.topic)
          if (question.topic !== 'work') asked.other += 1
          else if (row.id <= CHANGED) asked.early += 1
          else if (!isFound) {
            isFound = true
            asked.work += 1
            since.push(question.since)
          }
        }
      }
    }
    expect(asked.work).toBeGreaterThanOrEqual(7)
    // Ten times 120 ratings of other topics and 25 of work before: axes are shared, so what turned around there shakes the others a little.
    expect(asked.other + asked.early).toBeLessThanOrEqual(1450 / 150)
    const off = since.map((id) => Math.abs(id - CHANGED)).sort((a, b) => a - b)
    expect(off[Math.floor(off.length / 2)]).toBeLessThanOrEqual(16)
  })

  it('makes the old rows of the topic weigh less once the person said yes, and reads the new ones as a mood after "just lately"', () => {
    const item = makeItems(4, 1)[0]!
    const leaning = { ...item, axes: item.axes.map((_, k) => (k === 0 ? 1 : 0)) }
    const told = [5, 5, 5, 5, 5, 1, 1, 1].map((rating, i) => starsRow(i + 1, leaning, rating as StarRating, { topic: 'work', at: i }))
    const answer = (said: 'yes' | 'lately' | 'no') => axisView(refit(told, 10, prior, [{ topic: 'work', at: 9, since: 6, answer: said }]), 0).mean
    expect(answer('no')).toBeCloseTo(axisView(refit(told, 10, prior), 0).mean, 9)
    expect(answer('yes')).toBeLessThan(answer('no') - 0.1)
    expect(answer('lately')).toBeGreaterThan(answer('no') + 0.01)
  })

  it('starts again when the question was answered', () => {
    const turned = rows(14, 160, (i) => i >= 90, () => 'work')
    const belief = turned.reduce(update, init(prior))
    expect(dueQuestions(belief.tests).length).toBe(1)
    expect(dueQuestions(settle(belief, 'work').tests)).toEqual([])
    const answered = refit(turned, 0, prior, [{ topic: 'work', at: 200, since: 91, answer: 'yes' }])
    expect(dueQuestions(answered.tests)).toEqual([])
  })
})
