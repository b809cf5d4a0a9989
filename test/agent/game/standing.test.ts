import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { explain } from '../../../src/agent/game/explain.ts'
import { NEUTRAL } from '../../../src/agent/game/human.ts'
import { axisView, channels, score } from '../../../src/agent/game/predict.ts'
import { drawNormal } from '../../../src/agent/game/random.ts'
import { refit } from '../../../src/agent/game/refit.ts'
import type { Evidence, Item } from '../../../src/agent/game/types.ts'
import { bytesOf, makeItems, makePerson, prior, ratedBy } from './people.ts'

const base = { at: 0, topic: null }
const thumb = (id: number, item: Item, up: boolean): Evidence => ({ ...base, id, channel: 'thumb', item, up })
const revision = (id: number, before: Item, after: Item): Evidence => ({ ...base, id, channel: 'revision', before, after })
const correlation = (xs: ArrayLike<number>, ys: readonly number[]): number => {
  const n = ys.length
  const [mx, my] = [Array.from(xs).reduce((a, b) => a + b, 0) / n, ys.reduce((a, b) => a + b, 0) / n]
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    xy += (xs[i]! - mx) * (ys[i]! - my)
    xx += (xs[i]! - mx) ** 2
    yy += (ys[i]! - my) ** 2
  }
  return xy / Math.sqrt(xx * yy)
}

const person = makePerson(3)
const unseen = makeItems(40, 200)
const goodness = (belief: ReturnType<typeof refit>): number => correlation(score(belief, unseen).mean, unseen.map(person.reward))

describe('thumbs', () => {
  const met = makeItems(41, 60)
  const ratings = ratedBy(person, makeItems(42, 24), 100)
  const thumbs = (sign: number): Evidence[] => met.map((item, i) => thumb(i + 1, item, sign * person.reward(item) + 0.3 * drawNormal(person.random) > 0))

  it('that foretell the ratings are heard, and teach more than the ratings alone', () => {
    const belief = refit([...thumbs(1), ...ratings], 0, prior)
    expect(belief.humans.standing.candour).toBeGreaterThan(0.8)
    expect(goodness(belief)).toBeGreaterThan(goodness(refit(ratings, 0, prior)))
  })

  it('that say the opposite of the ratings lose their say about what is endorsed', () => {
    const belief = refit([...thumbs(-1), ...ratings], 0, prior)
    expect(belief.humans.standing.candour).toBeLessThan(0.2)
    expect(goodness(belief)).toBeGreaterThan(goodness(refit(ratings, 0, prior)) - 0.1)
  })

  it('leave the record as one keeps it who knows nothing yet of their worth', () => {
    const rows = [...thumbs(-1), ...ratings]
    const kept = refit(rows, 0, prior)
    expect(kept.humans.standing.candour).not.toBe(NEUTRAL.candour)
    const online = rows.reduce(update, init(prior))
    expect(kept.track.all.n).toBe(online.track.all.n)
    expect(kept.track.all.logLoss).toBeCloseTo(online.track.all.logLoss, 2)
  })

  it('count half where nothing was said on purpose', () => {
    expect(refit(thumbs(1), 0, prior).humans.standing).toBe(NEUTRAL)
    expect(refit(ratings, 0, prior).humans.standing).toBe(NEUTRAL)
  })
})

describe('revisions of a person’s own text', () => {
  const items = makeItems(43, 160)
  const pairs = items.slice(0, 80).map((first, i) => [first, items[80 + i]!] as const)
  const ratings = ratedBy(person, makeItems(44, 60), 1000)
  const better = pairs.map(([x, y], i) => (person.reward(x) < person.reward(y) ? revision(i + 1, x, y) : revision(i + 1, y, x)))
  const random = pairs.map(([x, y], i) => revision(i + 1, x, y))

  it('say nothing before they have helped to foresee what was said on purpose', () => {
    const online = better.reduce(update, init(prior))
    expect(Array.from(score(online, unseen).mean)).toEqual(Array.from(score(init(prior), unseen).mean))
    expect(channels(online).find(({ channel }) => channel === 'revision')!.rows).toBe(better.length)
    expect(refit(better, 0, prior).humans.standing.revisions).toBe(false)
  })

  it('are heard where they did, and improve the belief', () => {
    const belief = refit([...better, ...ratings], 0, prior)
    expect(belief.humans.standing.revisions).toBe(true)
    expect(goodness(belief)).toBeGreaterThan(goodness(refit(ratings, 0, prior)))
    const { evidence, total } = explain(belief, unseen[0]!, [...better, ...ratings], 200)
    expect(evidence.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(total.mean, 8)
    expect(evidence.some(({ rowId }) => rowId <= better.length)).toBe(true)
  })

  it('that go nowhere leave the belief where the ratings put it', () => {
    const belief = refit([...random, ...ratings], 0, prior)
    expect(belief.humans.standing.revisions).toBe(false)
    for (const axis of [0, 5, 9]) expect(axisView(belief, axis).mean).toBeCloseTo(axisView(refit(ratings, 0, prior), axis).mean, 6)
  })

  it('hold style out: the same wish in more words is no evidence', () => {
    const [x] = items as [Item]
    const longer = { ...x, text: `${x.text} `.repeat(6) }
    const [there, back] = [revision(1, x, longer), revision(1, longer, x)].map((row) => score(refit([row, ...better.slice(1), ...ratings], 0, prior), unseen).mean)
    expect(Array.from(there!)).toEqual(Array.from(back!))
  })

  it('that were forgotten leave no trace', () => {
    const kept = [...better.slice(0, 40), ...ratings]
    expect(bytesOf(refit([...better, ...ratings].filter(({ id }) => id <= 40 || id >= 1000), 0, prior))).toBe(bytesOf(refit(kept, 0, prior)))
  })
})
