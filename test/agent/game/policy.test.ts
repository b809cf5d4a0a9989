import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import type { Belief } from '../../../src/agent/game/belief.ts'
import { budgetOf } from '../../../src/agent/game/budget.ts'
import { startSlate } from '../../../src/agent/game/dpp.ts'
import { decide } from '../../../src/agent/game/policy.ts'
import type { Candidate, Context } from '../../../src/agent/game/policy.ts'
import { axisView, score } from '../../../src/agent/game/predict.ts'
import type { Item } from '../../../src/agent/game/types.ts'
import { expectedBetter, expectedGain, informationOf } from '../../../src/agent/game/value.ts'
import { integrate } from './dense.ts'
import { makeItems, makePerson, prior, ratedBy, starsRow } from './people.ts'

const DAY = 86_400_000
const asCandidates = (items: readonly Item[]): Candidate[] => items.map((item, i) => ({ id: `c${i}`, kind: 'state', item, topic: 'a' }))
const context = (more: Partial<Context> = {}): Context => ({ asOf: 100 * DAY, seed: 1, mode: 'pull', count: 5, shown: [], spoken: [], isGoodMoment: true, ...more })

const newPerson = () => makePerson(1, { level: 0.5 })
const person = newPerson()
const learnt = (n: number): Belief => ratedBy(newPerson(), makeItems(2, n)).reduce(update, init(prior))
const pool = makeItems(3, 80)

const deck = (belief: Belief) => decide(belief, asCandidates(pool), context()).chosen.map(({ id }) => id)
const spread = (belief: Belief): number => prior.kinds.reduce((sum, _, k) => sum + axisView(belief, k).sd, 0)

describe('a deck that the person opened', () => {
  it('is the same for the same seed, and follows from the belief', () => {
    expect(deck(learnt(20))).toEqual(deck(learnt(20)))
    const other = ratedBy(makePerson(50), makeItems(2, 20)).reduce(update, init(prior))
    expect(deck(learnt(20))).not.toEqual(deck(other))
  })

  it('never wins anything by style', () => {
    const belief = learnt(20)
    const plain = decide(belief, asCandidates(pool), context())
    const polished = decide(belief, asCandidates(pool.map((item) => ({ ...item, text: `${item.text} good great beautiful helpful happy` }))), context())
    expect(polished.chosen.map(({ id, net }) => [id, net])).toEqual(plain.chosen.map(({ id, net }) => [id, net]))
  })

  it('holds one anchor and one guess in eight, whatever the size of the decks', () => {
    const belief = learnt(16)
    const cards = decide(belief, asCandidates(pool), context({ count: 16 })).chosen
    expect(cards.filter(({ isAnchor }) => isAnchor).length).toBe(2)
    expect(cards.filter(({ isGuess }) => isGuess).length).toBe(2)
    expect(new Set(cards.map(({ id }) => id)).size).toBe(16)
  })

  it('draws its anchors uniformly from the pool', () => {
    const belief = learnt(15)
    const few = asCandidates(makeItems(60, 10))
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 600; seed += 1) {
      const [first] = decide(belief, few, context({ count: 1, seed })).chosen
      expect(first!.isAnchor).toBe(true)
      counts.set(first!.id, (counts.get(first!.id) ?? 0) + 1)
    }
    expect(counts.size).toBe(10)
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 60) ** 2 / 60, 0)
    expect(chiSquare).toBeLessThan(27.9)
  })

  it('leaves out what is too like something shown, and what a principle forbids', () => {
    const candidates = asCandidates(pool).map((candidate, i) => (i === 4 ? { ...candidate, principle: 'no-screens' } : candidate))
    const { chosen, withheld } = decide(learnt(20), candidates, context({ count: 80, shown: [pool[7]!] }))
    expect(withheld.map(({ id, reason }) => [id, reason])).toEqual([
      ['c4', 'principle'],
      ['c7', 'alike'],
    ])
    expect(chosen.length).toBe(78)
  })

  it('does not repeat itself: of near twins it takes one', () => {
    const twins = pool.slice(0, 6).flatMap((item) => [item, { ...item, text: `${item.text}.` }])
    const cards = decide(init(prior), asCandidates(twins), context({ count: 3 })).chosen
    const vectors = cards.map(({ candidate }) => (candidate.kind === 'change' ? null : candidate.item.vector))
    expect(new Set(vectors).size).toBe(3)
  })

  it('teaches: after 24 cards it knows the axes better than after 24 cards at random, and shows better states', () => {
    let [narrower, better] = [0, 0]
    for (const seed of [1, 2, 3, 4]) {
      const many = makeItems(80 + seed, 120)
      const own = makePerson(90 + seed, { scale: 0.5 })
      let [taught, drawn] = [init(prior), init(prior)]
      let [wanted, usual] = [0, 0]
      const left = new Map(many.map((item, i) => [`c${i}`, item]))
      const shown: Item[] = []
      for (let id = 1; id <= 24; id += 1) {
        const candidates = [...left].map(([key, item]): Candidate => ({ id: key, kind: 'state', item, topic: null }))
        const [card] = decide(taught, candidates, context({ count: 1, seed, shown })).chosen
        const item = left.get(card!.id)!
        left.delete(card!.id)
        shown.push(item)
        taught = update(taught, starsRow(id, item, own.rate(item)))
        drawn = update(drawn, starsRow(id, many[id]!, own.rate(many[id]!)))
        wanted += own.reward(item)
        usual += own.reward(many[id]!)
      }
      if (spread(taught) < spread(drawn)) narrower += 1
      if (wanted > usual) better += 1
    }
    expect(narrower).toBe(4)
    expect(better).toBeGreaterThanOrEqual(3)
  })

  it('is cheap to be wrong about: it needs no chance at all, while the tray does', () => {
    const belief = learnt(20)
    expect(decide(belief, asCandidates(pool), context()).chosen.every(({ threshold, action }) => threshold === 0 && action === 'ask')).toBe(true)
    expect(decide(belief, asCandidates(pool), context({ mode: 'push' })).threshold).toBeCloseTo(1 / 3.2, 9)
  })
})

