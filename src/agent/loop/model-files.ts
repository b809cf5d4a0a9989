import { z } from 'zod'
import { BACKENDS, MODEL_KINDS } from '../contract/index.ts'
import type { Store } from '../store/types.ts'

const KEY = 'models'

const layersSchema = z.strictObject({ onGpu: z.int(), of: z.int() })

const speedSchema = z.strictObject({
  tokensPerSecond: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  embeddingsPerSecond: z.number().nullable(),
  backend: z.enum(BACKENDS),
  layers: layersSchema,
  at: z.number(),
})

/** A file that is a model here: as it was when it was last looked at. */
const fileSchema = z.strictObject({
  id: z.string(),
  origin: z.enum(['catalogue', 'own']),
  kind: z.enum(MODEL_KINDS),
  path: z.string(),
  size: z.number(),
  changedAt: z.number(),
  /** Of the whole file; null where it was never read whole. */
  sha256: z.string().nullable(),
  verifiedAt: z.number().nullable(),
})
export type ModelFile = Readonly<z.infer<typeof fileSchema>>

const knownSchema = z.strictObject({ files: z.array(fileSchema), speeds: z.record(z.string(), speedSchema) })
export type KnownModels = Readonly<z.infer<typeof knownSchema>>

/** What is known of the models here; what this version cannot read is found out anew. */
export function readKnown(store: Store): KnownModels {
  const parsed = knownSchema.safeParse(store.settings.get(KEY)?.value)
  return parsed.success ? parsed.data : { files: [], speeds: {} }
}

export async function writeKnown(store: Store, known: KnownModels): Promise<void> {
  await store.say({ settings: [{ key: KEY, value: known }] })
}
