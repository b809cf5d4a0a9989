import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { groundsOf } from '../../src/agent/loop/evidence.ts'
import { forgottenKey } from '../../src/agent/loop/forgotten.ts'
import type { WrittenRow } from '../../src/agent/loop/written-states.ts'
import { textKey } from '../../src/agent/model/text-key.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { bundle } from './store/bundle.ts'
import { filesWith } from './store/homes.ts'
import type { ProposalRow, Store } from '../../src/agent/store/types.ts'

const RUNS = Number(process.env['TACIT_PURGES'] ?? 4)
const NOW = Date.UTC(2026, 10, 21, 9)
const USES = { memory: true, evidence: true, proposals: true }

const WISHES = [
  'I really want a small wooden boat called NAME on the canal behind the mill.',
  'I wish I could play the cello suites with NAME in the evenings.',
  'I would love to learn to bake rye bread the way NAME does it.',
  'I want to walk the whole coast with NAME before I am fifty.',
  'I wish there were a workshop in the cellar where NAME and I repair clocks.',
  'I would love to have Wednesdays free to draw the harbour with NAME.',
] as const

type Note = Readonly<{ folder: string; tag: string | null; status: string | null; hasPhrase: boolean }>
const note: fc.Arbitrary<Note> = fc.record({
  folder: fc.constantFrom('', 'Journal', 'Work', 'Home/Deep'),
  tag: fc.constantFrom(null, 'health', 'health/sleep', 'healthy', 'work'),
  status: fc.constantFrom(null, 'private', 'draft'),
  hasPhrase: fc.boolean(),
})
const TALK_WISHES = [
  'I want to learn the names of all the mosses on the north wall from NAME.',
  'I would love to spend a winter in a lighthouse with NAME and a box of novels.',
] as const
/** A conversation with an assistant; where the phrase stands in it, the assistant says it. */
type Talk = Readonly<{ tag: string | null; hasPhrase: boolean }>
const talk: fc.Arbitrary<Talk> = fc.record({ tag: fc.constantFrom(null, 'health', 'healthy'), hasPhrase: fc.boolean() })

const isHealth = ({ tag }: Note | Talk): boolean => tag === 'health' || tag === 'health/sleep'
/** Each rule with the notes and the conversations that it covers, said a second time in other words. */
const RULES: Readonly<Record<string, Readonly<{ note: (each: Note) => boolean; talk: (each: Talk) => boolean }>>> = {
  'Journal/': { note: ({ folder }) => folder === 'Journal', talk: () => false },
  'Home/**': { note: ({ folder }) => folder.startsWith('Home'), talk: () => false },
  'note-0.md': { note: () => false, talk: () => false },
  '#health': { note: isHealth, talk: isHealth },
  'status: private': { note: ({ status }) => status === 'private', talk: () => false },
  '"quiet heron"': { note: ({ hasPhrase }) => hasPhrase, talk: ({ hasPhrase }) => hasPhrase },
}

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const canary = (index: number): string => `Zq${index}xerxes${(index + 3) * 7919}`
const fileOf = ({ folder }: Note, index: number): string => `${folder === '' ? '' : `${folder}/`}note-${index}.md`
const textOf = ({ tag, status, hasPhrase }: Note, index: number): string =>
  [
    ...(status ? ['---', `status: ${status}`, '---'] : []),
    `# About ${canary(index)}`,
    '',
    WISHES[index]!.replace('NAME', canary(index)),
    '',
    `A second paragraph tells of ${canary(index)} and of the ${hasPhrase ? 'quiet  *heron*' : 'loud gull'} by the water.${tag ? ` #${tag}` : ''}`,
    '',
  ].join('\n')

async function makeVault(notes: readonly Note[]) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-purge-vault-'))
  for (const [index, each] of notes.entries()) {
    await mkdir(dirname(join(path, fileOf(each, index))), { recursive: true })
    await writeFile(join(path, fileOf(each, index)), textOf(each, index))
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** The conversations after the notes, so that each has a word of its own. */
const TALKS_FROM = WISHES.length

async function makeExport(talks: readonly Talk[]) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-purge-chats-'))
  const chats = talks.map(({ tag, hasPhrase }, index) => {
    const name = canary(TALKS_FROM + index)
    const messages = [
      { role: 'user', content: TALK_WISHES[index]!.replace('NAME', name) },
      { role: 'assistant', content: `One could begin with ${name} and the ${hasPhrase ? 'quiet  *heron*' : 'loud gull'} by the water, and see how it goes from there.` },
    ]
    // Its id is a place, and places of what is withheld are listed; its words and its title are nowhere.
    return { id: `talk-${index}`, title: `About ${name}`, meta: { tags: tag === null ? [] : [tag] }, created_at: 1_760_000_000, chat: { messages: messages.map((each, turn) => ({ ...each, id: `talk-${index}-${turn}`, timestamp: 1_760_000_001 + turn })) } }
  })
  const file = join(path, 'chats.json')
  await writeFile(file, JSON.stringify(chats))
  return { path: file, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** The files of the home that hold any of these bytes, by the table or file they belong to. */
async function placesOf(home: string, bytes: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0)
      throw error
    })
    if (bytes.some((each) => content.includes(each))) found.add(relative(home, path).split('/').slice(0, 2).join('/'))
  }
  return found
}