describe('speaking unasked', () => {
  const candidates = asCandidates(pool)

  it('waits before twelve explicit ratings, and says that it is not sure enough', () => {
    const { action, chosen, withheld } = decide(learnt(11), candidates, context({ mode: 'push' }))
    expect([action, chosen.length]).toEqual(['wait', 0])
    expect(new Set(withheld.map(({ reason }) => reason))).toEqual(new Set(['unsure']))
  })

  it('proposes one state that the person is likely to want', () => {
    const belief = learnt(40)
    const { action, chosen } = decide(belief, candidates, context({ mode: 'push', count: 3, spoken: [] }))
    expect(action).toBe('propose')
    expect(chosen[0]!.chance).toBeGreaterThan(chosen[0]!.threshold)
    const rewards = pool.map((item) => person.reward(item)).toSorted((a, b) => b - a)
    const proposed = chosen[0]!.candidate
    expect(proposed.kind === 'state' && person.reward(proposed.item)).toBeGreaterThan(rewards[Math.floor(pool.length / 3)]!)
  })

  it('stays quiet with a stern person, at a bad moment, and when the day is used up', () => {
    const stern = makePerson(8, { level: -1.8, scale: 0.1 })
    const knowsStern = ratedBy(stern, makeItems(9, 40)).reduce(update, init(prior))
    expect(decide(knowsStern, candidates, context({ mode: 'push' })).action).toBe('wait')
    const belief = learnt(40)
    const bad = decide(belief, candidates, context({ mode: 'push', isGoodMoment: false }))
    expect(bad.action).toBe('wait')
    expect(bad.withheld.some(({ reason }) => reason === 'moment')).toBe(true)
    const used = [1, 2, 3].map((hours) => ({ at: 100 * DAY - hours * 3_600_000, answer: 'none' as const }))
    const full = decide(belief, candidates, context({ mode: 'push', spoken: used }))
    expect(full.action).toBe('wait')
    expect(full.withheld.some(({ reason }) => reason === 'limit')).toBe(true)
  })

  it('keeps to the limits that the person set, and says of all that it would have said which of them kept it', () => {
    const belief = learnt(40)
    const push = (limits: Context['limits'], count = 3) => decide(belief, candidates, context({ mode: 'push', count, ...(limits && { limits }) }))
    const free = push(undefined)
    expect(free.chosen).toHaveLength(free.budget.allowed)
    const kept = free.withheld.filter(({ reason }) => reason === 'limit')
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.every(({ net, chance, threshold }) => net > 0 && chance >= threshold)).toBe(true)
    const none = push({ day: 0, hour: null })
    expect([none.action, none.chosen.length]).toEqual(['wait', 0])
    expect(none.withheld.filter(({ reason }) => reason === 'limit').map(({ id }) => id).toSorted()).toEqual([...free.chosen, ...kept].map(({ id }) => id).toSorted())
    const justSpoke = { at: 100 * DAY - 60_000, answer: 'welcome' as const }
    const earned = decide(belief, candidates, context({ mode: 'push', count: 3, spoken: [justSpoke], limits: { day: null, hour: 1 } }))
    expect(earned.chosen).toEqual([])
    expect(earned.withheld.some(({ reason }) => reason === (earned.budget.allowed > 1 ? 'hour' : 'limit'))).toBe(true)
  })

  it('asks whether a topic has changed when its ratings turned around', () => {
    let belief = learnt(80)
    for (const [i, item] of makeItems(30, 25).entries()) belief = update(belief, starsRow(500 + i, item, (6 - person.rate(item)) as 1, { topic: 'work' }))
    const { chosen } = decide(belief, [...candidates, { id: 'q', kind: 'change', topic: 'work' }], context({ mode: 'push', count: 1, shown: [pool[0]!] }))
    expect([chosen[0]!.id, chosen[0]!.action, chosen[0]!.why]).toEqual(['q', 'ask', 'changed'])
  })

  it('proposes nothing that the belief of ninety days ago did not want', () => {
    const belief = learnt(40)
    const opposite = ratedBy(person, makeItems(2, 40)).map((row) => (row.channel === 'stars' ? { ...row, rating: (6 - row.rating) as 1 } : row)).reduce(update, init(prior))
    const free = decide(belief, candidates, context({ mode: 'push' }))
    const [proposed] = free.chosen
    const held = decide(belief, candidates, context({ mode: 'push', earlier: opposite }))
    const wanted = (id: string) => score(opposite, [pool[Number(id.slice(1))]!], { style: 'none' }).mean[0]! > 0
    expect(held.chosen.every(({ id }) => wanted(id))).toBe(true)
    if (!wanted(proposed!.id)) expect(held.withheld.find(({ id }) => id === proposed!.id)!.reason).toBe('unsure')
  })

  it('has a budget that follows what was welcome: two refusals in a row halve it, a welcome brings it back', () => {
    const day = (n: number, answer: 'welcome' | 'unwelcome') => ({ at: n * DAY, answer })
    expect(budgetOf([], 10 * DAY, 1)).toMatchObject({ used: 0, allowed: 1, windowMs: DAY, left: 1 })
    expect(budgetOf([day(1, 'unwelcome'), day(2, 'unwelcome')], 10 * DAY, 1).windowMs).toBe(2 * DAY)
    expect(budgetOf([day(1, 'unwelcome'), day(2, 'unwelcome'), day(4, 'welcome'), day(5, 'welcome')], 10 * DAY, 1).windowMs).toBe(DAY)
    expect(budgetOf([], 10 * DAY, 21).allowed).toBe(3)
    expect(budgetOf([{ at: 9.5 * DAY, answer: 'none' }, { at: 7 * DAY, answer: 'none' }], 10 * DAY, 1).used).toBe(1)
  })
})

