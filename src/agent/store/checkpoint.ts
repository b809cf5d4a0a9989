import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from './durable.ts'
import type { Layout } from './tables.ts'
import { damaged, newer } from './trouble.ts'

const FORMAT = 1
const checkpointSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** The last act of the journal that the tables hold. */
  seq: z.int().min(0),
  /** For each table the version of its rows, and the LanceDB version that is synced to disk. */
  tables: z.record(z.string(), z.strictObject({ schema: z.int().min(1), version: z.int().min(1) })),
})
/** What is known to be on disk: LanceDB does not sync, so whatever it wrote later counts as not written. */
export type Checkpoint = z.infer<typeof checkpointSchema>

export function newCheckpoint(): Checkpoint {
  return { format: FORMAT, seq: 0, tables: {} }
}

function pathOf(folder: string): string {
  return join(folder, 'checkpoint.json')
}

/** Null where none was written yet. */
export async function readCheckpoint(folder: string, layout: Layout): Promise<Checkpoint | null> {
  const path = pathOf(folder)
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null
    throw error
  }
  const repair = `Put ${path} back from a copy of the home.`
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch (cause) {
    throw damaged(`${path} is no JSON.`, repair, { cause, data: { path } })
  }
  refuseNewer(folder, value, layout)
  const parsed = checkpointSchema.safeParse(value)
  if (!parsed.success) throw damaged(`${path} cannot be understood: ${z.prettifyError(parsed.error)}`, repair, { data: { path } })
  return parsed.data
}

const roughly = z.looseObject({ format: z.number(), tables: z.record(z.string(), z.looseObject({ schema: z.number() })).optional() })

function refuseNewer(folder: string, value: unknown, layout: Layout): void {
  const { data } = roughly.safeParse(value)
  if (!data) return
  if (data.format > FORMAT) throw newer(folder, `format ${data.format}, this one reads ${FORMAT}`)
  refuseNewerTables(folder, Object.fromEntries(Object.entries(data.tables ?? {}).map(([name, table]) => [name, table.schema])), layout)
}

/** `versions` holds the schema version of each table. */
export function refuseNewerTables(path: string, versions: Readonly<Record<string, number>>, layout: Layout): void {
  for (const [name, version] of Object.entries(versions)) {
    const known = Object.values(layout).find((definition) => definition.name === name)
    if (!known) throw newer(path, `a table named ${name}`)
    if (version > known.version) throw newer(path, `table ${name} version ${version}, this one reads ${known.version}`)
  }
}

export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  await replaceFile(pathOf(folder), `${JSON.stringify(checkpoint, null, 2)}\n`)
}
