import type { PlainRow } from '../rows.ts'
import type { TableName } from '../tables.ts'

/**
 * One step forward of one table, a file each (`0001-ledger-says-where.ts`), never changed once released.
 * `change` sees a row with its JSON parsed, from the table or from the journal, and is pure.
 */
export type Migration = Readonly<{ table: TableName; to: number; name: string; change(row: PlainRow): PlainRow }>
