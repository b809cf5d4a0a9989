import type { Query, Table, TakeQuery, VectorQuery } from '@lancedb/lancedb'
import type { Schema } from 'apache-arrow'
import { JSON_MARK } from './tables.ts'

/** A row as its columns hold it, with JSON columns parsed. */
export type PlainRow = Readonly<Record<string, unknown>>

export function encode(schema: Schema, row: PlainRow): Record<string, unknown> {
  return Object.fromEntries(schema.fields.map(({ name, metadata }) => [name, metadata.has(JSON_MARK) ? JSON.stringify(row[name]) : row[name]]))
}

export function filtered(table: Table, where: string | undefined): Query {
  return where === undefined ? table.query() : table.query().where(where)
}

/** What a query gives, a batch at a time. */
export async function* decoded(query: Query | TakeQuery | VectorQuery): AsyncGenerator<PlainRow[]> {
  for await (const batch of query) {
    const columns = batch.schema.fields.map((field, index) => ({ name: String(field.name), isJson: field.metadata.has(JSON_MARK), values: batch.getChildAt(index) }))
    yield Array.from({ length: batch.numRows }, (_, at) => Object.fromEntries(columns.map(({ name, isJson, values }) => [name, toPlain(values?.get(at), isJson)])))
  }
}

/** What a query gives, a batch at a time and column by column, in the order of its schema: where there are many rows, making each is what takes the time. */
export async function* decodedColumns(query: Query | VectorQuery): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const batch of query) yield batch.schema.fields.map((_, index) => [...(batch.getChildAt(index) ?? [])])
}

export async function readAll(query: Query | TakeQuery | VectorQuery): Promise<PlainRow[]> {
  const rows: PlainRow[] = []
  for await (const portion of decoded(query)) rows.push(...portion)
  return rows
}

function toPlain(value: unknown, isJson: boolean): unknown {
  if (value === undefined || value === null) return null
  if (isJson) return JSON.parse(String(value))
  if (typeof value !== 'object') return value
  // A vector is a view into the batch, and a view would keep the batch alive.
  return value instanceof Uint8Array ? value.slice() : (value as { toArray(): Float32Array }).toArray().slice()
}
