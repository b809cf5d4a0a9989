import type { Axis } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import type { Embedder } from '../model/embedder.ts'
import { textKey } from '../model/text-key.ts'
import type { Store } from '../store/types.ts'

/** Axis labels by id; an axis that is absent is 0. */
export type Labels = Readonly<Record<string, number>>
/** A text with its labels, as the ledger keeps it. */
export type LabelledText = Readonly<{ text: string; axes: Labels }>

/** In 18 MB. What was let go is read from the store again. */
const MOST_RECENT = 12_000

/** Turns labelled texts into the game's items. A vector is computed once and kept beside the ledger, by embedder. */
export type Items = Readonly<{
  many: (texts: readonly LabelledText[]) => Promise<readonly Item[]>
  one: (text: LabelledText) => Promise<Item>
  /** Lets go of the vectors with these keys. */
  forget: (keys: readonly string[]) => void
}>

export function openItems(
  axes: readonly Axis[],
  embedder: Pick<Embedder, 'id' | 'embed'>,
  vectors: Store['vectors'],
  bundled: ReadonlyMap<string, Float32Array>,
): Items {
  /** The last used comes last. */
  const recent = new Map<string, Float32Array>()

  function remembered(key: string): Float32Array | undefined {
    const vector = recent.get(key)
    if (vector === undefined) return bundled.get(key)
    recent.delete(key)
    recent.set(key, vector)
    return vector
  }

  function remember(vectors: ReadonlyMap<string, Float32Array>): void {
    for (const [key, vector] of vectors) recent.set(key, vector)
    for (const key of recent.keys()) {
      if (recent.size <= MOST_RECENT) return
      recent.delete(key)
    }
  }

  async function load(texts: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const found = new Map<string, Float32Array>()
    const wanted = new Map<string, string>()
    for (const text of texts) {
      const key = textKey(text)
      const vector = remembered(key)
      if (vector) found.set(key, vector)
      else wanted.set(key, text)
    }
    if (wanted.size === 0) return found
    const kept = await vectors.get(embedder.id, [...wanted.keys()])
    for (const key of kept.keys()) wanted.delete(key)
    const computed = wanted.size === 0 ? [] : await embedder.embed([...wanted.values()])
    const fresh = new Map([...wanted.keys()].map((key, index) => [key, computed[index]!]))
    remember(kept)
    remember(fresh)
    if (fresh.size > 0) await vectors.put(embedder.id, fresh)
    return new Map([...found, ...kept, ...fresh])
  }

  async function many(texts: readonly LabelledText[]): Promise<readonly Item[]> {
    const found = await load(texts.map(({ text }) => text))
    return texts.map((labelled) => ({
      text: labelled.text,
      vector: found.get(textKey(labelled.text))!,
      axes: axes.map((axis) => labelled.axes[axis.id] ?? 0),
    }))
  }

  return {
    many,
    one: async (text) => (await many([text]))[0]!,
    forget: (keys) => {
      for (const key of keys) recent.delete(key)
    },
  }
}
