import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
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

const lineSchema = z.tuple([z.enum(['withheld', 'secret']), z.string(), z.array(z.tuple([z.string(), z.int().min(0)]))])
const LINES_AT_A_TIME = 500

const pathOf = (home: string, sourceId: string): string => join(home, 'withheld', `${createHash('sha256').update(sourceId).digest('hex').slice(0, 32)}.jsonl`)

export async function openHeldPlaces(home: string, source: Pick<Source, 'id' | 'withheld' | 'secrets'>): Promise<HeldPlaces> {
  const path = pathOf(home, source.id)
  const known = await load(path)
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
