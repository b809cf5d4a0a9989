import { breathe } from '../observe/breathe.ts'
import type { Database } from './database.ts'
import { decodedColumns } from './rows.ts'
import { all, any, is, isIn } from './sql.ts'

type FileCount = Readonly<{ sourceId: string; file: string; bytes: Buffer; count: number }>

/** The files that a page is in, as a predicate, and how many of their passages come before it. */
export type Place = Readonly<{ where: string; skipped: number }>

/** How many passages each file holds, in the order in which passages are listed: a page deep in the list need not sort what comes before it. */
export type PassageOrder = Readonly<{
  placeOf: (page: Readonly<{ sourceId: string | undefined; offset: number; limit: number }>) => Promise<Place | null>
  /** To be called when passages came, went or moved. */
  haveChanged: () => void
}>

export function createPassageOrder(database: Database): PassageOrder {
  let known: Promise<readonly FileCount[]> | null = null

  async function count(): Promise<readonly FileCount[]> {
    const counts = new Map<string, Map<string, number>>()
    await database.read(async (table) => {
      for await (const [sourceIds, files] of decodedColumns(table('memories').query().select(['sourceId', 'file']))) {
        for (const [at, file] of files!.entries()) {
          const sourceId = String(sourceIds![at])
          const ofSource = counts.get(sourceId) ?? new Map<string, number>()
          counts.set(sourceId, ofSource.set(String(file), (ofSource.get(String(file)) ?? 0) + 1))
        }
        await breathe()
      }
    })
    const found = [...counts].flatMap(([sourceId, files]) => [...files].map(([file, number]): FileCount => ({ sourceId, file, bytes: Buffer.from(file), count: number })))
    // As LanceDB sorts texts: by their bytes.
    return found.sort((a, b) => (a.sourceId < b.sourceId ? -1 : a.sourceId > b.sourceId ? 1 : Buffer.compare(a.bytes, b.bytes)))
  }

  async function placeOf({ sourceId, offset, limit }: Parameters<PassageOrder['placeOf']>[0]): Promise<Place | null> {
    const counting = (known ??= count())
    counting.catch(() => {
      if (known === counting) known = null
    })
    let before = 0
    let skipped = 0
    const touched = new Map<string, string[]>()
    for (const each of await counting) {
      if (sourceId !== undefined && each.sourceId !== sourceId) continue
      if (before >= offset + limit) break
      if (before + each.count > offset) {
        if (touched.size === 0) skipped = offset - before
        touched.set(each.sourceId, [...(touched.get(each.sourceId) ?? []), each.file])
      }
      before += each.count
    }
    const where = any([...touched].map(([id, files]) => all([is('sourceId', id), isIn('file', files)])!))
    return where === undefined ? null : { where, skipped }
  }

  return {
    placeOf,
    haveChanged: () => {
      known = null
    },
  }
}
