import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openEdits } from '../../../src/agent/loop/edits.ts'
import type { Edit } from '../../../src/agent/loop/edits.ts'

const MINUTE = 60_000
const said = (...texts: readonly string[]) => texts.map((text, index) => ({ id: `passage-${index}`, text }))

function opened(lookUp: () => Promise<void> = async () => undefined) {
  const notes = new Map<string, ReturnType<typeof said>>()
  const told: Edit[] = []
  const failures: unknown[] = []
  const edits = openEdits({
    textsOf: async (_, file) => {
      await lookUp()
      const texts = notes.get(file)
      if (!texts) throw new Error(`${file} cannot be read`)
      return texts
    },
    onEdit: (edit) => told.push(edit),
    onFailure: (_, thrown) => failures.push(thrown),
    now: Date.now,
  })
  return { edits, notes, told, failures }
}

const after = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('what is edited', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is told once, when nobody has touched it for ten minutes, from the first words to the last', async () => {
    const { edits, notes, told } = opened()
    notes.set('a.md', said('Perhaps a boa'))
    edits.noticed('notes', 'a.md', said('Nothing yet'))()
    await after(9 * MINUTE)
    edits.noticed('notes', 'a.md', said('Perhaps a boa'))()
    notes.set('a.md', said('Perhaps a boat'))
    await after(9 * MINUTE)
    expect(told).toEqual([])
    await after(MINUTE)
    expect(told).toMatchObject([{ sourceId: 'notes', file: 'a.md', before: said('Nothing yet'), after: said('Perhaps a boat') }])
    await after(60 * MINUTE)
    expect(told).toHaveLength(1)
  })

  it('that goes on while its words are looked up is told when it has ended, and whole', async () => {
    let found = (): void => undefined
    let isHeld = true
    const { edits, notes, told } = opened(() => (isHeld ? new Promise((resolve) => (found = resolve)) : Promise.resolve()))
    notes.set('a.md', said('Half of'))
    edits.noticed('notes', 'a.md', said('Nothing yet'))()
    await after(10 * MINUTE)
    edits.noticed('notes', 'a.md', said('Half of'))()
    isHeld = false
    found()
    await after(0)
    expect(told).toEqual([])
    notes.set('a.md', said('All of it'))
    await after(10 * MINUTE)
    expect(told).toMatchObject([{ before: said('Nothing yet'), after: said('All of it') }])
  })

  it('is not told while what was saved last is still to be kept, however long that takes', async () => {
    const { edits, notes, told } = opened()
    notes.set('a.md', said('Half of'))
    edits.noticed('notes', 'a.md', said('Nothing yet'))()
    await after(9 * MINUTE)
    const areKept = edits.noticed('notes', 'a.md', said('Half of'))
    await after(60 * MINUTE)
    expect(told).toEqual([])
    notes.set('a.md', said('All of it'))
    areKept()
    await after(10 * MINUTE)
    expect(told).toMatchObject([{ before: said('Nothing yet'), after: said('All of it') }])
    edits.noticed('notes', 'a.md', said('All of it'))
    const isDropped = edits.noticed('notes', 'a.md', said('All of it'))
    edits.drop('notes')
    isDropped()
    await after(60 * MINUTE)
    expect(told).toHaveLength(1)
  })

  it('is no edit where it ends as it began, or is gone', async () => {
    const { edits, notes, told } = opened()
    notes.set('same.md', said('As it was')).set('gone.md', [])
    edits.noticed('notes', 'same.md', said('As it was'))()
    edits.noticed('notes', 'gone.md', said('It was here'))()
    await after(10 * MINUTE)
    expect(told).toEqual([])
  })

  it('is dropped with its source, and with no other', async () => {
    const { edits, notes, told } = opened()
    notes.set('a.md', said('Two')).set('b.md', said('Two'))
    edits.noticed('notes', 'a.md', said('One'))()
    edits.noticed('others', 'b.md', said('One'))()
    edits.drop('notes')
    await after(10 * MINUTE)
    expect(told.map(({ file }) => file)).toEqual(['b.md'])
  })

  it('tells why it could not be looked up', async () => {
    const { edits, failures } = opened()
    edits.noticed('notes', 'a.md', said('One'))()
    await after(10 * MINUTE)
    expect(failures.map(String)).toEqual(['Error: a.md cannot be read'])
  })
})
