import { realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dryRunChats } from '../../../../src/agent/observe/chats/dry-run.ts'
import { readChats } from '../../../../src/agent/observe/chats/read.ts'
import { openRules } from '../../../../src/agent/observe/rules.ts'
import type { NoteRead, ReadOptions } from '../../../../src/agent/observe/types.ts'
import { chatgptConversation, withFiles } from './home.ts'
import { zip } from './zip-file.ts'

async function read(path: string, known: ReadonlyMap<string, string> = new Map(), options: ReadOptions = {}): Promise<readonly NoteRead[]> {
  const reads: NoteRead[] = []
  for await (const each of readChats(path, ['ChatGPT'], known, options)) reads.push(each)
  return reads
}

const passages = (reads: readonly NoteRead[]) => reads.flatMap((each) => (each.kind === 'read' ? each.passages : []))
const hashes = (reads: readonly NoteRead[]): ReadonlyMap<string, string> => new Map(reads.flatMap((each) => (each.kind === 'read' ? [[each.file, each.hash]] : [])))
const rules = (...written: readonly string[]): ReadOptions => ({ rules: openRules(written) })
const kinds = (reads: readonly NoteRead[]): readonly string[] => reads.map((each) => `${each.kind} ${each.file}${each.kind === 'withheld' ? `: ${each.reason}` : ''}`)

const garden = chatgptConversation('garden', [['user', 'I want a garden with old roses and a bench'], ['assistant', 'Plant them in October, in full sun.\n```\ncode();\n```\nThen wait.'], ['user', 'Thanks, October it is for the roses']])
const work = chatgptConversation('work', [['user', 'I would rather work four days a week'], ['assistant', 'You could ask for it in spring.']])

async function withExport<T>(conversations: readonly object[], run: (path: string) => Promise<T>): Promise<T> {
  return withFiles({ 'export.zip': zip([{ name: 'conversations.json', bytes: JSON.stringify(conversations) }]) }, (folder) => run(join(folder, 'export.zip')))
}