const wordsOf = (text: string): readonly Buffer[] => [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text.toLowerCase())]
const vectorBytes = async (text: string): Promise<Buffer> => {
  const [vector] = await embedder.embed([text])
  return Buffer.from(vector!.buffer, vector!.byteOffset + 64, 512)
}

type Loop = Readonly<{ agent: Agent; store: Store }>

async function open(home: string): Promise<Readonly<{ agent: Agent; store: Store }>> {
  let store: Store | undefined
  const agent = await openAgent({ home, embedder, now: () => NOW, openStore: async (path, options) => (store = await openStore(path, options)) })
  return { agent, store: store! }
}

/** Lets the loop use every note and conversation: passages, vectors, a wish, a thread that the person corrects, cards that quote it, answered and not. */
async function useWords({ agent, store }: Loop, indices: readonly number[], hasOpen: boolean): Promise<void> {
  const { threads } = await agent.handlers['threads.list']({ offset: 0, limit: 200 })
  for (const { id } of threads) await agent.handlers['threads.correct']({ id, state: 'moving' })
  const { cards } = await agent.handlers['today.five']({ form: 'state', count: 5 })
  const card = store.proposals.get(cards[0]!.id)!
  const states: WrittenRow[] = []
  const { passages } = await agent.handlers['memory.passages']({ query: '', speaker: 'person', offset: 0, limit: 200 })
  const planted = indices.flatMap((index): ProposalRow[] => {
    const passage = passages.find(({ text }) => text.includes(canary(index)))!
    const { id: passageId, sourceId, file, heading, lineStart, lineEnd, date, text } = passage
    const quotes = [{ passageId, sourceId, file, heading, lineStart, lineEnd, date, text: text.slice(0, 200), sourceName: 'Notes' }]
    const row = store.ledger.all().find((each) => groundsOf(each)?.quote.includes(canary(index)))!
    const reasons = { ...card.reasons!, evidence: [{ rowId: row.id, label: row.text, weight: 0.1 }] }
    const made = (id: string, status: ProposalRow['status'], own: object): ProposalRow => ({ ...card, id, status, reasons, card: { ...card.card, id, ...own } })
    const shown = made(`shown-${index}`, 'answered', { origin: 'generated', text: writtenOf(index), quotes })
    const answered = { ...shown, data: { ...(shown.data as object), stateIds: [`written-${index}`], rowIds: [], item: { text: writtenOf(index), axes: {} } } }
    states.push(...written(index, quotes))
    return [...(hasOpen ? [made(`open-${index}`, 'open', { quotes })] : []), made(`answered-${index}`, 'answered', { quotes }), made(`reasoned-${index}`, 'answered', {}), answered]
  })
  await store.say({ proposals: planted, states })
  const texts = states.map(({ text }) => text)
  const vectors = await embedder.embed(texts)
  await store.vectors.put(embedder.id, new Map(texts.map((text, at) => [textKey(text), vectors[at]!])))
}

const writtenOf = (index: number): string => `There is an hour a week for ${canary(index)} by the window.`

/** A state that a model wrote of the note, and one that it varied from that, which quotes nothing. */
function written(index: number, quotes: WrittenRow['data']['quotes']): readonly WrittenRow[] {
  const data = { area: 'rest', horizon: 'week', size: 'small', axes: {}, operator: 'rising', model: 'm', writer: 'M', quotes, material: quotes, parents: [] } as const
  const row = { id: `written-${index}`, at: NOW, status: 'kept', text: writtenOf(index), data } as const
  return [row, { ...row, id: `varied-${index}`, text: `At night ${canary(index)} has the window.`, data: { ...data, operator: 'variation', quotes: [], material: [], parents: [`shown-${index}`] } }]
}

