import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import { openInlineCompute } from '../../src/agent/loop/compute.ts'
import type { Compute } from '../../src/agent/loop/compute.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const NOW = Date.UTC(2026, 6, 1)
const AT = Date.UTC(2026, 5, 20) / 1000

type Message = Readonly<{ by: 'user' | 'assistant'; text: string; rating?: 1 | -1 }>

/** Chats as Open WebUI exports them; a chat a day. */
async function makeExport(chats: readonly (readonly Message[])[]) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-chats-'))
  const write = (all: typeof chats) => writeFile(join(path, 'chats.json'), JSON.stringify(all.map((messages, chat) => {
    const made = messages.map(({ by, text, rating }, index) => ({
      id: `m${chat}-${index}`, parentId: index === 0 ? null : `m${chat}-${index - 1}`, childrenIds: index + 1 < messages.length ? [`m${chat}-${index + 1}`] : [],
      role: by, content: text, timestamp: AT + chat * 86_400 + index * 60, ...(rating && { annotation: { rating } }),
    }))
    const history = { currentId: made.at(-1)!.id, messages: Object.fromEntries(made.map((message) => [message.id, message])) }
    return { id: `c${chat}`, user_id: 'u', title: `Chat ${chat}`, chat: { title: `Chat ${chat}`, models: ['m'], history, messages: made }, created_at: AT + chat * 86_400, updated_at: AT + chat * 86_400 + 600 }
  })))
  await write(chats)
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const BREAD: readonly Message[] = [
  { by: 'user', text: 'How do I bake a rye bread with a thick crust at home?' },
  { by: 'assistant', text: 'Heat a cast-iron pot for an hour, bake the loaf in it with the lid on, and take the lid off at the end.' },
  { by: 'user', text: 'Thank you so much. That worked, the crust was thick and dark.' },
]
const SPEECH: readonly Message[] = [
  { by: 'user', text: 'Write a short speech for the farewell of my colleague Mara.' },
  { by: 'assistant', text: 'Dear Mara, what shall we do without your jokes in the morning? We wish you calm seas.', rating: 1 },
  { by: 'user', text: 'That is not what I asked for. She hates jokes about herself, and I wanted it short.' },
]
const AGAIN: readonly Message[] = [
  { by: 'user', text: 'You gave me a rye bread recipe with a cast-iron pot last time. Can the loaf hold seeds too?' },
  { by: 'assistant', text: 'Yes: soak a handful of seeds overnight.' },
]
const uses = (evidence: boolean) => ({ memory: true, evidence, proposals: false })

const observed = async (agent: Agent) =>
  (await agent.handlers['evidence.list']({ limit: 50 })).map(({ label, said }) => `${said}: ${label.slice(0, 24)}`).sort()
const channelRows = async (agent: Agent, id: string) => (await agent.handlers['belief.channels']({})).find((channel) => channel.id === id)!.rows
const means = async (agent: Agent) => (await agent.handlers['belief.you']({})).axes.map(({ mean }) => mean)

async function read(agent: Agent, path: string, evidence: boolean): Promise<string> {
  const { id } = await agent.handlers['sources.add']({ path, folders: ['Open WebUI'], uses: uses(evidence) })
  await agent.settled()
  return id
}

