import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openEmbedderChange } from '../../../src/agent/loop/embedder-change.ts'
import type { ModelHere } from '../../../src/agent/loop/models.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import { openStore } from '../../../src/agent/store/store.ts'

const embedderOf = (id: string): Embedder => ({ id, dimension: 2, embed: async (texts) => texts.map(() => Float32Array.of(1, 0)), [Symbol.asyncDispose]: async () => undefined })
const modelOf = (id: string): ModelHere => ({ id, kind: 'embed', name: id, path: id, sha256: null, facts: null, entry: null })

it('lets go of a model that is called off without waiting for the one that is prepared next', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tacit-release-'))
  try {
    await using store = await openStore(home)
    let chosen: ModelHere | null = modelOf('called-off')
    const closing = new AbortController()
    const reads: string[] = []
    await using change = openEmbedderChange({
      store,
      models: { chosen: () => chosen, changed: () => undefined },
      inUse: { modelId: 'in-use', embedder: embedderOf('in-use'), problem: null },
      builtIn: embedderOf('built-in'),
      open: async ({ id }) => embedderOf(id),
      // Reading everything again takes as long as there are notes.
      itemsOf: async ({ id }) => ({
        many: async () => {
          reads.push(id)
          await wait(id === 'built-in' ? 3_600_000 : 20, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
          return []
        },
        one: () => Promise.reject(new Error('not asked for')),
        forget: () => undefined,
      }),
      texts: () => Array.from({ length: 640 }, (_, index) => `text ${index}`),
      takeOver: async () => undefined,
      onFailure: () => undefined,
    })
    change.follow()
    await expect.poll(() => reads).toContain('called-off')
    chosen = null
    change.follow()
    await change.release('called-off')
    await expect.poll(() => change.preparing()?.modelId).toBe('built-in')
    await change.release('called-off')
    await expect(change.release('in-use')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    closing.abort()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
