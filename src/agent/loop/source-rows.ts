import type { Source } from '../contract/index.ts'
import type { SourceRow } from '../store/types.ts'

export type SourceData = Omit<Source, 'id' | 'name' | 'path' | 'consentedAt'>

export function toRow({ id, name, path, consentedAt, ...data }: Source): SourceRow {
  return { id, at: consentedAt, name, path, data }
}

export function fromRow(row: SourceRow): Source {
  return { ...(row.data as SourceData), id: row.id, name: row.name, path: row.path, consentedAt: row.at }
}

/** A source as it is before anything of it was read. */
export function newSource(chosen: Pick<Source, 'id' | 'kind' | 'uses' | 'name' | 'path' | 'isSample' | 'folders' | 'consentedAt'>): Source {
  return {
    ...chosen,
    state: 'reading',
    message: null,
    notes: 0,
    passages: 0,
    done: 0,
    total: 0,
    withheld: [],
    secrets: [],
    watch: { mode: 'off', reason: null },
    readAt: null,
  }
}