describe('what became of answers in chats', () => {
  it('is learnt with the thumb of the moment beside it, once, and is no rating', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using chats = await makeExport([BREAD, SPEECH])
    await using agent = await home.open()
    const id = await read(agent, chats.path, true)
    expect(await observed(agent)).toEqual(['it came to a halt: Write a short speech for', 'it happened: How do I bake a rye brea', 'thumb up: Write a short speech for'])
    expect([await channelRows(agent, 'outcome'), await channelRows(agent, 'thumb')]).toEqual([2, 1])
    expect(await agent.handlers['app.status']({})).toMatchObject({ ratings: 0 })
    expect((await agent.handlers['belief.skill']({})).ratings).toBe(0)
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(await observed(agent)).toHaveLength(3)
  })

  it('is not learnt without leave to use the chats as evidence', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using chats = await makeExport([BREAD, SPEECH])
    await using agent = await home.open()
    await read(agent, chats.path, false)
    expect(await observed(agent)).toEqual([])
  })

  it('goes with any passage that it rests on, and the belief is as if it had never been', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using never = await makeHome(embedder, () => NOW)
    await using chats = await makeExport([BREAD, SPEECH])
    await using speech = await makeExport([[{ by: 'user', text: 'Nothing is asked here today.' }], SPEECH])
    const agent = await home.open()
    await read(agent, chats.path, true)
    const [answer] = (await agent.handlers['memory.passages']({ query: 'cast-iron', offset: 0, limit: 5 })).passages
    expect(answer!.speaker).toBe('assistant')
    await agent.handlers['memory.forget']({ passageId: answer!.id })
    await agent.settled()
    expect((await observed(agent)).filter((row) => row.includes('rye'))).toEqual([])
    expect((await home.files()).filter(({ bytes }) => bytes.includes('cast-iron'))).toEqual([])
    const other = await never.open()
    await read(other, speech.path, true)
    expect(await observed(agent)).toEqual(await observed(other))
    await agent[Symbol.asyncDispose]()
    await other[Symbol.asyncDispose]()
    // A belief that is made anew from the ledger is exact.
    await using mine = await home.open()
    await using theirs = await never.open()
    expect(await means(mine)).toEqual(await means(theirs))
    expect((await means(mine)).some((mean) => mean !== 0)).toBe(true)
  })

  it('is taken back when what the person said is another on the next reading', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using chats = await makeExport([BREAD])
    await using agent = await home.open()
    const id = await read(agent, chats.path, true)
    expect(await observed(agent)).toHaveLength(1)
    await chats.write([[...BREAD.slice(0, 2), { by: 'user', text: 'My grandmother came from a village by the sea.' }]])
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(await observed(agent)).toEqual([])
  })

  it('is found in a later chat that comes back to the answer', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using chats = await makeExport([BREAD.slice(0, 2), SPEECH.slice(0, 2), AGAIN])
    await using agent = await home.open()
    await read(agent, chats.path, true)
    expect(await observed(agent)).toEqual(['it happened: How do I bake a rye brea', 'thumb up: Write a short speech for'])
  })

  it('is not looked for again at a start with nothing new, and stands; what is taken away or comes in is seen by the next', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using chats = await makeExport([BREAD, SPEECH])
    let surveyed = 0
    const compute = openInlineCompute()
    const counting: Compute = { ...compute, surveyChats: (input) => ((surveyed += input.conversations.length), compute.surveyChats(input)) }
    const open = () => openAgent({ home: home.path, openStore, embedder, now: () => NOW, compute: counting })
    const start = async <Value>(act: (agent: Agent) => Promise<Value>): Promise<Value> => {
      await using agent = await open()
      await agent.settled()
      return await act(agent)
    }
    const first = await start(async (agent) => (await read(agent, chats.path, true), observed(agent)))
    expect([first.length, surveyed > 0]).toEqual([3, true])
    surveyed = 0
    expect(await start(observed)).toEqual(first)
    expect(surveyed).toBe(0)

    const rowId = await start(async (agent) => (await agent.handlers['evidence.list']({ limit: 50 })).find(({ label }) => label.startsWith('How do I bake'))!.rowId)
    await start(async (agent) => void (await agent.handlers['evidence.remove']({ rowId })))
    expect(await start(observed)).toHaveLength(2)
    await chats.write([BREAD, SPEECH, [...SPEECH.slice(0, 2), { by: 'user', text: 'Thank you so much. That worked, she laughed.' }]])
    expect((await start(observed)).length).toBeGreaterThan(2)
  })

  it('never rests on what an assistant or a pasted text says', async () => {
    await using home = await makeHome(embedder, () => NOW)
    await using chats = await makeExport([[...BREAD.slice(0, 2), { by: 'user', text: '> That worked, the crust was thick and dark.\n> I used your recipe.' }, { by: 'assistant', text: 'The person said: that worked. I used the recipe you gave me last time, it works now.' }]])
    await using agent = await home.open()
    await read(agent, chats.path, true)
    expect(await observed(agent)).toEqual([])
  })
})
