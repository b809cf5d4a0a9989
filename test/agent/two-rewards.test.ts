import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { init, update } from '../../src/agent/game/belief.ts'
import { moodStart } from '../../src/agent/game/features.ts'
import { score } from '../../src/agent/game/predict.ts'
import { defaultPrior } from '../../src/agent/game/prior.ts'
import { toEvidence } from '../../src/agent/loop/evidence.ts'
import { openItems } from '../../src/agent/loop/items.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { resource } from '../../src/agent/paths.ts'
import { loadAxes } from '../../src/agent/propose/library.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const item = { text: 'How do I bake a rye bread at home? Heat a cast-iron pot for an hour.', axes: { medium: -1, company: -1 } }
const grounds = { by: 'hindsight', passageId: 'p', sourceId: 's', quote: 'That worked.', reason: 'says that it worked' }
const row = (kind: string, data: object) => ({ id: 1, at: 5, kind, proposalId: null, topic: null, text: item.text, data: { item, date: 5, grounds, ...data } })

describe('an answer in a chat', () => {
  it('moves what is stood by where it worked, and the mood of the moment only by its thumb', async () => {
    const axes = await loadAxes(resource('axes.json'))
    const items = openItems(axes, embedder, { get: async () => new Map(), put: async () => undefined, keys: async () => [] }, new Map())
    const prior = defaultPrior(axes.length, axes.map(({ kind }) => kind))
    const after = async (kind: string, data: object) => (await toEvidence([row(kind, data)], axes, items)).reduce(update, init(prior))
    const mood = ({ gaussian }: Awaited<ReturnType<typeof after>>) => Array.from(gaussian.mean.slice(moodStart(prior), moodStart(prior) + axes.length + 1))
    const given = [await items.one(item)]
    const outcome = await after('outcome', { verdict: 'happened', probability: 0.9 })
    expect(mood(outcome).every((value) => value === 0)).toBe(true)
    expect(score(outcome, given).mean[0]).toBeGreaterThan(score(init(prior), given).mean[0]!)
    const dropped = await after('outcome', { verdict: 'dropped', probability: 0.9 })
    expect(score(dropped, given).mean[0]).toBeLessThan(score(init(prior), given).mean[0]!)
    expect(mood(await after('thumb', { up: true })).some((value) => value > 0)).toBe(true)
  })
})