describe('a rule that comes later', () => {
  it('takes every byte of what it covers from wherever it was, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(note, { minLength: 3, maxLength: WISHES.length }), fc.array(talk, { minLength: 1, maxLength: TALK_WISHES.length }), fc.constantFrom(...Object.keys(RULES)), fc.boolean(), fc.boolean(), async (notes, talks, rule, isFlushed, hasOpen) => {
        const home = await mkdtemp(join(tmpdir(), 'tacit-purge-home-'))
        await using vault = await makeVault(notes)
        await using chats = await makeExport(talks)
        const indices = [...notes.keys(), ...[...talks.keys()].map((index) => TALKS_FROM + index)]
        const opened = await open(home)
        let { agent, store } = opened
        try {
          const { id: sourceId } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.', ...new Set(notes.map(({ folder }) => folder.split('/')[0]!).filter((each) => each !== ''))], uses: USES })
          const { folders } = await agent.handlers['sources.dryRun']({ path: chats.path, seed: 0 })
          const { id: chatsId } = await agent.handlers['sources.add']({ path: chats.path, folders: folders.map((each) => each.path), uses: USES })
          await agent.settled()
          await useWords({ agent, store }, indices, hasOpen)
          if (isFlushed) {
            await store.flush()
            // Makes the indices over words and vectors, which hold them in a form of their own.
            await store.compact()
            expect((await filesWith(home, '')).some((file) => file.includes('memories.lance/_indices'))).toBe(true)
          }

          const isCovered = (index: number): boolean => (index >= TALKS_FROM ? RULES[rule]!.talk(talks[index - TALKS_FROM]!) : rule === 'note-0.md' ? index === 0 : RULES[rule]!.note(notes[index]!))
          const placeOf = (index: number): string => (index >= TALKS_FROM ? `Open WebUI/talk-${index - TALKS_FROM}` : fileOf(notes[index]!, index))
          const vectors = new Map<number, Buffer>()
          for (const index of indices) vectors.set(index, await vectorBytes(groundsOf(store.ledger.all().find((row) => groundsOf(row)?.quote.includes(canary(index)))!)!.quote))
          const writtenVectors = new Map<number, Buffer>()
          for (const index of indices) writtenVectors.set(index, await vectorBytes(writtenOf(index)))
          for (const index of indices) {
            const words = await placesOf(home, wordsOf(canary(index)))
            expect(words, `note ${index}`).toContain('store/memories.lance')
            for (const table of ['ledger', 'proposals', 'states']) expect(words.has('journal') || words.has(`store/${table}.lance`), `${table} of note ${index}`).toBe(true)
            if (isFlushed) for (const table of ['ledger', 'proposals', 'states']) expect(words).toContain(`store/${table}.lance`)
            for (const [name, each] of [['note', vectors], ['state', writtenVectors]] as const) expect(await placesOf(home, [each.get(index)!]), `vector of ${name} ${index}`).toContain('store/vectors.lance')
          }
          const kept = (store.settings.get('threads.corrections')?.value ?? []) as readonly unknown[]
          expect(kept.length).toBeGreaterThan(0)

          const preview = await agent.handlers['exclusions.preview']({ rule, sourceId: null })
          expect(await agent.handlers['exclusions.add']({ rule, sourceId: null })).toEqual(preview)
          // At once, and not only when the store is tidied next.
          await check(store)
          const covered = indices.filter(isCovered)
          expect(preview.places.map((place) => place.replace(/^.*: /, '')).sort()).toEqual(covered.map(placeOf).sort())
          expect(preview.proposals).toBe((hasOpen ? 2 : 1) * covered.length)
          expect(preview.states ?? 0).toBe(2 * covered.length)
          expect(preview.rows).toBeGreaterThanOrEqual(covered.length)
          await agent.settled()
          await check(store)

          async function check(now: Store): Promise<void> {
            for (const index of indices) {
              const words = await placesOf(home, [...wordsOf(canary(index)), vectors.get(index)!, writtenVectors.get(index)!])
              if (isCovered(index)) expect([...words], `note ${index} is covered by ${rule}`).toEqual([])
              else {
                expect(words).toContain('store/memories.lance')
                if (hasOpen) expect(now.proposals.get(`open-${index}`)?.card.quotes).toHaveLength(1)
                expect(now.proposals.get(`answered-${index}`)?.card.quotes).toHaveLength(1)
                expect([`written-${index}`, `varied-${index}`].map((id) => now.states.get(id)?.status)).toEqual(['kept', 'kept'])
                expect(now.ledger.all().some((row) => groundsOf(row)?.quote.includes(canary(index)))).toBe(true)
              }
            }
          }

          await agent[Symbol.asyncDispose]()
          ;({ agent, store } = await open(home))
          await agent.settled()
          await check(store)
          const [exclusion] = await agent.handlers['exclusions.list']({})
          expect(exclusion).toMatchObject({ rule, catches: covered.length })

          await agent.handlers['exclusions.remove']({ id: exclusion!.id })
          await agent.settled()
          for (const index of indices) expect(await placesOf(home, wordsOf(canary(index)))).toContain('store/memories.lance')
          for (const id of [sourceId, chatsId]) await agent.handlers['sources.remove']({ id })
          await agent.settled()
          for (const index of indices) expect([...(await placesOf(home, [...wordsOf(canary(index)), vectors.get(index)!]))], `note ${index} is gone with its source`).toEqual([])
        } finally {
          await agent[Symbol.asyncDispose]()
          await rm(home, { recursive: true, force: true })
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 60_000 + RUNS * 60_000)
})

describe('what is forgotten while a claim of it is embedded', () => {
  it('keeps no vector of it once all claims are settled', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tacit-purge-home-'))
    await using vault = await makeVault([{ folder: '', tag: null, status: null, hasPhrase: false }])
    const { agent, store } = await open(home)
    try {
      const { id: sourceId } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: USES })
      await agent.settled()
      const { passages } = await agent.handlers['memory.passages']({ query: canary(0), offset: 0, limit: 5 })
      const [vector] = await embedder.embed(['Words of a claim from before.'])
      const forgetting = agent.handlers['memory.forget']({ passageId: passages[0]!.id })
      while (store.settings.get(forgottenKey(sourceId)) === undefined) await wait(1)
      await store.vectors.put(embedder.id, new Map([['stray', vector!]]))
      expect(await store.vectors.keys()).toContain('stray')
      await forgetting
      await agent.settled()
      expect(await store.vectors.keys()).not.toContain('stray')
    } finally {
      await agent[Symbol.asyncDispose]()
      await rm(home, { recursive: true, force: true })
    }
  }, 60_000)
})

