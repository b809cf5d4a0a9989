import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

async function makeVault(notes: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-vault-'))
  for (const [file, text] of Object.entries(notes)) await writeFile(join(path, file), text)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const page = { query: '', offset: 0, limit: 50 }
/** Some seconds of reading. */
const long = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.md`, `On day ${index} it rained on the ${index} roofs of the town, and nobody went out before noon.\n`]))

describe('a source', () => {
  it('does not bring a forgotten passage back when it is read again', async () => {
    await using home = await makeHome(embedder)
    await using vault = await makeVault({ 'a.md': 'Some day a boat on the canal would be a fine thing to have.\n', 'b.md': 'The piano in the hall has not been played since spring.\n' })
    await using agent = await home.open()
    const { id } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: { memory: true, evidence: false, proposals: true } })
    await agent.settled()
    const { passages } = await agent.handlers['memory.passages'](page)
    expect(passages).toHaveLength(2)
    await agent.handlers['memory.forget']({ passageId: passages[0]!.id })
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect((await agent.handlers['memory.passages'](page)).passages.map((passage) => passage.id)).toEqual([passages[1]!.id])
  })

  it('is being read while it waits for another, and can be taken out of the queue at once', async () => {
    await using home = await makeHome(embedder)
    await using first = await makeVault(long)
    await using second = await makeVault({ 'a.md': 'Some day a boat on the canal would be a fine thing to have.\n' })
    await using agent = await home.open()
    const reading = await agent.handlers['sources.add']({ path: first.path, folders: ['.'], uses: { memory: true, evidence: false, proposals: true } })
    const queued = await agent.handlers['sources.add']({ path: second.path, folders: ['.'], uses: { memory: true, evidence: false, proposals: true } })
    const states = async () => Object.fromEntries((await agent.handlers['sources.list']({})).map(({ id, state }) => [id, state]))
    expect(await states()).toEqual({ [reading.id]: 'reading', [queued.id]: 'reading' })
    await agent.handlers['sources.pause']({ id: queued.id, paused: true })
    expect(await states()).toEqual({ [reading.id]: 'reading', [queued.id]: 'paused' })
  })

  it('that was resumed twice is paused before it is read to the end', async () => {
    await using home = await makeHome(embedder)
    await using vault = await makeVault(long)
    await using agent = await home.open()
    const { id } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: { memory: true, evidence: false, proposals: true } })
    await agent.handlers['sources.pause']({ id, paused: false })
    await agent.handlers['sources.pause']({ id, paused: false })
    const paused = await agent.handlers['sources.pause']({ id, paused: true })
    expect(paused.state).toBe('paused')
    expect(paused.notes).toBeLessThan(300)
  })
})

describe('a reading that was cut off', () => {
  it('goes on at the next start and ends with every passage', async () => {
    await using home = await makeHome(embedder)
    const whole = await (async () => {
      await using other = await makeHome(embedder)
      await using agent = await other.open()
      const dry = await agent.handlers['sources.dryRun']({ path: null, seed: 0 })
      await agent.handlers['sources.add']({ path: null, folders: dry.folders.map(({ path }) => path), uses: { memory: true, evidence: false, proposals: true } })
      await agent.settled()
      return (await agent.handlers['sources.list']({}))[0]!.passages
    })()
    {
      await using agent = await home.open()
      const dry = await agent.handlers['sources.dryRun']({ path: null, seed: 0 })
      await agent.handlers['sources.add']({ path: null, folders: dry.folders.map(({ path }) => path), uses: { memory: true, evidence: false, proposals: true } })
    }
    await using agent = await home.open()
    await agent.settled()
    expect((await agent.handlers['sources.list']({}))[0]).toMatchObject({ state: 'current', passages: whole })
  })
})
