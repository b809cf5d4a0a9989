import { hash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { READER } from './note.ts'

/** What the system says of a file without opening it. Times in milliseconds since 1970. */
export type Stamp = Readonly<{ sizeBytes: number; modifiedAt: number; changedAt: number }>

/** What a file looked like when it was last read. A cache: without it every file is read and hashed again. */
export type Seen = Readonly<{
  /** The content hash of a file that looks as it did then, and whether anything of it was kept; null where it must be read. */
  of: (file: string, stamp: Stamp) => Readonly<{ hash: string; isKept: boolean }> | null
  note: (file: string, stamp: Stamp, hash: string, isKept: boolean, at: number) => void
}>

/** A file that was written this shortly before it was read may be written again within the same tick of its clock. */
const SETTLED_MS = 3000

const lookSchema = z.tuple([z.string(), z.string(), z.boolean()])
const fileSchema = z.strictObject({ rules: z.string(), looks: z.record(z.string(), lookSchema) })

export type SeenBook = Seen & Readonly<{ save: () => Promise<void> }>

/** In the home, one file a source; names and contents are in it as hashes alone, so that nothing can be read off it. */
export function seenPath(home: string, sourceId: string): string {
  return join(home, 'seen', `${digest(sourceId)}.json`)
}

/** `rules` are what decided when the files were read: what others decided counts for nothing. */
export async function openSeen(path: string, rules: readonly string[]): Promise<SeenBook> {
  const looks = new Map<string, z.infer<typeof lookSchema>>(await load(path, nameOf(rules)))
  let isSaved = true
  return {
    of: (file, stamp) => {
      const look = looks.get(digest(file))
      if (look === undefined) return null
      return look[0] === stampOf(stamp) ? { hash: look[1], isKept: look[2] } : null
    },
    note: (file, stamp, hash, isKept, at) => {
      const key = digest(file)
      isSaved = false
      if (at - Math.max(stamp.modifiedAt, stamp.changedAt) < SETTLED_MS) looks.delete(key)
      else looks.set(key, [stampOf(stamp), hash, isKept])
    },
    save: async () => {
      if (isSaved) return
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, JSON.stringify({ rules: nameOf(rules), looks: Object.fromEntries(looks) }))
      isSaved = true
    },
  }
}

export function forgetSeen(path: string): Promise<void> {
  return rm(path, { force: true })
}

/** What cannot be read counts as not seen: the files themselves are the truth. */
async function load(path: string, rules: string): Promise<readonly (readonly [string, z.infer<typeof lookSchema>])[]> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return []
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text))
    return parsed.success && parsed.data.rules === rules ? Object.entries(parsed.data.looks) : []
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return []
    throw thrown
  }
}

const stampOf = ({ sizeBytes, modifiedAt, changedAt }: Stamp): string => `${sizeBytes}:${modifiedAt}:${changedAt}`

/** The reader is one of them: a better one reads again what an earlier one has read. */
const nameOf = (rules: readonly string[]): string => digest(JSON.stringify([READER, ...rules]))

const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22)