describe('worth', () => {
  it('is the expected gain of numerical integration', () => {
    for (const [mean, sd] of [[0.3, 0.8], [-1, 0.5], [1.2, 0.1]] as const) {
      expect(expectedGain(mean, sd)).toBeCloseTo(integrate((r) => Math.max(0, r), mean, sd * sd), 5)
    }
    expect(expectedGain(0.4, 0)).toBe(0.4)
    expect(expectedBetter(0.2, 0.5, 0.7)).toBeCloseTo(integrate((d) => 0.5 + Math.max(0, d), -0.3, 0.49), 5)
  })

  it('of information is never negative, and greatest for what tells most about the best', () => {
    const mean = Float64Array.of(0.5, 0.4, -2)
    const covariance = Float64Array.of(0.01, 0, 0, 0, 1, 0, 0, 0, 1)
    const worth = informationOf(mean, covariance, 0.5)
    expect(worth.every((value) => value >= 0)).toBe(true)
    expect(worth.indexOf(Math.max(...worth))).toBe(1)
  })

  it('of novelty falls with what was shown', () => {
    const [a, b] = makeItems(70, 2)
    const slate = startSlate(prior, [a!, b!, null], [a!])
    expect(slate.left[0]).toBeLessThan(1e-6)
    expect(slate.left[1]).toBeGreaterThan(0.5)
    expect([slate.left[2], slate.nearest[2]]).toEqual([1, -1])
    expect(slate.nearest[0]).toBeCloseTo(1, 5)
    slate.take(1)
    expect(slate.left[1]).toBeLessThan(1e-6)
  })
})
