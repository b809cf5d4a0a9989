import { describe, expect, it } from 'vitest'
import { openIntake } from '../../../src/agent/loop/intake.ts'
import type { NoteRead } from '../../../src/agent/observe/types.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import { homes } from '../store/homes.ts'
import { memoryRow } from '../store/rows.ts'

const PASSAGES = 7000
const A_NOTE = 100

const note = (number: number): Extract<NoteRead, { kind: 'read' }> => ({
  kind: 'read', file: `${number}.md`, hash: `hash ${number}`, withheld: [], secrets: [],
  passages: Array.from({ length: A_NOTE }, (_, line) => {
    const { sourceId: _sourceId, fileHash: _fileHash, embedder: _embedder, vector: _vector, ...passage } = memoryRow(`p${number * A_NOTE + line}`, { file: `${number}.md`, lineStart: line, text: `Line ${line} of note ${number}.` })
    return passage
  }),
})

describe('a reading of many portions', () => {
  const { home, use } = homes()

  it('leaves the passages of another source that have the same ids alone, and gives its own others, to the last portion', async () => {
    const store = await use(openStore(await home()))
    const taken = [3, 2500, 4999, 6998]
    await store.memories.put(taken.map((number) => memoryRow(`p${number}`, { sourceId: 'other', file: `${number}.md`, text: `What the other says of ${number}.` })))
    const intake = openIntake({ store, embedderId: 'minilm', sourceId: 's1', known: new Map() })
    for (let number = 0; number < PASSAGES / A_NOTE; number += 1) await intake.take(note(number))
    // Once more in the same reading, as an export may hold a conversation twice.
    await intake.take(note(0))
    await intake.finish()
    expect(await store.memories.count('s1')).toBe(PASSAGES)
    expect((await store.memories.get(taken.map((number) => `p${number}`))).map(({ text }) => text)).toEqual(taken.map((number) => `What the other says of ${number}.`))
    expect((await store.memories.passagesOf('s1', ['69.md'])).map(({ text }) => text)).toContain('Line 98 of note 69.')
    expect(intake.arrivals().passages).toBe(PASSAGES + A_NOTE)
  })

  it('takes in nothing that was forgotten before its portion takes its turn', async () => {
    const store = await use(openStore(await home()))
    const intake = openIntake({ store, embedderId: 'minilm', sourceId: 's1', known: new Map() })
    await intake.take(note(0))
    await store.say({ settings: [{ key: 'forgotten.s1', value: ['p7'] }] })
    await intake.finish()
    expect(await store.memories.count('s1')).toBe(A_NOTE - 1)
  })
})
