import { hash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Raised when sentences are taken to say something else than before, so that all passages are looked at again. */
const LOOK = 'look-2'
/** The same of the turns of chats. */
export const CHAT_LOOK = 'chat-look-2'

/** What was found in the passages of one file, while its mark is the same. Most passages say nothing of an aim. */
const fileSchema = z.strictObject({
  count: z.int(),
  /** Those that say something. */
  says: z.array(z.string()),
  sourceId: z.string(),
  /** Those in the first person, with their dates. */
  own: z.array(z.tuple([z.string(), z.number()])),
})
export type LookedFile = z.infer<typeof fileSchema>

/** What a conversation says of what became of its answers, while its mark is the same; what says something is read again. */
const chatSchema = z.literal('nothing')
export type LookedChat = z.infer<typeof chatSchema>

/**
 * What need not be looked at again at the next start: ids and marks as hashes, and no word. A cache: what is not in it,
 * or was found by another version or embedder, is looked at again.
 */
export type Book<Value> = Readonly<{
  load: () => Promise<(mark: string) => Value | null>
  /** By the marks of what was looked at. */
  save: (values: ReadonlyMap<string, Value>) => Promise<void>
}>

export const openLooked = (home: string, version: string, embedderId: string): Book<LookedFile> => openBook(join(home, 'looked.json'), [LOOK, version, embedderId], fileSchema)

export const openLookedChats = (home: string, version: string): Book<LookedChat> => openBook(join(home, 'looked-chats.json'), [CHAT_LOOK, version], chatSchema)

function openBook<Value>(path: string, names: readonly string[], value: z.ZodType<Value>): Book<Value> {
  const schema = z.strictObject({ name: z.string(), files: z.record(z.string(), value) })
  const name = digest(JSON.stringify(names))
  return {
    load: async () => {
      // One that cannot be read counts as not there: all is then looked at again.
      const text = await readFile(path, 'utf8').catch(() => null)
      const parsed = text === null ? null : schema.safeParse(parseOrNull(text))
      const values = new Map(parsed?.success && parsed.data.name === name ? Object.entries(parsed.data.files) : [])
      return (mark) => values.get(digest(mark)) ?? null
    },
    save: async (values) => {
      const entries = [...values].map(([mark, each]) => [digest(mark), each])
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

const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22)
