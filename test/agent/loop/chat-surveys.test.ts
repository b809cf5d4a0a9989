import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openChatSurveys } from '../../../src/agent/loop/chat-surveys.ts'
import type { ChatSurveys } from '../../../src/agent/loop/chat-surveys.ts'
import { openInlineCompute } from '../../../src/agent/loop/compute.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { PassageRow, Store } from '../../../src/agent/store/types.ts'
import { homes, filesWith } from '../store/homes.ts'
import { memoryRow, vectorAlong } from '../store/rows.ts'

const AT = 1_700_000_000_000
const library = [{ id: 'bread', text: 'Bread is baked at home.', area: 'home', axes: {} }] as never
const libraryItems = new Map([['bread', { vector: vectorAlong(3), axes: [] }]]) as never

/** A conversation of three turns; the last either says that the answer worked, or nothing of it. */
function conversation(number: number, says: boolean): readonly PassageRow[] {
  const turns = [`How do I bake loaf ${number} with a thick crust at home?`, 'Heat a cast-iron pot for an hour and bake it with the lid on.', says ? 'Thank you so much. That worked, the crust was thick and dark.' : 'My grandmother came from a village by the sea.']
  return turns.map((text, turn) => memoryRow(`c${number}-${turn}`, { file: `chat ${number}`, fileHash: `hash ${number}`, conversation: `chat ${number}`, turn, text, speaker: turn === 1 ? 'assistant' : 'person', date: AT + number * 1000 + turn }))
}

/** Surveys as a start opens them, and the conversations that they looked at. */
function open(store: Store, version = '1'): Readonly<{ surveys: ChatSurveys; refresh: () => Promise<boolean>; looked: () => readonly string[] }> {
  const names: string[] = []
  const compute = openInlineCompute()
  const surveys = openChatSurveys({
    store,
    embedder: { id: 'minilm' },
    version,
    library,
    libraryItems,
    compute: { surveyChats: (input) => (names.push(...input.conversations.flatMap(([first]) => first?.conversation ?? [])), compute.surveyChats(input)) },
  })
  return { surveys, refresh: async () => surveys.refresh(await surveys.look()), looked: () => names.splice(0).sort() }
}

describe('what conversations say of their answers', () => {
  const { home, use } = homes()

  const sourceRow = (state: string) => ({ id: 's1', at: AT, name: 'chats', path: '/chats', data: { kind: 'chats', state, uses: { memory: true, evidence: true, proposals: false } } })

  async function withChats(count = 60): Promise<Store> {
    const store = await use(openStore(await home()))
    await store.say({ sources: [sourceRow('current')] as never })
    await store.memories.put(Array.from({ length: count }, (_, number) => conversation(number, number % 10 === 0)).flat())
    return store
  }
  const telling = ['chat 0', 'chat 10', 'chat 20', 'chat 30', 'chat 40', 'chat 50']

  it('is known at the next start where it was nothing, so that only what says something is looked at again', async () => {
    const store = await withChats()
    const first = open(store)
    expect(await first.refresh()).toBe(true)
    expect(first.looked()).toHaveLength(60)
    expect(first.surveys.answers().map((answer) => answer.conversation).sort()).toEqual(telling)
    expect(first.surveys.answers().map(({ topic }) => topic)).toEqual(telling.map(() => 'home'))
    expect(await first.refresh()).toBe(false)
    expect(first.looked()).toEqual([])

    const second = open(store)
    await second.refresh()
    expect(second.looked()).toEqual(telling)
    expect(second.surveys.answers()).toEqual(first.surveys.answers())
    expect((await second.surveys.look()).mark).toBe((await first.surveys.look()).mark)
  })

  it('is looked for again in a conversation that has changed, has more or fewer passages, or is new, by another version, and where the book is damaged', async () => {
    const store = await withChats()
    await open(store).refresh()
    await store.memories.change({ put: [...conversation(1, false).map((row) => ({ ...row, fileHash: 'another' })), ...conversation(77, false)], drop: ['c2-2'] })
    const changed = open(store)
    await changed.refresh()
    expect(changed.looked()).toEqual([...telling, 'chat 1', 'chat 2', 'chat 77'].sort())
    const other = open(store, '2')
    await other.refresh()
    expect(other.looked()).toHaveLength(61)
    await writeFile(join(store.home, 'looked-chats.json'), '{"name":')
    const damaged = open(store, '2')
    await damaged.refresh()
    expect(damaged.looked()).toHaveLength(61)
  })

  it('is told by a mark that is another as soon as anything is, and leaves no word in the home', async () => {
    const store = await withChats()
    const { surveys, refresh } = open(store)
    await refresh()
    const marks = [(await surveys.look()).mark]
    await store.memories.change({ put: [], drop: ['c3-1'] })
    marks.push((await surveys.look()).mark)
    await store.memories.put([memoryRow('c4-0', { file: 'chat 4', fileHash: 'hash 4', conversation: 'chat 4', turn: 0, date: AT, embedder: 'another' })])
    marks.push((await surveys.look()).mark)
    await store.say({ sources: [sourceRow('reading')] as never })
    marks.push((await surveys.look()).mark)
    expect(new Set(marks).size).toBe(4)
    expect(await filesWith(store.home, 'looked-chats')).toEqual(['looked-chats.json'])
    const book = await readFile(join(store.home, 'looked-chats.json'), 'utf8')
    expect(['grandmother', 'chat 1', 's1', 'hash'].filter((word) => book.includes(word))).toEqual([])
  })

  it('is kept of a source while that is read again, and is unknown where nobody has looked at it before', async () => {
    const store = await withChats()
    const first = open(store)
    await first.refresh()
    await store.say({ sources: [sourceRow('reading')] as never })
    expect(await first.refresh()).toBe(false)
    expect(first.surveys.answers()).toHaveLength(telling.length)
    expect(first.surveys.unread(await first.surveys.look())).toEqual(new Set())
    const second = open(store)
    await second.refresh()
    expect(second.looked()).toEqual([])
    expect(second.surveys.unread(await second.surveys.look())).toEqual(new Set(['s1']))
  })
})
