import type { RecordBatchLike } from '@lancedb/lancedb'
import type { Work } from './database.ts'
import { filtered } from './rows.ts'
import type { TableName } from './tables.ts'

/** Written in one piece, in 8 MB, while a window waits. */
const PORTION = 4096

/**
 * Writes the rows that fit `where` (all, without it) into files of their own. LanceDB's own compaction leaves a deleted
 * row on disk while less than a tenth of its fragment is gone; after this and a `prune` no byte of it is left.
 */
export async function rewrite(tables: Work, name: TableName, where?: string): Promise<void> {
  const { table, before } = await tables.renew(name, await tables.table(name).schema())
  let batches: RecordBatchLike[] = []
  let rows = 0
  async function flush(): Promise<void> {
    if (batches.length > 0) await table.add({ schema: batches[0]!.schema, batches })
    batches = []
    rows = 0
  }
  for await (const batch of filtered(before, where)) {
    if (batch.numRows === 0) continue
    batches.push(batch)
    rows += batch.numRows
    if (rows >= PORTION) await flush()
  }
  await flush()
}
