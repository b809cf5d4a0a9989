import { breathe } from '../observe/breathe.ts'
import type { Database } from './database.ts'
import { decodedColumns } from './rows.ts'
import { all, any, is, isIn } from './sql.ts'

type FileCount = Readonly<{ sourceId: string; file: string; bytes: Buffer; count: number }>

/** The files that a page is in, as a predicate, how many passages they hold, and how many of those come before it. */
export type Place = Readonly<{ where: string; passages: number; skipped: number }>
/** `total`: of all pages. The place is null where nothing stands there. */
export type Placed = Readonly<{ total: number; place: Place | null }>

/** How many passages each file holds, in the order in which passages are listed: a page need not sort all that there is. */
export type PassageOrder = Readonly<{
  /** Null for the first page as long as files are still to be counted: to sort that page alone is sooner done. */
  placeOf: (page: Readonly<{ sourceId: string | undefined; offset: number; limit: number }>) => Promise<Placed | null>
  /** To be called when these, which were not there before, are in the table. */
  haveCome: (passages: readonly Readonly<{ sourceId: string; file: string }>[]) => void
  /** To be called when passages went, moved or changed. */
  haveChanged: () => void
}>

export function createPassageOrder(database: Database): PassageOrder {
  let known: FileCount[] | null = null
  let counting: Promise<readonly FileCount[]> | null = null

  async function count(): Promise<FileCount[]> {
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
    return found.sort(compare)
  }

  /** What has changed while it was counted is not kept, and counted again for the next page. */
  function counted(): Promise<readonly FileCount[]> {
    if (counting) return counting
    const mine = count()
    counting = mine
    return keep(mine)
  }

  async function keep(mine: Promise<FileCount[]>): Promise<readonly FileCount[]> {
    try {
      const found = await mine
      if (counting === mine) known = found
      return found
    } finally {
      if (counting === mine) counting = null
    }
  }

  function haveChanged(): void {
    known = null
    counting = null
  }

  function add(files: FileCount[], sourceId: string, file: string): void {
    const one: FileCount = { sourceId, file, bytes: Buffer.from(file), count: 1 }
    let [low, high] = [0, files.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(files[middle]!, one) < 0) low = middle + 1
      else high = middle
    }
    const there = files[low]
    if (there && compare(there, one) === 0) files[low] = { ...there, count: there.count + 1 }
    else files.splice(low, 0, one)
  }

  async function placeOf({ sourceId, offset, limit }: Parameters<PassageOrder['placeOf']>[0]): Promise<Placed | null> {
    if (known === null && offset === 0) {
      // Whoever asks for the next page is told why it failed.
      void counted().catch(() => undefined)
      return null
    }
    let before = 0
    let [skipped, passages] = [0, 0]
    const touched = new Map<string, string[]>()
    for (const each of known ?? (await counted())) {
      if (sourceId !== undefined && each.sourceId !== sourceId) continue
      if (before + each.count > offset && before < offset + limit) {
        if (touched.size === 0) skipped = offset - before
        passages += each.count
        touched.set(each.sourceId, [...(touched.get(each.sourceId) ?? []), each.file])
      }
      before += each.count
    }
    const where = any([...touched].map(([id, files]) => all([is('sourceId', id), isIn('file', files)])!))
    return { total: before, place: where === undefined ? null : { where, passages, skipped } }
  }

  return {
    placeOf,
    haveCome: (passages) => {
      if (known === null) haveChanged()
      else for (const { sourceId, file } of passages) add(known, sourceId, file)
    },
    haveChanged,
  }
}

/** As LanceDB sorts texts: by their bytes. */
function compare(a: FileCount, b: FileCount): number {
  return a.sourceId < b.sourceId ? -1 : a.sourceId > b.sourceId ? 1 : Buffer.compare(a.bytes, b.bytes)
}
