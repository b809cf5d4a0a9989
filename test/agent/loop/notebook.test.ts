import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openInlineCompute } from '../../../src/agent/loop/compute.ts'
import { openNotebook } from '../../../src/agent/loop/notebook.ts'
import type { Notebook } from '../../../src/agent/loop/notebook.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { homes } from '../store/homes.ts'
import { memoryRow, vectorAlong } from '../store/rows.ts'

const STATE = { id: 'tea', text: 'Tea is drunk in the garden.', area: 'home', vector: vectorAlong(370), wants: [{ text: 'drink tea in the garden', vector: vectorAlong(371) }] }
const DATE = 1_700_000_000_000

/** A notebook, and the ids of the passages that it looked at. */
function open(store: Store, version = '1'): Readonly<{ notebook: Notebook; looked: () => readonly string[] }> {
  const ids: string[] = []
  const compute = openInlineCompute()
  const notebook = openNotebook({
    store,
    embedderId: 'minilm',
    version,
    compute: { ...compute, survey: (input) => (ids.push(...input.passages.map(({ id }) => id)), compute.survey(input)) },
    states: async () => [STATE],
  })
  return { notebook, looked: () => ids.splice(0).sort() }
}

describe('what passages say', () => {
  const { home, use } = homes()

  async function withNotes(): Promise<Store> {
    const store = await use(openStore(await home()))
    const rows = Array.from({ length: 300 }, (_, at) => memoryRow(`m${at}`, { file: `f${at % 100}.md`, fileHash: `hash ${at % 100}`, date: DATE + at, text: at % 3 === 0 ? `I walked past house ${at}.` : `The weather at house ${at}.` }))
    rows[7] = { ...rows[7]!, text: 'I want to learn to play the cello this year.' }
    await store.memories.put(rows)
    return store
  }

  it('is known at the next start where it was nothing, so that only what says something is looked at again', async () => {
    const store = await withNotes()
    const first = open(store)
    expect(await first.notebook.refresh()).toBe(true)
    expect(first.looked()).toHaveLength(300)
    expect([...first.notebook.entries().keys()]).toEqual(['m7'])
    expect(await first.notebook.refresh()).toBe(false)

    const second = open(store)
    await second.notebook.refresh()
    expect(second.looked()).toEqual(['m7'])
    expect(second.notebook.entries()).toEqual(first.notebook.entries())
    const own = (notebook: Notebook) => notebook.own().toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(own(second.notebook)).toEqual(own(first.notebook))
    expect(own(second.notebook)).toContainEqual({ id: 'm0', sourceId: 's1', date: DATE })
  })

  it('is looked for again in a note that has changed or has more passages, by another version, and where the book is damaged', async () => {
    const store = await withNotes()
    await open(store).notebook.refresh()
    await store.memories.put([memoryRow('m1', { file: 'f1.md', fileHash: 'another', date: DATE }), memoryRow('new', { file: 'f2.md', fileHash: 'hash 2', date: DATE })])
    const changed = open(store)
    await changed.notebook.refresh()
    // Of the file of m1 two passages have the mark that they had, and are one fewer under it.
    expect(changed.looked()).toEqual(['m1', 'm101', 'm201', 'm102', 'm2', 'm202', 'm7', 'new'].sort())

    const other = open(store, '2')
    await other.notebook.refresh()
    expect(other.looked()).toHaveLength(301)
    await writeFile(join(store.home, 'looked.json'), '{"name":')
    const damaged = open(store, '2')
    await damaged.notebook.refresh()
    expect(damaged.looked()).toHaveLength(301)
  })

  it('leaves no word and no name of a file in its book, and nothing of a passage that is gone', async () => {
    const store = await withNotes()
    const { notebook } = open(store)
    await notebook.refresh()
    const book = () => readFile(join(store.home, 'looked.json'), 'utf8')
    expect(await book()).not.toMatch(/cello|weather|f7\.md|hash 7/)
    expect(await book()).toContain('"m7"')
    await store.forget({ passageIds: ['m7'] })
    await notebook.refresh()
    expect(await book()).not.toContain('"m7"')
  })
})
