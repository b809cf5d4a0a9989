import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import type { Belief } from '../../../src/agent/game/belief.ts'
import { BETAS, habitCutpoints, readings } from '../../../src/agent/game/human.ts'
import { cumulative } from '../../../src/agent/game/normal.ts'
import { channels, score } from '../../../src/agent/game/predict.ts'
import { drawNormal, seeded } from '../../../src/agent/game/random.ts'
import { mixture } from '../../../src/agent/game/reading.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence, Item } from '../../../src/agent/game/types.ts'
import { integrate } from './dense.ts'
import { bytesOf, makeItems, makePerson, prior, ratedBy, starsRow } from './people.ts'

const base = { at: 0, topic: null }
const ignored = (id: number, item: Item, seen: number): Evidence & { channel: 'ignored' } => ({ ...base, id, channel: 'ignored', item, seen })
const wish = (id: number, item: Item, probability: number): Evidence & { channel: 'wish' } => ({ ...base, id, channel: 'wish', item, probability })
const outcome = (id: number, item: Item, verdict: 'happened' | 'stalled' | 'dropped', probability: number): Evidence & { channel: 'outcome' } => ({
  ...base, id, channel: 'outcome', item, verdict, probability,
})

const UNSURE = ['ignored', 'wish', 'outcome'] as const
const [item] = makeItems(3, 1) as [Item]
const rewardOf = (belief: Belief, of = item): number => score(belief, [of]).mean[0]!
const betaOf = (belief: Belief, channel: string) => channels(belief).find((view) => view.channel === channel)!
const atZero = (belief: Belief, channel: string): number => betaOf(belief, channel).grid[0]!.probability

describe('a row that may not mean what it says', () => {
  const known = refit(ratedBy(makePerson(2), makeItems(1, 12)), 0, prior)

  it('leaves the belief as it is, byte for byte, where it certainly does not: online and over a refit', () => {
    const rows = ratedBy(makePerson(2), makeItems(1, 13))
    const silent = [ignored(50, item, 0), wish(51, item, 0), outcome(52, item, 'dropped', 0)]
    for (const row of silent) expect(bytesOf(update(known, row))).toBe(bytesOf(known))
    expect(bytesOf(refit([silent[0]!, ...rows, ...silent.slice(1)], 0, prior))).toBe(bytesOf(refit(rows, 0, prior)))
  })

  it('moves the belief the more, the surer it is, and the right way', () => {
    const cases = [
      { sign: -1, row: (p: number) => ignored(1, item, p) },
      { sign: 1, row: (p: number) => wish(1, item, p) },
      { sign: 1, row: (p: number) => outcome(1, item, 'happened', p) },
      { sign: -1, row: (p: number) => outcome(1, item, 'dropped', p) },
    ]
    for (const { sign, row } of cases) {
      const moved = [0.2, 0.6, 1].map((p) => sign * (rewardOf(update(known, row(p))) - rewardOf(known)))
      expect(moved[0]).toBeGreaterThan(0)
      expect(moved[1]).toBeGreaterThan(moved[0]!)
      expect(moved[2]).toBeGreaterThan(moved[1]!)
      expect(moved[2]).toBeLessThan(0.2)
    }
    const [stalled, dropped] = (['stalled', 'dropped'] as const).map((verdict) => rewardOf(update(known, outcome(1, item, verdict, 1))))
    expect(stalled).toBeGreaterThan(dropped!)
  })

  it('has the likelihood (1 − π) + π·Φ(κ − βu) where a proposal was left lying: checked by numerical integration', () => {
    const [mean, variance] = [0.4, 0.6]
    const { weights, parts } = readings(prior, known.humans, ignored(1, item, 0.7), mean, variance)
    const cuts = BETAS.map((beta) => habitCutpoints('accept', known.humans.habits.accept, beta)[0]!)
    const likelihood = (u: number, b: number): number => 0.3 + 0.7 * cumulative(cuts[b]! - BETAS[b]! * u)
    const logMass = (center: number, b: number): number => Math.log(integrate((u) => likelihood(u, b), center, variance))
    for (const b of BETAS.keys()) {
      expect(parts[b]!.logEvidence).toBeCloseTo(logMass(mean, b), 8)
      expect(parts[b]!.gain).toBeCloseTo((logMass(mean + 1e-4, b) - logMass(mean - 1e-4, b)) / 2e-4, 6)
    }
    const all = (center: number): number => Math.log(weights.reduce((sum, weight, b) => sum + weight * Math.exp(logMass(center, b)), 0))
    expect(mixture(weights, parts).gain).toBeCloseTo((all(mean + 1e-4) - all(mean - 1e-4)) / 2e-4, 6)
  })

  it('is judged against what would have come anyway, so that doubt alone tells nothing about the channel', () => {
    for (const row of [ignored(1, item, 0.01), wish(1, item, 0.01), outcome(1, item, 'happened', 0.01)]) {
      const shift = atZero(update(known, row), row.channel) - atZero(known, row.channel)
      expect(Math.abs(shift)).toBeLessThan(0.005)
    }
  })

  it('is refused where its probability is none', () => {
    expect(() => update(known, ignored(7, item, 1.2))).toThrow(/Row 7.*1\.2/)
    expect(() => update(known, wish(8, item, NaN))).toThrow(/Row 8.*NaN/)
    expect(() => refit([outcome(9, item, 'stalled', -0.1)], 0, prior)).toThrow(/Row 9.*-0\.1/)
  })
})

