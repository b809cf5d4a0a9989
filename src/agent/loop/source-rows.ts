import type { Source } from '../contract/index.ts'
import type { SourceRow } from '../store/types.ts'

export type SourceData = Omit<Source, 'id' | 'name' | 'path' | 'consentedAt'>

export function toRow({ id, name, path, consentedAt, ...data }: Source): SourceRow {
  return { id, at: consentedAt, name, path, data }
}

export function fromRow(row: SourceRow): Source {
  return { ...(row.data as SourceData), id: row.id, name: row.name, path: row.path, consentedAt: row.at }
}