describe('a purge that is cut off', () => {
  let child: string
  beforeAll(async () => {
    child = await bundle('../purge-child.ts')
  })

  /** Starts the child and kills it: as soon as the intent is in the journal, or so long after it began. */
  async function killWhile(home: string, rule: string, when: 'intent' | number): Promise<void> {
    const running = spawn(process.execPath, [child, home, rule], { stdio: ['ignore', 'pipe', 'inherit'] })
    const closed = new Promise<void>((done) => running.once('close', () => done()))
    for await (const line of createInterface(running.stdout)) if (line === 'adding') break
    if (when === 'intent') while (!(await readFile(join(home, 'journal'))).includes('"forgotten"') && running.exitCode === null) await wait(1)
    else await wait(when)
    running.kill('SIGKILL')
    await closed
  }

  it('is finished by the next start, or was never begun', async () => {
    const rule = '#health'
    const notes = [{ folder: '', tag: 'health', status: null, hasPhrase: false }, { folder: 'Work', tag: null, status: null, hasPhrase: false }] as const
    const first = await mkdtemp(join(tmpdir(), 'tacit-purge-home-'))
    await using vault = await makeVault(notes)
    const folders = [first]
    try {
      const { agent, store } = await open(first)
      await agent.handlers['sources.add']({ path: vault.path, folders: ['.', 'Work'], uses: USES })
      await agent.settled()
      await useWords({ agent, store }, [...notes.keys()], true)
      await agent[Symbol.asyncDispose]()
      let finished = 0
      for (const when of ['intent', 5, 100] as const) {
        const home = await mkdtemp(join(tmpdir(), 'tacit-purge-home-'))
        folders.push(home)
        await cp(first, home, { recursive: true })
        await killWhile(home, rule, when)
        const next = await open(home)
        const rules = await next.agent.handlers['exclusions.list']({})
        if (rules.length === 0) {
          expect(await placesOf(home, wordsOf(canary(0)))).toContain('store/memories.lance')
          await next.agent.handlers['exclusions.add']({ rule, sourceId: null })
        } else finished += 1
        await next.agent.settled()
        expect([...(await placesOf(home, wordsOf(canary(0))))], `killed at ${when}`).toEqual([])
        expect(await placesOf(home, wordsOf(canary(1)))).toContain('store/memories.lance')
        expect(next.store.proposals.get('answered-0')?.card.quotes).toEqual([])
        await next.agent[Symbol.asyncDispose]()
      }
      expect(finished).toBeGreaterThan(0)
    } finally {
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
    }
  }, 240_000)
})
