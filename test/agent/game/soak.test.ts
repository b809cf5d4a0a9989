import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import type { Belief } from '../../../src/agent/game/belief.ts'
import { cholesky } from '../../../src/agent/game/linear.ts'
import { score } from '../../../src/agent/game/predict.ts'
import { defaultPrior } from '../../../src/agent/game/prior.ts'
import type { Prior } from '../../../src/agent/game/prior.ts'
import { seeded } from '../../../src/agent/game/random.ts'
import type { Random } from '../../../src/agent/game/random.ts'
import type { Evidence, Item } from '../../../src/agent/game/types.ts'
import { AXES, makeItem, prior } from './people.ts'

/** `npm run soak -- game` asks for a million rows at small size and ten thousand at full size. */
const SMALL_ROWS = Number(process.env['TACIT_SMALL_ROWS'] ?? 10_000)
const FULL_ROWS = Number(process.env['TACIT_FULL_ROWS'] ?? 700)
const SEED = Number(process.env['TACIT_SEED'] ?? 77)

const isSound = ({ gaussian, free }: Belief): boolean =>
  [gaussian, free].every(({ mean, covariance }) => mean.every(Number.isFinite) && covariance.every(Number.isFinite)) && cholesky(free.covariance, free.mean.length).every(Number.isFinite)

/** Random rows of every channel; the sentences of each row, which nothing here reads, are dropped now and then. */
function soak(prior: Prior, items: readonly Item[], count: number, every: number): Belief {
  const random = seeded(SEED)
  const pick = (): Item => items[Math.floor(random() * items.length)]!
  let belief = init(prior)
  for (let id = 1; id <= count; id += 1) {
    belief = update(belief, anyRow(id, random, pick, prior.kinds.length))
    if (id % every !== 0) continue
    expect(isSound(belief), `row ${id} of seed ${SEED}`).toBe(true)
    belief = { ...belief, messages: new Float64Array(0) }
  }
  return belief
}

const makePool = (count: number, axes: number, size: number): readonly Item[] => {
  const random = seeded(SEED + 1)
  return Array.from({ length: count }, () => makeItem(random, axes, size))
}

describe('a belief', () => {
  it(`stays finite and positive definite under ${SMALL_ROWS} random rows in 28 dimensions`, { timeout: 3_600_000 }, () => {
    const small = { ...defaultPrior(4, ['value', 'taste', 'mood', 'value']), landmarks: 14 }
    const items = makePool(60, 4, 6)
    const belief = soak(small, items, SMALL_ROWS, 500)
    expect(belief.gaussian.mean.length).toBe(28)
    expect(score(belief, items).variance.every((variance) => variance >= 0)).toBe(true)
  })

  it(`stays so under ${FULL_ROWS} random rows at full size`, { timeout: 3_600_000 }, () => {
    const items = makePool(400, AXES, 384)
    const belief = soak(prior, items, FULL_ROWS, 200)
    expect(belief.basis.length).toBe(256)
    expect(score(belief, items).variance.every((variance) => variance >= 0)).toBe(true)
  })
})

function anyRow(id: number, random: Random, pick: () => Item, axes: number): Evidence {
  const base = { id, at: 0, topic: 'a', isMood: random() < 0.1 }
  const axis = Math.floor(random() * axes)
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!
  const probability = oneOf([0, random(), 1])
  switch (Math.floor(random() * 13)) {
    case 0:
      return { ...base, channel: 'pair', first: pick(), second: pick(), choice: oneOf(['first', 'second', 'equal']) }
    case 1:
      return { ...base, channel: 'accept', item: pick(), accepted: random() < 0.5 }
    case 2:
      return { ...base, channel: 'edit', before: pick(), after: pick() }
    case 3:
      return { ...base, channel: 'written', item: pick() }
    case 4:
      return { ...base, channel: 'thumb', item: pick(), up: random() < 0.5 }
    case 5:
      return { ...base, channel: 'hindsight', item: pick(), verdict: oneOf(['glad', 'neither', 'sorry']) }
    case 6:
      return { ...base, channel: 'reason', axis, sign: oneOf([-1, 1]) }
    case 7:
      return { ...base, channel: 'slider', axis, value: 4 * random() - 2 }
    case 8:
      return { ...base, channel: 'lock', axis, value: oneOf([null, random()]) }
    case 9:
      return { ...base, channel: 'ignored', item: renamed(pick(), id), seen: probability }
    case 10:
      return { ...base, channel: 'wish', item: renamed(pick(), id), probability }
    case 11:
      return { ...base, channel: 'outcome', item: renamed(pick(), id), verdict: oneOf(['happened', 'stalled', 'dropped']), probability }
    default:
      return { ...base, channel: 'stars', item: pick(), rating: oneOf([1, 2, 3, 4, 5]) }
  }
}

/** Ten names of one text, so that finding it again goes on counting for a while. */
const renamed = (item: Item, id: number): Item => ({ ...item, text: `${item.text} ${id % 10}` })
