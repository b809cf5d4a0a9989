import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import { AppError } from '../../src/agent/contract/index.ts'
import { keptAnswers } from '../../src/agent/loop/decided.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { loadLabelled } from '../../src/agent/model/decisions/labelled.ts'
import { put } from '../../src/agent/model/decisions/questions.ts'
import type { LanguageModel } from '../../src/agent/model/language-model.ts'
import { resource } from '../../src/agent/paths.ts'
import { loadAxes } from '../../src/agent/propose/library.ts'
import { openStore } from '../../src/agent/store/store.ts'
import type { Store } from '../../src/agent/store/types.ts'

const NOW = Date.UTC(2026, 6, 1)
const WISH = 'I want to learn the cello before I am sixty.'
const USES = { memory: true, evidence: true, proposals: true }

let embedder: Embedder
let home: string
let vault: string
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
  home = await mkdtemp(join(tmpdir(), 'tacit-decided-'))
  vault = await mkdtemp(join(tmpdir(), 'tacit-vault-'))
  await writeFile(join(vault, '2026-01-10.md'), `Snow on the roofs. ${WISH} My neighbour laughed.\n`)
})
afterAll(async () => {
  await embedder[Symbol.asyncDispose]()
  for (const path of [home, vault]) await rm(path, { recursive: true, force: true })
})

/** Right about everything that is known, and of the opinion that what the person wrote says nothing. */
async function contrary(): Promise<LanguageModel> {
  const labelled = Object.values(await loadLabelled(await loadAxes(resource('axes.json')))).flat()
  const right = new Map(labelled.map(({ asked, answer }) => [`${asked.name} ${put(asked).text}`, answer]))
  return {
    id: 'scripted',
    write: () => Promise.reject(new AppError('MODEL_FAILED', 'It only sorts.')),
    decide: async ({ text, questions }) =>
      Object.fromEntries(Object.entries(questions).map(([name, question]) => {
        const options = question.kind === 'choice' ? Object.keys(question.options) : []
        const answer = right.get(`${name} ${text}`) ?? 'none'
        return [name, Object.fromEntries(options.map((option) => [option, option === answer ? 0.96 : 0.04 / (options.length - 1)]))]
      })),
  }
}

type Opened = Readonly<{ agent: Agent; store: Store }>

async function open(languageModel: () => LanguageModel | null): Promise<Opened> {
  let store: Store | undefined
  const agent = await openAgent({ home, embedder, now: () => NOW, languageModel, openStore: async (path, options) => (store = await openStore(path, options)) })
  return { agent, store: store! }
}

const threadOf = async (agent: Agent) => (await agent.handlers['threads.list']({ offset: 0, limit: 50 })).threads.find(({ aim }) => aim.text === WISH)

describe('what a model reads differently than the cues', () => {
  it('makes a thread less sure and changes none of its words, only while the machine is idle, and goes with its note', async () => {
    let model: LanguageModel | null = null
    const { agent, store } = await open(() => model)
    await using _closing = agent
    await agent.handlers['sources.add']({ path: vault, folders: ['.'], uses: USES })
    await agent.settled()
    const before = (await threadOf(agent))!
    const rows = await agent.handlers['evidence.list']({ limit: 100 })

    model = await contrary()
    await agent.handlers['host.set']({ onBattery: true, idle: true })
    await agent.settled()
    expect((await threadOf(agent))!.probability).toBe(before.probability)
    expect(keptAnswers(store).answers).toEqual([])

    await agent.handlers['host.set']({ onBattery: false, idle: true })
    await vi.waitFor(async () => expect((await threadOf(agent))!.probability).toBeLessThan(before.probability), { timeout: 60_000, interval: 200 })
    await agent.settled()
    const after = (await threadOf(agent))!
    expect({ ...after, probability: before.probability }).toEqual(before)
    expect((await agent.handlers['evidence.list']({ limit: 100 })).map(({ label }) => label)).toEqual(rows.map(({ label }) => label))
    expect(await agent.handlers['app.doctor']({})).toContainEqual(expect.objectContaining({ part: 'Sorting texts', text: expect.stringContaining('listened to') }))

    const [{ passageIds } = { passageIds: [] }] = keptAnswers(store).answers
    expect(passageIds).toHaveLength(1)
    await agent.handlers['memory.forget']({ passageId: passageIds[0]! })
    expect(keptAnswers(store).answers).toEqual([])
    await agent.settled()
    expect(keptAnswers(store).answers).toEqual([])
    expect(await threadOf(agent)).toBeUndefined()
  })
})
