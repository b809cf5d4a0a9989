import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getHeapSnapshot, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  setFlagsFromString('--heap-snapshot-string-limit=1000000')
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

/** In bytes, which no snapshot of the heap shows, so that looking for it does not find the looking. */
const canary = Buffer.from([107, 117, 109, 113, 117, 97, 116, 105, 110, 101])

/** How often the word stands in a string that the process holds. */
async function held(): Promise<readonly string[]> {
  let rest = Buffer.alloc(0)
  const found: string[] = []
  for await (const chunk of getHeapSnapshot()) {
    const all = Buffer.concat([rest, chunk as Buffer])
    for (let at = all.indexOf(canary); at >= 0; at = all.indexOf(canary, at + canary.length)) found.push(all.subarray(Math.max(0, at - 60), at + 60).toString().replaceAll(canary.toString(), '*'))
    rest = all.subarray(-canary.length + 1)
  }
  return found
}

const hasCanary = (text: string): boolean => Buffer.from(text).includes(canary)

/** The embedder, with an eye on the vectors of texts that hold the word. */
function watched(): Embedder & Readonly<{ vectors: () => number }> {
  const seen: WeakRef<Float32Array>[] = []
  return {
    ...embedder,
    embed: async (texts, ...rest) => {
      const vectors = await embedder.embed(texts, ...rest)
      for (const [index, text] of texts.entries()) if (hasCanary(text)) seen.push(new WeakRef(vectors[index]!))
      return vectors
    },
    vectors: () => {
      setFlagsFromString('--expose-gc')
      runInNewContext('gc')()
      return seen.filter((each) => each.deref() !== undefined).length
    },
  }
}

async function idOfPassage(agent: Agent): Promise<string> {
  const { passages } = await agent.handlers['memory.passages']({ query: '', offset: 0, limit: 9 })
  return passages.find(({ text }) => hasCanary(text))!.id
}

it('leaves nothing of a forgotten passage in memory: neither words nor vectors', async () => {
  const vault = await mkdtemp(join(tmpdir(), 'tacit-held-'))
  try {
    const eye = watched()
    await using home = await makeHome(eye, () => Date.UTC(2026, 6, 1))
    await writeFile(join(vault, '2026-01-10.md'), Buffer.concat([Buffer.from('I want to learn the '), canary, Buffer.from(' before I am sixty.\n\nI should call my grandmother more often.\n')]))
    await using agent = await home.open()
    await agent.handlers['sources.add']({ path: vault, folders: ['.'], uses: { memory: true, evidence: true, proposals: true } })
    await agent.settled()
    expect(await held()).not.toEqual([])
    expect(eye.vectors()).toBeGreaterThan(0)
    await agent.handlers['memory.forget']({ passageId: await idOfPassage(agent) })
    await agent.settled()
    expect(await held()).toEqual([])
    expect(eye.vectors()).toBe(0)
  } finally {
    await rm(vault, { recursive: true, force: true })
  }
})
