import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Withheld } from '../../../src/agent/contract/index.ts'
import { openHeldBooks } from '../../../src/agent/loop/held-places.ts'
import { newSource } from '../../../src/agent/loop/source-rows.ts'
import { runSource } from '../../../src/agent/loop/source-run.ts'
import { openWithheld } from '../../../src/agent/loop/withheld.ts'
import { openRules } from '../../../src/agent/observe/rules.ts'
import { readerFor } from '../../../src/agent/observe/readers.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import { chatgptConversation } from '../observe/chats/home.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-foreseen-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const counts = (held: readonly Withheld[]): Readonly<Record<string, number>> => Object.fromEntries(held.map(({ reason, count }) => [reason, count]).toSorted())

type Counts = Readonly<{ notes: number; withheld: Readonly<Record<string, number>>; secrets: Readonly<Record<string, number>> }>

/** What the dry run says of a place. Pictures and the like are counted before a folder is agreed to, and in no list after. */
async function foresee(path: string, rules: readonly string[]): Promise<Counts & Readonly<{ folders: readonly string[] }>> {
  const { folders, notes, withheld, secrets } = await (await readerFor(path)).dryRun(path, { rules: openRules(rules) })
  return { notes, withheld: counts(withheld.filter(({ reason }) => reason !== 'not a note')), secrets: counts(secrets), folders: folders.map((folder) => folder.path) }
}

/** What reading all of it keeps and keeps out, in the books that Memory shows. */
async function read(path: string, folders: readonly string[], rules: readonly string[]): Promise<Counts> {
  const [withheld, secrets] = [openWithheld(new Map()), openWithheld(new Map())]
  let notes = 0
  for await (const note of (await readerFor(path)).read(path, folders, new Map(), { rules: openRules(rules) })) {
    if (note.kind === 'withheld') withheld.hold(note.reason, note.file)
    if (note.kind !== 'read') continue
    if (note.passages.length > 0) notes += 1
    for (const { reason, lineStart, count } of note.withheld) withheld.hold(reason, note.file, lineStart, count)
    for (const { kind, line } of note.secrets) secrets.hold(kind, note.file, line)
  }
  return { notes, withheld: counts(withheld.summary()), secrets: counts(secrets.summary()) }
}

async function expectForeseen(path: string, rules: readonly string[] = []): Promise<void> {
  const { folders, ...foreseen } = await foresee(path, rules)
  expect({ path, ...(await read(path, folders, rules)) }).toEqual({ path, ...foreseen })
}

/** The same by way of the store and the row of the source; then once more with nothing new. */
async function expectShown(path: string): Promise<void> {
  const { folders, ...foreseen } = await foresee(path, [])
  const home = await mkdtemp(join(folder, 'home-'))
  const reader = await readerFor(path)
  const books = openHeldBooks(home)
  await using store = await openStore(home)
  let source = newSource({ id: 'one', kind: reader.kind, uses: { memory: true, evidence: true, proposals: true }, name: 'One', path, isSample: false, folders, consentedAt: 0 })
  for (let time = 0; time < 2; time += 1) {
    const { changes } = await runSource({ store, reader, source, embedderId: 'none', held: books.of, files: null, options: {}, now: 1, show: () => undefined })
    source = { ...source, ...changes }
    expect({ notes: source.notes, withheld: counts(source.withheld), secrets: counts(source.secrets) }).toEqual(foreseen)
  }
}

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(folder, 'made-'))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
  }
  return path
}

