import { z } from 'zod'
import { toAppError } from '../contract/index.ts'
import type { SettingRow, Store } from '../store/types.ts'
import type { Embedder } from '../model/embedder.ts'
import { BUILT_IN } from './model-views.ts'
import type { ModelHere } from './models.ts'

/** Opens an embedder other than the built-in one; the first time it reads the library. */
export type OpenEmbedder = (model: ModelHere, following?: Readonly<{ signal: AbortSignal; onProgress: (done: number, total: number) => void }>) => Promise<Embedder>

/** The embedder that serves: the one that was prepared last, which need not be the one that the person has chosen since. */
export type EmbedderInUse = Readonly<{
  modelId: string
  embedder: Embedder
  /** Why it is the built-in one although another had been prepared. */
  problem: string | null
}>

const KEY = 'embedder.inUse'
const keptSchema = z.strictObject({ modelId: z.string() })

export function rowInUse(modelId: string): SettingRow {
  return { key: KEY, value: { modelId } }
}

export async function openEmbedderInUse(store: Store, here: (id: string) => ModelHere | null, builtIn: Embedder, open: OpenEmbedder): Promise<EmbedderInUse> {
  const kept = keptSchema.safeParse(store.settings.get(KEY)?.value)
  const modelId = kept.success ? kept.data.modelId : BUILT_IN
  if (modelId === BUILT_IN) return { modelId, embedder: builtIn, problem: null }
  const model = here(modelId)
  const opened = model === null ? new Error('its file is not there.') : await open(model).catch(toAppError)
  if (!(opened instanceof Error)) return { modelId, embedder: opened, problem: null }
  // Once it is there again it is prepared as any other.
  await store.say({ settings: [rowInUse(BUILT_IN)] })
  return { modelId: BUILT_IN, embedder: builtIn, problem: `The embedder ${modelId} cannot be used: ${opened.message}` }
}
