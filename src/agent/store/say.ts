import { z } from 'zod'
import { AppError } from '../contract/errors.ts'
import { merge } from './purge.ts'
import { SAID_TABLES } from './tables.ts'
import type { Definition, Layout } from './tables.ts'
import type { Forgotten, Said } from './types.ts'

/** What was said, checked and exactly as JSON gives it back; one row for each key, the last one said. */
export function toSaid(said: Said, layout: Layout): Said {
  const unknown = Object.keys(said).filter((name) => !(SAID_TABLES as readonly string[]).includes(name))
  if (unknown.length > 0) throw new AppError('INPUT_INVALID', `There is no table ${unknown.join(', ')} to say something into; there are ${SAID_TABLES.join(', ')}.`)
  const checked = Object.fromEntries(
    SAID_TABLES.flatMap((name) => {
      const rows: readonly unknown[] = said[name] ?? []
      const definition: Definition<unknown> = layout[name]
      return rows.length === 0 ? [] : [[name, lastOfEach(rows.map((row) => checkRow(definition, row)), definition.key)]]
    }),
  )
  return JSON.parse(JSON.stringify(checked)) as Said
}

const names = z.array(z.string().min(1)).optional()
const forgottenSchema = z.strictObject({
  ledgerIds: z.array(z.int32().min(1)).optional(), proposalIds: names, sourceIds: names, settingKeys: names, stateIds: names, passageIds: names, vectorKeys: names,
})

export function toForgotten({ instead = {}, ...what }: Forgotten, layout: Layout): Forgotten {
  const parsed = forgottenSchema.safeParse(what)
  if (!parsed.success) throw new AppError('INPUT_INVALID', `This cannot be forgotten: ${z.prettifyError(parsed.error)}`)
  const said = toSaid(instead, layout)
  return merge([{ ...(parsed.data as Forgotten), ...(Object.keys(said).length > 0 && { instead: said }) }])
}

/** A row of the caller's: what does not parse is a mistake of the caller. */
export function checkRow<Row>(definition: Definition<Row>, row: unknown): Row {
  const parsed = definition.row.safeParse(row)
  if (parsed.success) return parsed.data
  const key = definition.key.map((column) => String((row as Readonly<Record<string, unknown>> | null)?.[column])).join(' ')
  throw new AppError('INPUT_INVALID', `Row ${key} does not fit the table ${definition.name}: ${z.prettifyError(parsed.error)}`, { data: { table: definition.name, key } })
}

/** LanceDB has no unique keys: two rows of one key in one batch would both be kept. */
export function lastOfEach<Row>(rows: readonly Row[], key: readonly string[]): readonly Row[] {
  return [...new Map(rows.map((row) => [key.map((column) => String((row as Readonly<Record<string, unknown>>)[column])).join('\u0000'), row])).values()]
}
