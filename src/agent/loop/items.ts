import type { Axis } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import type { Embedder } from '../model/embedder.ts'
import { textKey } from '../model/text-key.ts'
import type { Store } from '../store/types.ts'

/** Axis labels by id; an axis that is absent is 0. */
export type Labels = Readonly<Record<string, number>>
/** A text with its labels, as the ledger keeps it. */
export type LabelledText = Readonly<{ text: string; axes: Labels }>

/** Turns labelled texts into the game's items. A vector is computed once and kept beside the ledger, by embedder. */
export type Items = Readonly<{
  many: (texts: readonly LabelledText[]) => Promise<readonly Item[]>
  one: (text: LabelledText) => Promise<Item>
}>

export function openItems(
  axes: readonly Axis[],
  embedder: Pick<Embedder, 'id' | 'embed'>,
  vectors: Store['vectors'],
  bundled: ReadonlyMap<string, Float32Array>,
): Items {
  const known = new Map<string, Float32Array>(bundled)

  async function load(texts: readonly string[]): Promise<void> {
    const wanted = new Map(texts.map((text) => [textKey(text), text]))
    for (const key of wanted.keys()) if (known.has(key)) wanted.delete(key)
    if (wanted.size === 0) return
    for (const [key, vector] of await vectors.get(embedder.id, [...wanted.keys()])) {
      known.set(key, vector)
      wanted.delete(key)
    }
    if (wanted.size === 0) return
    const computed = await embedder.embed([...wanted.values()])
    const fresh = new Map([...wanted.keys()].map((key, index) => [key, computed[index]!]))
    for (const [key, vector] of fresh) known.set(key, vector)
    await vectors.put(embedder.id, fresh)
  }

  async function many(texts: readonly LabelledText[]): Promise<readonly Item[]> {
    await load(texts.map(({ text }) => text))
    return texts.map((labelled) => ({
      text: labelled.text,
      vector: known.get(textKey(labelled.text))!,
      axes: axes.map((axis) => labelled.axes[axis.id] ?? 0),
    }))
  }

  return { many, one: async (text) => (await many([text]))[0]! }
}
