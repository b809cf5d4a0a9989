import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Raised when sentences are taken to say something else than before, so that all passages are looked at again. */
const LOOK = 'look-1'

/** What was found in the passages of one file, while its mark is the same. Most passages say nothing of an aim. */
const fileSchema = z.strictObject({
  count: z.int(),
  /** Those that say something. */
  says: z.array(z.string()),
  sourceId: z.string(),
  /** Those in the first person, with their dates. */
  own: z.array(z.tuple([z.string(), z.number()])),
})
const bookSchema = z.strictObject({ name: z.string(), files: z.record(z.string(), fileSchema) })
export type LookedFile = z.infer<typeof fileSchema>

/**
 * Which passages need not be looked at again at the next start: ids and marks as hashes, and no word. A cache: what is not in it,
 * or was found by another version or embedder, is looked at again.
 */
export type LookedBook = Readonly<{
  load: () => Promise<(mark: string) => LookedFile | null>
  /** By the marks of the files. */
  save: (files: ReadonlyMap<string, LookedFile>) => Promise<void>
}>

export function openLooked(home: string, version: string, embedderId: string): LookedBook {
  const path = join(home, 'looked.json')
  const name = digest(JSON.stringify([LOOK, version, embedderId]))
  return {
    load: async () => {
      // One that cannot be read counts as not there: all passages are then looked at again.
      const text = await readFile(path, 'utf8').catch(() => null)
      const parsed = text === null ? null : bookSchema.safeParse(parseOrNull(text))
      const files = new Map(parsed?.success && parsed.data.name === name ? Object.entries(parsed.data.files) : [])
      return (mark) => files.get(digest(mark)) ?? null
    },
    save: async (files) => {
      const entries = [...files].map(([mark, file]) => [digest(mark), file])
      await (entries.length === 0 ? rm(path, { force: true }) : writeFile(path, JSON.stringify({ name, files: Object.fromEntries(entries) })))
    },
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
