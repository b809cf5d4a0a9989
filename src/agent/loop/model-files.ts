import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { BACKENDS, toAppError } from '../contract/index.ts'
import { factsSchema } from '../model/gguf/facts.ts'
import { readModelFile } from '../model/gguf/read.ts'
import type { Store } from '../store/types.ts'
import type { BuiltIn } from './model-views.ts'

const KEY = 'models'

const speedSchema = z.strictObject({
  tokensPerSecond: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  embeddingsPerSecond: z.number().nullable(),
  backend: z.enum(BACKENDS),
  layers: z.strictObject({ onGpu: z.int(), of: z.int() }),
  at: z.number(),
})

/** A model's file as it was when it was last looked at. */
const fileSchema = z.strictObject({
  id: z.string(),
  origin: z.enum(['catalogue', 'own']),
  path: z.string(),
  size: z.number(),
  changedAt: z.number(),
  /** What its header says; null where it could not be used, and `problem` says why. */
  facts: factsSchema.nullable(),
  problem: z.string().nullable(),
  /** Of the whole file; null until it was read whole. */
  sha256: z.string().nullable(),
  /** When that was last found to be the one that the catalogue pins. */
  verifiedAt: z.number().nullable(),
})
export type ModelFile = Readonly<z.infer<typeof fileSchema>>

const knownSchema = z.strictObject({ files: z.array(fileSchema), speeds: z.record(z.string(), speedSchema) })
export type KnownModels = Readonly<z.infer<typeof knownSchema>>

/** What is known of the models here; each entry that this version cannot read is left out, and its file can be added again. */
export function readKnown(store: Store): KnownModels {
  const value = z.object({ files: z.array(z.unknown()).catch([]), speeds: z.record(z.string(), z.unknown()).catch({}) }).safeParse(store.settings.get(KEY)?.value)
  if (!value.success) return { files: [], speeds: {} }
  const files = value.data.files.flatMap((each) => fileSchema.safeParse(each).data ?? [])
  const speeds = Object.entries(value.data.speeds).flatMap(([id, each]) => {
    const { data } = speedSchema.safeParse(each)
    return data ? [[id, data] as const] : []
  })
  return { files, speeds: Object.fromEntries(speeds) }
}

export async function writeKnown(store: Store, known: KnownModels): Promise<void> {
  await store.say({ settings: [{ key: KEY, value: known }] })
}

/** The same path has the same id, so that adding it again replaces what was known of it. */
export const ownId = (path: string): string => `own-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`

/** Whether nothing was written to the file between these two looks at it. */
export const isSameVersion = (a: ModelFile, b: ModelFile): boolean => a.path === b.path && a.size === b.size && a.changedAt === b.changedAt

/** The file as it is now: itself where nothing changed, null where it is not there, else read anew. Its digest is known no longer then. */
export async function lookAgain(file: ModelFile): Promise<ModelFile | null> {
  const now = await stat(file.path).catch(() => null)
  if (!now) return null
  const isUnchanged = now.size === file.size && now.mtimeMs === file.changedAt
  // What could not be read may be readable now; a digest that is another's stays another's.
  if (isUnchanged && (file.facts || file.sha256)) return file
  const changed = { ...file, size: now.size, changedAt: now.mtimeMs, sha256: null, verifiedAt: null }
  return readModelFile(file.path).then(
    ({ facts, size, changedAt }) => ({ ...changed, facts, size, changedAt, problem: null }),
    (error: unknown) => {
      const problem = toAppError(error).message
      return isUnchanged && problem === file.problem ? file : { ...changed, facts: null, problem }
    },
  )
}

/** The embedder of the app. Where an embedder is given in another way there may be no such file. */
export async function readBuiltIn(path: string): Promise<BuiltIn> {
  if (!existsSync(path)) return { path, size: 0, facts: null }
  const { facts, size } = await readModelFile(path)
  return { path, size, facts }
}
