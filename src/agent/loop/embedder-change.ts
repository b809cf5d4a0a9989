import { AppError } from '../contract/index.ts'
import type { Models } from '../contract/index.ts'
import type { Embedder } from '../model/embedder.ts'
import { openRepeated } from '../repeated.ts'
import type { Store } from '../store/types.ts'
import type { EmbedderInUse, OpenEmbedder } from './embedder-in-use.ts'
import type { Items } from './items.ts'
import { BUILT_IN } from './model-views.ts'
import type { ModelHere, ModelRegistry } from './models.ts'

/** Another embedder, being prepared while the one in use goes on serving. */
export type EmbedderChange = AsyncDisposable &
  Readonly<{
    preparing: () => Models['preparing']
    /** Begins, goes on or calls off, as the person's choice is now. */
    follow: () => void
    /** Before the file of a model goes. Error: NOT_ALLOWED while it is in use. */
    release: (modelId: string) => Promise<void>
    /** Resolves when nothing is being prepared. */
    settled: () => Promise<void>
  }>

type ChangeParts = Readonly<{
  store: Store
  models: Pick<ModelRegistry, 'chosen' | 'changed'>
  inUse: EmbedderInUse
  builtIn: Embedder
  open: OpenEmbedder
  /** Computes vectors of texts that are no passages, and keeps them. */
  itemsOf: (embedder: Embedder) => Promise<Items>
  /** All texts that are no passages, and have a vector now. */
  texts: () => readonly string[]
  takeOver: (modelId: string) => Promise<void>
  onFailure: (modelId: string, thrown: unknown) => void
}>

const TEXTS_AT_A_TIME = 64
const PASSAGES_PER_WRITE = 256
/** Few at a time, so that whoever asks the embedder in use for a vector meanwhile does not wait. */
const PASSAGES_AT_A_TIME = 16

export function openEmbedderChange({ store, models, inUse, builtIn, open, itemsOf, texts, takeOver, onFailure }: ChangeParts): EmbedderChange {
  let state: Models['preparing'] = null
  let controller = new AbortController()
  let isClosing = false
  let hasTakenOver = false
  /** Whose file is held just now, and when it is let go of. */
  let held: Readonly<{ modelId: string; released: Promise<void> }> | null = null

  function show(next: Models['preparing']): void {
    state = next
    if (!isClosing) models.changed()
  }

  /** The chosen embedder, where it is another than the one in use. */
  function wanted(): ModelHere | 'built-in' | null {
    const chosen = models.chosen('embed')
    if ((chosen?.id ?? BUILT_IN) === inUse.modelId) return null
    return chosen ?? 'built-in'
  }

  async function run(): Promise<void> {
    if (isClosing || hasTakenOver) return
    controller = new AbortController()
    const { signal } = controller
    const model = wanted()
    if (model === null) {
      show(null)
      return store.prepared.clear()
    }
    const id = model === 'built-in' ? BUILT_IN : model.id
    show({ modelId: id, done: 0, total: 0 })
    let letGo = (): void => undefined
    held = { modelId: id, released: new Promise((resolve) => (letGo = resolve)) }
    try {
      const embedder = model === 'built-in' ? builtIn : await open(model, { signal, onProgress: (done, total) => show({ modelId: id, done, total }) })
      try {
        await prepare(id, embedder, signal)
      } finally {
        if (model !== 'built-in') await embedder[Symbol.asyncDispose]()
      }
      hasTakenOver = true
      await takeOver(id)
    } catch (thrown) {
      // What is prepared by now is kept, and preparing goes on with the next start.
      if (!signal.aborted && !isClosing) onFailure(id, thrown)
    } finally {
      held = null
      letGo()
      show(null)
    }
  }

  async function prepare(modelId: string, embedder: Embedder, signal: AbortSignal): Promise<void> {
    const items = await itemsOf(embedder)
    for (;;) {
      const all = [...new Set(texts())]
      const waiting = await store.prepared.waiting(embedder.id)
      const total = all.length + waiting.ids.length + waiting.done
      let done = waiting.done
      const advance = (count: number): void => show({ modelId, done: (done += count), total })
      advance(0)
      for (let at = 0; at < all.length; at += TEXTS_AT_A_TIME) {
        signal.throwIfAborted()
        const some = all.slice(at, at + TEXTS_AT_A_TIME)
        await items.many(some.map((text) => ({ text, axes: {} })))
        advance(some.length)
      }
      for (let at = 0; at < waiting.ids.length; at += PASSAGES_PER_WRITE) await preparePassages(embedder, waiting.ids.slice(at, at + PASSAGES_PER_WRITE), signal, advance)
      // Some may have come meanwhile; they are few, and the last of them are read once it has taken over.
      if (waiting.ids.length < PASSAGES_PER_WRITE) return
    }
  }

  async function preparePassages(embedder: Embedder, ids: readonly string[], signal: AbortSignal, advance: (count: number) => void): Promise<void> {
    const passages = await store.memories.get(ids)
    const ready: { id: string; sourceId: string; vector: Float32Array }[] = []
    try {
      for (let at = 0; at < passages.length; at += PASSAGES_AT_A_TIME) {
        signal.throwIfAborted()
        const some = passages.slice(at, at + PASSAGES_AT_A_TIME)
        const vectors = await embedder.embed(some.map(({ text }) => text))
        ready.push(...some.map(({ id, sourceId }, index) => ({ id, sourceId, vector: vectors[index]! })))
        advance(some.length)
      }
    } finally {
      await store.prepared.put(embedder.id, ready)
    }
  }

  const repeated = openRepeated(run)

  return {
    preparing: () => state,
    follow: () => {
      controller.abort()
      void repeated.again().catch((thrown: unknown) => onFailure(inUse.modelId, thrown))
    },
    release: async (modelId) => {
      if (modelId === inUse.modelId) {
        throw new AppError('NOT_ALLOWED', `${modelId} still serves, until the ${state?.modelId === BUILT_IN || state === null ? 'built-in embedder' : `embedder ${state.modelId}`} has read everything again. Remove it then.`)
      }
      if (held?.modelId !== modelId) return
      controller.abort()
      // No longer: another may be prepared next, which takes as long as there are notes.
      await held.released
    },
    settled: repeated.settled,
    [Symbol.asyncDispose]: async () => {
      isClosing = true
      controller.abort()
      await repeated.settled()
    },
  }
}
