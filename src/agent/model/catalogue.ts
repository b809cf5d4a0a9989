import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { TIERS } from '../contract/models.ts'
import type { Shape } from './gguf/facts.ts'

const MOST_ENTRIES = 12

/** What a model's memory follows from, as its makers published it; of its weights only the sum is known before it is here. */
const shapeSchema = z.strictObject({
  vocabulary: z.int().positive(),
  embedding: z.int().positive(),
  feedForward: z.int().positive(),
  /** Whether the same weights turn tokens into vectors and back. */
  isTied: z.boolean(),
  /** So many layers each that keep the same; see `Layer` of the header. */
  memory: z.array(z.strictObject({ layers: z.int().positive(), perToken: z.int().min(0), window: z.int().positive().nullable(), state: z.int().min(0) })).min(1),
})

const pinned = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/),
  name: z.string().min(1).max(80),
  isRecommended: z.boolean(),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  revision: z.string().regex(/^[0-9a-f]{40}$/, 'a revision is the 40 digits of a commit'),
  file: z.string().regex(/^[\w.-]+\.gguf$/),
  size: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 digits'),
  licence: z.string().min(1),
  context: z.int().positive().nullable(),
  quantisation: z.string().min(1),
  languages: z.enum(['english', 'many']),
  /** What our own evaluation found, in words. */
  quality: z.string().nullable(),
}

const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('chat'),
    tier: z.enum(TIERS),
    /** Whether it thinks aloud before it answers unless it is told not to. */
    thinks: z.boolean(),
    shape: shapeSchema.nullable(),
    ...pinned,
  }),
  z.strictObject({
    kind: z.literal('embed'),
    tier: z.null(),
    pooling: z.enum(['mean', 'cls', 'last']),
    /** What is put before a text; null where its makers want an instruction that depends on the task. */
    prefixes: z.strictObject({ query: z.string(), passage: z.string() }).nullable(),
    ...pinned,
  }),
])
export type CatalogueEntry = Readonly<z.infer<typeof entrySchema>>

const catalogueSchema = z
  .strictObject({
    version: z.literal(1),
    /** Where the text of each licence is. */
    licences: z.record(z.string(), z.url({ protocol: /^https$/ })),
    models: z.array(entrySchema).min(1).max(MOST_ENTRIES),
  })
  .superRefine(({ licences, models }, context) => {
    const complain = (message: string): void => context.addIssue({ code: 'custom', message })
    for (const [what, values] of [['id', models.map(({ id }) => id)], ['SHA-256', models.map(({ sha256 }) => sha256)], ['file', models.map(({ file }) => file)]] as const) {
      for (const [index, value] of values.entries()) if (values.indexOf(value) !== index) complain(`the ${what} ${value} occurs twice`)
    }
    for (const tier of [...TIERS, null]) {
      const recommended = models.filter((entry) => entry.tier === tier && entry.isRecommended).length
      if (recommended !== 1) complain(`${recommended} models are recommended for ${tier ?? 'embedding'} instead of one`)
    }
    for (const { id, licence } of models) if (!Object.hasOwn(licences, licence)) complain(`nothing says where the licence ${licence} of ${id} is`)
  })
export type Catalogue = Readonly<z.infer<typeof catalogueSchema>>

/** The models that Tacit offers. Throws where the file is not as it has to be. */
export async function loadCatalogue(file: string): Promise<Catalogue> {
  const parsed = catalogueSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(`The catalogue ${file} cannot be used: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** Of Q6_K, in which the token vectors of quantised files are usually packed. */
const VECTOR_BYTES = 210 / 256

/** The shape of a model that is not here yet: its layers are taken to have equal parts of the file. */
export function shapeOf(entry: CatalogueEntry): Shape | null {
  if (entry.kind !== 'chat' || !entry.shape) return null
  const { vocabulary, embedding, feedForward, isTied, memory } = entry.shape
  const input = Math.round(vocabulary * embedding * VECTOR_BYTES)
  const output = isTied ? 0 : input
  const kept = memory.flatMap(({ layers, ...each }) => Array.from({ length: layers }, () => each))
  const weights = Math.round((entry.size - input - output) / kept.length)
  return { layers: kept.map((each) => ({ weights, ...each })), input, output, shared: isTied ? input : 0, vocabulary, embedding, feedForward }
}
