import { describe, expect, it } from 'vitest'
import { embedWaiting } from '../../../src/agent/loop/embedding.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import { homes } from '../store/homes.ts'
import { memoryRow } from '../store/rows.ts'

const ID = 'counts letters'
const DISTINCT = 4500

/** Of length one, and the same for the same words: all that is asked of vectors here. */
function vectorOf(text: string): Float32Array {
  const angle = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6283, 7) / 1000
  return Float32Array.of(Math.cos(angle), Math.sin(angle), 0)
}

const text = (number: number): string => `What is said in line ${number}.`

describe('many passages that wait for their vectors', () => {
  const { home, use } = homes()

  it('get them all, and no text is computed twice, whether its vector was there before or came in an earlier portion', { timeout: 300_000 }, async () => {
    const store = await use(openStore(await home()))
    const known = [0, 2000, 4400]
    await store.memories.put(known.map((number) => memoryRow(`known${number}`, { sourceId: 'other', embedder: ID, vector: vectorOf(text(number)), text: text(number) })))
    const rows = Array.from({ length: DISTINCT }, (_, number) => ({ ...memoryRow(`p${number}`, { sourceId: 's1', file: 'one.md', text: text(number), date: number }), embedder: '' as const, vector: null }))
    // The oldest say once more what the newest say.
    const again = Array.from({ length: 50 }, (_, number) => ({ ...memoryRow(`again${number}`, { sourceId: 's1', file: 'two.md', text: text(DISTINCT - 1 - number), date: -1 - number }), embedder: '' as const, vector: null }))
    await store.memories.put([...rows, ...again])
    const computed: string[] = []
    const embed = async (texts: readonly string[]): Promise<Float32Array[]> => {
      computed.push(...texts)
      return texts.map(vectorOf)
    }
    const told: number[] = []
    await embedWaiting({ store, embedder: { id: ID, embed } }, { sourceId: 's1', signal: new AbortController().signal, onWritten: (done) => told.push(done) })
    expect(await store.memories.countWaiting('s1', ID)).toBe(0)
    expect(computed.toSorted()).toEqual(rows.map((row) => row.text).filter((each) => !known.some((number) => text(number) === each)).toSorted())
    const [first] = await store.memories.withVectors(ID, ['again7'])
    expect(first!.vector).toEqual(vectorOf(text(DISTINCT - 8)))
    expect(told.at(-1)).toBe(DISTINCT + 50)
  })
})