const PARAGRAPH = fc.constantFrom('The bench by the river wants a coat of paint.', 'Hm.', '12 13 14 15', '> Somebody else said this, and it is not mine.', 'wifi password: tulips1984', '%%private\nNot this.\n%%', 'A plan for June #private', '- [[a]]\n- [[b]]\n- [[c]]', '```\nconst a = 1\n```', 'I want to draw the harbour on Sundays.', '#private', '{{date}} of {{title}}', '![[photo.jpg]]')
const NOTE = fc.tuple(fc.constantFrom('', '---\ntacit: false\n---\n', '---\ntags: [private]\n---\n', '---\nurl: https://a.example\nauthor: B\n---\n', '---\na: [\n---\n'), fc.array(PARAGRAPH, { maxLength: 5 })).map(([front, parts]) => front + parts.join('\n\n'))
const NAME = fc.tuple(fc.constantFrom('', 'Journal/', 'Clippings/', 'Templates/', 'a/b/', '.hidden/'), fc.constantFrom('one.md', 'two.md', 'three.txt', 'four template.md', '.five.md', 'six.jpg', 'seven.excalidraw.md')).map((parts) => parts.join(''))
const RULES = fc.subarray(['Journal/', '#plan', '"the harbour"', '*.txt'])

describe('what the dry run counts', () => {
  it('is what is kept and kept out when any vault is read by any rules', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(NAME, NOTE, { minKeys: 1, maxKeys: 8 }), RULES, async (notes, rules) => {
        const path = await write({ ...notes, 'always.md': 'The gate was oiled on the last day of May.' })
        await expectForeseen(path, rules)
      }),
      { numRuns: 25 },
    )
  })

  const SAID = fc.constantFrom('I want to draw the harbour on Sundays.', 'Thanks!', 'wifi password: tulips1984', 'Please read:\n\n> It is somebody else’s.', '```\ncode\n```', 'A plan #private', 'ok')
  const CHAT = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), said: fc.array(fc.tuple(fc.constantFrom('user' as const, 'assistant' as const), SAID), { maxLength: 5 }), isForgotten: fc.boolean() })
  it('is what is kept and kept out when any chats are read by any rules', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(CHAT, { maxLength: 6 }), RULES, async (chats, rules) => {
        const made = chats.map(({ id, said, isForgotten }) => chatgptConversation(id, said, isForgotten ? { is_do_not_remember: true } : {}))
        const path = await write({ 'conversations.json': JSON.stringify([chatgptConversation('z', [['user', 'How long do eggs boil for a salad?'], ['assistant', 'Ten minutes.']]), ...made]) })
        await expectForeseen(path, rules)
      }),
      { numRuns: 25 },
    )
  })

  it('is what the source says that it holds, also after it was read again with nothing new', async () => {
    await expectShown(await write({ 'a.md': 'The gate was oiled in May.\n\nHm.\n\nwifi password: tulips1984', 'Clippings/b.md': 'Somebody’s.', 'c.md': '%%private\nNot this.\n%%\n', '.d.md': 'x', 'photo.jpg': 'x' }))
    const tools = { author: { role: 'tool' }, content: { content_type: 'text', parts: ['{}'] } }
    const chat = chatgptConversation('a', [['user', 'How long do eggs boil for a salad?'], ['assistant', 'Ten minutes.']])
    const withTools = { ...chat, mapping: { ...(chat as { mapping: object }).mapping, t1: { id: 't1', parent: 'a-1', message: { id: 't1', ...tools } }, t2: { id: 't2', parent: 't1', message: { id: 't2', ...tools } } }, current_node: 't2' }
    const chats = await write({ 'conversations.json': JSON.stringify([withTools, chat, chatgptConversation('b', [['user', '?']])]) })
    expect((await foresee(chats, [])).withheld).toMatchObject({ 'the words of tools': 2, 'met twice': 1 })
    await expectShown(chats)
  })
})

const DATA = resolve(import.meta.dirname, '../../../../shared/data')
const REAL = ['vaults', 'chats/exports', 'chats/markdown'].flatMap((place) => (existsSync(join(DATA, place)) ? [place] : []))

describe.skipIf(REAL.length === 0)('what the dry run counts of real notes and chats', () => {
  it('is what is kept and kept out when they are read', async () => {
    const places = (await Promise.all(REAL.map(async (place) => (await readdir(join(DATA, place), { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => join(DATA, place, name))))).flat()
    expect(places.length).toBeGreaterThan(5)
    for (const place of places) await expectForeseen(place)
  })
})
