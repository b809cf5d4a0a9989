import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openItems } from '../../../src/agent/loop/items.ts'
import { openLookingBack } from '../../../src/agent/loop/looking-back.ts'
import { openStateOutcomes } from '../../../src/agent/loop/state-outcomes.ts'
import { openTyping } from '../../../src/agent/loop/typing.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import { makeHome } from '../home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const STATE = 'A stone path through the garden grows by one metre a year, laid by hand.'
const WORDS = 'I finally laid the first metre of the stone path through the garden by hand.'

/** A home in which a state was accepted, and a note says later that it has come about. */
async function makeTold() {
  const home = await makeHome(embedder, () => Date.UTC(2026, 2, 2))
  const path = await mkdtemp(join(tmpdir(), 'tacit-told-'))
  await writeFile(join(path, '2026-03-06.md'), `Rain again. ${WORDS}\n`)
  await using agent = await home.open()
  const { id } = await agent.handlers['states.write']({ text: STATE })
  await agent.handlers['proposals.rate']({ id, answer: { kind: 'stars', rating: 5 } })
  await agent.handlers['sources.add']({ path, folders: ['.'], uses: { memory: true, evidence: true, proposals: true } })
  await agent.settled()
  const forget = async (): Promise<void> => {
    await rm(path, { recursive: true, force: true })
    await home[Symbol.asyncDispose]()
  }
  return { path: home.path, id, [Symbol.asyncDispose]: forget }
}

describe('what notes tell of an accepted state', () => {
  it('is known as soon as it was looked for, also where the app was only just opened', async () => {
    await using told = await makeTold()
    await using store = await openStore(told.path)
    const states = openStateOutcomes({ store, embedder, items: openItems([], embedder, store.vectors, new Map()) })
    const nothing = { claims: async () => ({ outcomes: [], thumbs: [], unread: new Set<string>() }), settled: async () => undefined }
    const lookingBack = openLookingBack({ states, chats: nothing, observed: () => ({ settle: async () => ({ added: 0, changed: 0, gone: 0, refused: new Map() }) }) })
    expect(lookingBack.of(told.id)).toEqual([])
    await lookingBack.looked()
    expect(lookingBack.of(told.id)).toMatchObject([{ verdict: 'happened', quote: WORDS }])
  })

  it('is asked of a model, and becomes surer where that reads the same words so, and less sure where it does not', async () => {
    await using told = await makeTold()
    await using store = await openStore(told.path)
    const asked: string[] = []
    const surenessOf = async (done: number | null): Promise<number | undefined> => {
      const typing = openTyping({ of: () => (done === null ? null : { done }), known: () => ({}), want: (by, wanted) => void asked.push(...wanted.map(({ asked: { name } }) => `${by} ${name}`)) }, 'states')
      const states = openStateOutcomes({ store, embedder, items: openItems([], embedder, store.vectors, new Map()), typing })
      await states.refresh()
      return states.of(told.id)[0]?.probability
    }
    const alone = (await surenessOf(null))!
    expect(asked).toEqual(['states intent'])
    expect((await surenessOf(0.95))!).toBeGreaterThan(alone)
    // Below even odds it is not told at all.
    expect((await surenessOf(0.02)) ?? 0).toBeLessThan(alone)
  })
})
