import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Source } from '../contract/index.ts'
import { breathe } from '../observe/breathe.ts'
import { filesOf, openWithheld } from './withheld.ts'
import type { HeldAt, WithheldBook } from './withheld.ts'

/** Every place of a source where something was left out or replaced: in a file of the home, since there may be more than a row should hold. */
export type HeldPlaces = Readonly<{
  withheld: WithheldBook
  secrets: WithheldBook
  /** False where only the first places are known: then every file has to be read again. */
  isWhole: boolean
  save: () => Promise<void>
}>

const lineSchema = z.tuple([z.enum(['withheld', 'secret']), z.string(), z.array(z.union([z.tuple([z.string(), z.int().min(0)]), z.tuple([z.string(), z.int().min(0), z.int().min(2)])]))])
const LINES_AT_A_TIME = 500
/** Of so many files the places are kept in memory, in a few megabytes. */
const MOST_KEPT = 20_000

const pathOf = (home: string, sourceId: string): string => join(home, 'withheld', `${createHash('sha256').update(sourceId).digest('hex').slice(0, 32)}.jsonl`)

type SourceOfPlaces = Pick<Source, 'id' | 'withheld' | 'secrets'>

/** The places of one source after another; those of the last are not read again while their file is as it was. */
export type HeldBooks = Readonly<{ of: (source: SourceOfPlaces) => Promise<HeldPlaces>; forget: (id: string) => Promise<void> }>

export function openHeldBooks(home: string): HeldBooks {
  let last: Readonly<{ mark: string; known: Known }> | null = null

  async function recall(path: string): Promise<Known | null> {
    // Each that is written is another file, so what is read after this look is this or newer.
    const found = await stat(path, { bigint: true }).catch(() => null)
    const mark = found && [path, found.ino, found.size, found.mtimeNs].join(' ')
    if (mark !== null && last?.mark === mark) return last.known
    const known = await load(path)
    const isSmall = known !== null && known.withheld.size + known.secret.size <= MOST_KEPT
    last = isSmall && mark !== null ? { mark, known } : null
    return known
  }

  return {
    of: (source) => openHeldPlaces(home, source, recall),
    forget: (id) => {
      last = null
      return forgetHeldPlaces(home, id)
    },
  }
}

export async function openHeldPlaces(home: string, source: SourceOfPlaces, recall = load): Promise<HeldPlaces> {
  const path = pathOf(home, source.id)
  const known = await recall(path)
  const withheld = openWithheld(known?.withheld ?? filesOf(source.withheld))
  const secrets = openWithheld(known?.secret ?? filesOf(source.secrets))
  return {
    withheld,
    secrets,
    // Two things at one place are listed once; then too much is read again, and never too little.
    isWhole: known !== null || [...source.withheld, ...source.secrets].every(({ count, places }) => count === places.length),
    save: async () => {
      if (known !== null && withheld.isAsBefore() && secrets.isAsBefore()) return
      await mkdir(dirname(path), { recursive: true })
      const file = await open(`${path}.part`, 'w')
      try {
        let lines: string[] = []
        for (const [kind, book] of [['withheld', withheld], ['secret', secrets]] as const) {
          for (const [name, held] of book.entries()) {
            lines.push(`${JSON.stringify([kind, name, held])}\n`)
            if (lines.length < LINES_AT_A_TIME) continue
            await file.write(lines.join(''))
            await breathe()
            lines = []
          }
        }
        await file.write(lines.join(''))
      } finally {
        await file.close()
      }
      await rename(`${path}.part`, path)
    },
  }
}

export function forgetHeldPlaces(home: string, sourceId: string): Promise<void> {
  return rm(pathOf(home, sourceId), { force: true })
}

type Known = Readonly<Record<'withheld' | 'secret', ReadonlyMap<string, readonly HeldAt[]>>>

/** Null where it is not there or damaged: the files themselves are the truth. */
async function load(path: string): Promise<Known | null> {
  const known = { withheld: new Map<string, readonly HeldAt[]>(), secret: new Map<string, readonly HeldAt[]>() }
  try {
    await using file = await open(path)
    for await (const line of file.readLines()) {
      const [kind, file, held] = lineSchema.parse(JSON.parse(line))
      known[kind].set(file, held)
      await breathe()
    }
    return known
  } catch (thrown) {
    if (thrown instanceof z.ZodError || thrown instanceof SyntaxError || (thrown as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw thrown
  }
}