describe('what is found and not said', () => {
  const person = makePerson(7)
  const start = refit(ratedBy(person, makeItems(8, 40)), 0, prior)
  const unseen = makeItems(11, 100)
  const items = makeItems(9, 110)

  it('is listened to where it follows the reward', () => {
    const random = seeded(4)
    const felt = items.map((text) => ({ text, value: person.reward(text) + 0.3 * drawNormal(random) }))
    const rows: Record<(typeof UNSURE)[number], Evidence[]> = {
      ignored: felt.filter(({ value }) => value < -0.3).map(({ text }, i) => ignored(100 + i, text, 0.9)),
      wish: felt.filter(({ value }) => value > 0.3).map(({ text }, i) => wish(100 + i, text, 0.9)),
      outcome: felt.map(({ text, value }, i) => outcome(100 + i, text, value > 0.5 ? 'happened' : value > -0.5 ? 'stalled' : 'dropped', 0.9)),
    }
    for (const channel of UNSURE) {
      const taught = rows[channel].reduce(update, start)
      expect(atZero(taught, channel)).toBeLessThan(atZero(start, channel) / 3)
      expect(betaOf(taught, channel).beta).toBeGreaterThan(2 * betaOf(start, channel).beta)
    }
  })

  it('switches itself off where it does not, and then moves nothing', () => {
    const random = seeded(5)
    const rows: Record<(typeof UNSURE)[number], Evidence[]> = {
      ignored: items.map((text, i) => ignored(100 + i, text, 0.9)),
      wish: items.map((text, i) => wish(100 + i, text, 0.9)),
      outcome: items.map((text, i) => outcome(100 + i, text, (['happened', 'stalled', 'dropped'] as const)[Math.floor(3 * random())]!, 0.9)),
    }
    for (const channel of UNSURE) {
      const noisy = rows[channel].reduce(update, start)
      expect(atZero(noisy, channel), channel).toBeGreaterThan(0.5)
      expect(betaOf(noisy, channel).beta).toBeLessThan(0.2)
      const [before, after] = [score(start, unseen), score(noisy, unseen)]
      const drift = unseen.map((_, i) => Math.abs(before.mean[i]! - after.mean[i]!) / Math.sqrt(before.variance[i]!))
      expect(Math.max(...drift)).toBeLessThan(0.3)
      const one = { ...rows[channel][0]!, id: 900 }
      expect(Math.abs(rewardOf(update(noisy, one)) - rewardOf(noisy))).toBeLessThan(0.02)
    }
  })

  it('does not prove itself right by being found every day: of one text and verdict three rows count, the latest', () => {
    const daily = Array.from({ length: 50 }, (_, i) => ({ ...wish(100 + i, item, 0.9), at: i * 86_400_000 }))
    const online = daily.reduce(update, start)
    expect(bytesOf(online)).toBe(bytesOf(daily.slice(0, 3).reduce(update, start)))
    expect(rewardOf(online) - rewardOf(start)).toBeLessThan(0.5)
    const rows = ratedBy(person, makeItems(8, 40))
    expect(bytesOf(refit([...rows, ...daily], 0, prior))).toBe(bytesOf(refit([...rows, ...daily.slice(-3)], 0, prior)))
    const other = outcome(400, item, 'dropped', 0.9)
    expect(rewardOf(update(online, other))).toBeLessThan(rewardOf(online))
  })

  it('reaches the right reward: a proposal left lying moves what is endorsed less than the momentary reward, and ages as a mood', () => {
    const stood = update(init(prior), starsRow(1, item, 2))
    const left = update(init(prior), ignored(1, item, 1))
    expect(rewardOf(left)).toBeGreaterThan(rewardOf(stood))
    const [old, wished] = [refit([ignored(1, item, 1)], 56 * 86_400_000, prior), refit([wish(1, item, 1)], 56 * 86_400_000, prior)]
    expect(rewardOf(old) / rewardOf(refit([ignored(1, item, 1)], 0, prior))).toBeLessThan(0.1)
    expect(rewardOf(wished) / rewardOf(refit([wish(1, item, 1)], 0, prior))).toBeGreaterThan(0.5)
  })
})
