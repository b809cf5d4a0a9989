import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/agent/contract/index.ts'
import { openChatThread } from '../../../src/agent/loop/chat-thread.ts'
import type { Thread } from '../../../src/agent/thread.ts'
import { openChatDesk } from '../../../src/agent/observe/chats/portions.ts'
import { chats as chatsHere } from '../../../src/agent/observe/chats/reader.ts'
import { openRules } from '../../../src/agent/observe/rules.ts'
import type { NoteRead } from '../../../src/agent/observe/types.ts'
import { chatgptConversation, withFiles } from '../observe/chats/home.ts'

/** What goes between threads is copied, as here. */
function openCopying(): Thread & Readonly<{ asked: string[] }> {
  const desk = openChatDesk()
  const asked: string[] = []
  return {
    asked,
    isRunning: () => true,
    run: async (kind, input) => {
      asked.push(kind)
      return structuredClone(await (desk[kind as keyof typeof desk] as (input: unknown) => Promise<unknown>)(structuredClone(input)))
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}
const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each[Symbol.asyncDispose]()
})
function openChats(thread = openCopying()) {
  const it = openChatThread(thread)
  opened.push(it)
  return it.chats
}
const all = async (reads: AsyncIterable<NoteRead>): Promise<readonly NoteRead[]> => {
  const found: NoteRead[] = []
  for await (const read of reads) found.push(read)
  return found
}
const conversation = (name: string, words: string): object => chatgptConversation(name, [['user', words], ['assistant', 'That sounds like a fine thing to do.']])
const WISH = 'I would like to move to the house by the sea next year.'

describe('chats that are read in another thread', () => {
  it('are read, looked through and kept out exactly as in this one', async () => {
    const export_ = JSON.stringify(Array.from({ length: 40 }, (_, at) => conversation(`c${at}`, `${WISH} It is number ${at}.`)))
    await withFiles({ 'conversations.json': export_ }, async (folder) => {
      const path = join(folder, 'conversations.json')
      const chats = openChats()
      const options = { rules: openRules(['"number 7"']), tacits: [`${WISH} It is number 9.`] }
      expect(await chats.holds(path)).toBe(true)
      expect(await all(chats.read(path, ['ChatGPT'], new Map(), options))).toEqual(await all(chatsHere.read(path, ['ChatGPT'], new Map(), options)))
      expect(await chats.dryRun(path, { rules: options.rules })).toEqual(await chatsHere.dryRun(path, { rules: options.rules }))
    })
  })

  it('are left where it is asked for, and nothing goes on', async () => {
    await withFiles({ 'conversations.json': JSON.stringify(Array.from({ length: 4000 }, (_, at) => conversation(`c${at}`, WISH))) }, async (folder) => {
      const thread = openCopying()
      const controller = new AbortController()
      const reads = openChats(thread).read(folder, ['ChatGPT'], new Map(), { signal: controller.signal })
      await reads.next()
      controller.abort()
      await expect(all(reads)).rejects.toThrow()
      expect(thread.asked.at(-1)).toBe('chatsEnd')
    })
  })

  it('say of what cannot be read the same as in this one', async () => {
    await expect(openChats().dryRun('/nowhere/export.zip', {})).rejects.toThrow(AppError)
  })
})

describe('an export with bad parts', () => {
  const read = async (content: string): Promise<readonly NoteRead[]> => withFiles({ 'conversations.json': content }, (folder) => all(chatsHere.read(join(folder, 'conversations.json'), ['ChatGPT'], new Map())))
  const readIds = (reads: readonly NoteRead[]): readonly string[] => reads.flatMap((each) => (each.kind === 'read' ? [each.file] : []))

  it('loses one message of 100 MB, says so, and nothing else', async () => {
    const giant = JSON.stringify(conversation('giant', 'x'.repeat(100 * 1024 * 1024)))
    const reads = await read(`[${JSON.stringify(conversation('one', WISH))},${giant},${JSON.stringify(conversation('two', WISH))}]`)
    expect(readIds(reads)).toEqual(['ChatGPT/one', 'ChatGPT/two'])
    expect(reads).toContainEqual({ kind: 'withheld', file: 'conversations.json', reason: 'larger than 32 MB' })
  }, 120_000)

  it('is read where something in it is nested 200 levels deep, or a thousand and more', async () => {
    const nested = (levels: number): object => JSON.parse(`${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`) as object
    const reads = await read(JSON.stringify([{ ...conversation('deep', WISH), more: nested(200) }, { ...conversation('deeper', WISH), more: nested(1200) }, conversation('two', WISH)]))
    expect(readIds(reads)).toEqual(['ChatGPT/deep', 'ChatGPT/two'])
    expect(reads).toContainEqual({ kind: 'withheld', file: 'conversations.json', reason: 'nested too deeply' })
  })

  it('is read once where its messages go round in a circle', async () => {
    const circle = conversation('circle', WISH) as { mapping: Record<string, { parent: string | null }> }
    circle.mapping['circle-0']!.parent = 'circle-1'
    const [found] = (await read(JSON.stringify([circle]))).filter((each) => each.kind === 'read')
    expect(found!.passages.filter(({ speaker }) => speaker === 'person').map(({ text }) => text)).toEqual([WISH])
  })

  it('is missing and not gone where its drive goes away while it is read, and whole once it is back', async () => {
    await withFiles({ 'drive/a.json': JSON.stringify([conversation('a', WISH)]), 'drive/b.json': JSON.stringify([conversation('b', WISH)]) }, async (folder) => {
      const drive = join(folder, 'drive')
      const known = new Map([['ChatGPT/old', 'hash']])
      const reads = chatsHere.read(drive, ['ChatGPT'], known)
      const met: NoteRead[] = [(await reads.next()).value as NoteRead]
      await rename(drive, join(folder, 'away'))
      const rest = (async () => {
        for await (const each of reads) met.push(each)
      })()
      await expect(rest).rejects.toMatchObject({ code: 'FOLDER_MISSING' })
      expect(met.some(({ kind }) => kind === 'gone')).toBe(false)
      await rename(join(folder, 'away'), drive)
      expect(readIds(await all(chatsHere.read(drive, ['ChatGPT'], known))).toSorted()).toEqual(['ChatGPT/a', 'ChatGPT/b'])
    })
  })
})