describe('reading chats', () => {
  it('keeps to the passage who said it, in which conversation, at which turn, when, and under which title', async () => {
    await withExport([garden], async (path) => {
      const found = passages(await read(path))
      expect(found.map(({ speaker, turn, lineStart, text }) => [speaker, turn, lineStart, text])).toEqual([
        ['person', 0, 1, 'I want a garden with old roses and a bench'],
        ['assistant', 1, 1, 'Plant them in October, in full sun.\nThen wait.'],
        ['person', 2, 1, 'Thanks, October it is for the roses'],
      ])
      for (const each of found) expect(each).toMatchObject({ file: 'ChatGPT/garden', conversation: 'ChatGPT/garden', heading: 'Title of garden' })
      expect(found.map(({ date }) => date)).toEqual([1_700_000_000_000, 1_700_000_001_000, 1_700_000_002_000])
      expect(new Set(found.map(({ id }) => id)).size).toBe(3)
    })
  })

  it('gives the same words in two turns ids of their own, and the same ids at every reading', async () => {
    const twice = chatgptConversation('twice', [['user', 'please make it a little shorter'], ['assistant', 'here it is, a little shorter now'], ['user', 'please make it a little shorter']])
    await withExport([twice], async (path) => {
      const first = passages(await read(path)).map(({ id }) => id)
      expect(new Set(first).size).toBe(3)
      expect(passages(await read(path)).map(({ id }) => id)).toEqual(first)
    })
  })

  it('reads again only what has changed, and what is gone from an export that is whole is gone', async () => {
    await withExport([garden, work], async (path) => {
      const known = hashes(await read(path))
      expect(kinds(await read(path, known))).toEqual(['unchanged ChatGPT/garden', 'unchanged ChatGPT/work'])
      const longer = chatgptConversation('work', [['user', 'I would rather work four days a week'], ['assistant', 'You could ask for it in spring.'], ['user', 'I asked, and they said yes to it']])
      await writeFile(path, zip([{ name: 'conversations.json', bytes: JSON.stringify([longer]) }]))
      expect(kinds(await read(path, known))).toEqual(['read ChatGPT/work', 'gone ChatGPT/garden'])
    })
  })

  it('takes nothing for gone that a damaged export does not show', async () => {
    const archive = zip([{ name: 'conversations.json', bytes: JSON.stringify([garden, work]) }])
    await withFiles({ 'export.zip': archive }, async (folder) => {
      const path = join(folder, 'export.zip')
      const known = hashes(await read(path))
      await writeFile(path, archive.subarray(0, archive.length - 60))
      expect(kinds(await read(path, known)).filter((each) => each.startsWith('gone'))).toEqual([])
      await writeFile(path, archive.subarray(0, 300))
      const reads = await read(path, known)
      expect(kinds(reads).filter((each) => each.startsWith('gone'))).toEqual([])
      expect(reads.some(({ kind }) => kind === 'problem')).toBe(true)
    })
  })

  it('keeps out by the person’s rules, even where the words are in an answer, and by what is marked as private', async () => {
    const tagged = chatgptConversation('tagged', [['user', '#private\nI have a plan that nobody knows']])
    const titled = chatgptConversation('titled', [['user', 'I have a plan that nobody knows']], { title: 'Health #private' })
    await withExport([garden, work, tagged, titled], async (path) => {
      expect(kinds(await read(path, new Map(), rules('"in full sun"')))).toEqual(['withheld ChatGPT/garden: your rule "in full sun"', 'read ChatGPT/work', 'withheld ChatGPT/tagged: tag #private', 'withheld ChatGPT/titled: tag #private'])
      expect(kinds(await read(path, new Map(), rules('ChatGPT/')))).toEqual(['garden', 'work', 'tagged', 'titled'].map((id) => `withheld ChatGPT/${id}: your rule ChatGPT/`))
    })
  })

  it('lets a rule that came later keep out what has not changed', async () => {
    await withExport([garden, work], async (path) => {
      const known = hashes(await read(path))
      expect(kinds(await read(path, known, { ...rules('"four days"'), areRulesNew: true }))).toContain('withheld ChatGPT/work: your rule "four days"')
    })
  })

  it('keeps no half of a secret that stands where a very long turn is cut', async () => {
    const before = 'The roses by the south wall are in bloom again this week. '.repeat(400).slice(0, 19_975)
    await withExport([chatgptConversation('long', [['user', `${before}\n\nMy card number is 4111 1111 1111 1111 and it pays for them.`]])], async (path) => {
      const found = passages(await read(path))
      expect(found.length).toBeGreaterThan(0)
      expect(JSON.stringify(found)).not.toContain('4111')
    })
  })

  it('replaces secrets wherever they stand, also in a title and in an attachment', async () => {
    const key = `ghp_${'aB3dE6gH9'.repeat(4)}`
    const conversation = chatgptConversation('keys', [['user', `My key is ${key}, why does it fail?`], ['assistant', `I see ${key} in your message, so rotate it.`]], { title: `About ${key}` })
    await withExport([conversation], async (path) => {
      const reads = await read(path)
      expect(JSON.stringify(reads)).not.toContain(key)
      expect(reads[0]!.kind === 'read' && reads[0]!.secrets.length).toBeGreaterThanOrEqual(3)
      const shown = await dryRunChats(path)
      expect(JSON.stringify(shown)).not.toContain(key)
      expect(shown.secrets[0]!.count).toBeGreaterThanOrEqual(3)
    })
  })

  it('takes no replaced draft, no code and no hidden character into a passage', async () => {
    const conversation = chatgptConversation('edited', [['user', 'I want to paint\u200B in oils every\u{E0061}\u{E0062} Sunday'], ['assistant', 'Good idea, start small.']]) as { mapping: Record<string, unknown> }
    conversation.mapping['draft'] = { id: 'draft', parent: 'root', children: [], message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['I want to paint in water colours, never in oils'] }, recipient: 'all', metadata: {} } }
    await withExport([conversation], async (path) => {
      expect(passages(await read(path)).map(({ text }) => text)).toEqual(['I want to paint in oils every Sunday', 'Good idea, start small.'])
    })
  })

  it('keeps of pages that were handed over only the beginning, as someone else’s', async () => {
    const pages = `Shorten this letter:\n\n${Array.from({ length: 200 }, (_, index) => `Paragraph ${index} of a letter that somebody else has written.`).join('\n')}`
    await withExport([chatgptConversation('letter', [['user', pages]])], async (path) => {
      const found = passages(await read(path))
      expect(found.filter(({ speaker }) => speaker === 'person').map(({ text }) => text)).toEqual(['Shorten this letter:'])
      expect(found.filter(({ speaker }) => speaker === 'other').reduce((total, { text }) => total + text.length, 0)).toBeLessThan(750)
    })
  })

  it('takes a proposal of Tacit’s that was pasted for nobody’s words', async () => {
    const proposal = 'Tuesday mornings have no meetings, and the first hour is for drawing'
    await withExport([chatgptConversation('pasted', [['user', `What do you make of this, honestly?\n${proposal}`]])], async (path) => {
      const [found] = await read(path, new Map(), { tacits: [proposal] })
      expect(found).toMatchObject({ kind: 'read', passages: [{ text: 'What do you make of this, honestly?' }], withheld: [{ reason: 'written by Tacit', lineStart: 2 }] })
    })
  })

  it('reads the named files of a folder alone, takes nothing else for gone, and leaves out what is a source of its own', async () => {
    const files = { 'a.json': JSON.stringify([garden]), 'b.zip': zip([{ name: 'conversations.json', bytes: JSON.stringify([work]) }]), 'own/c.json': JSON.stringify([chatgptConversation('own', [['user', 'I have a source of my own here']])]) }
    await withFiles(files, async (folder) => {
      const known = hashes(await read(folder))
      expect([...known.keys()].sort()).toEqual(['ChatGPT/garden', 'ChatGPT/own', 'ChatGPT/work'])
      expect(kinds(await read(folder, known, { only: ['b.zip'] }))).toEqual(['unchanged ChatGPT/work'])
      expect([...kinds(await read(folder, known, { others: [join(await realpath(folder), 'own')] }))].sort()).toEqual(['gone ChatGPT/own', 'unchanged ChatGPT/garden', 'unchanged ChatGPT/work'])
    })
  })

  it('stops where it is asked to', async () => {
    await withExport([garden, work], async (path) => {
      const controller = new AbortController()
      const reading = readChats(path, ['ChatGPT'], new Map(), { signal: controller.signal })
      await reading.next()
      controller.abort()
      await expect(reading.next()).rejects.toMatchObject({ name: 'AbortError' })
    })
  })
})

describe('a dry run of chats', () => {
  it('counts conversations, turns and dates, shows three examples as they would be kept, and says what is left out', async () => {
    await withExport([garden, work, chatgptConversation('none', [['user', 'x']], { is_do_not_remember: true })], async (path) => {
      const found = await dryRunChats(path)
      expect(found).toMatchObject({ kind: 'chats', notes: 2, folders: [{ path: 'ChatGPT', notes: 2 }], turns: { person: 3, assistant: 2, other: 0 }, dates: [1_700_000_000_000, 1_700_000_002_000], problems: [] })
      expect(found.withheld).toEqual([{ reason: 'marked as not to be remembered', count: 1, places: ['conversations.json'] }])
      expect(found.examples.map(({ pick }) => pick)).toEqual(['newest', 'longest'])
      expect(found.examples.map(({ text }) => text).join('\n')).toContain('You: I want a garden with old roses and a bench')
      expect(await dryRunChats(path)).toEqual(found)
    })
  })

  it('says why there is nothing in an export without conversations', async () => {
    await withExport([], async (path) => {
      await expect(dryRunChats(path)).rejects.toMatchObject({ code: 'FOLDER_EMPTY', message: expect.stringContaining('no conversations') })
    })
  })
})
