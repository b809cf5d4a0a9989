import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { AppError } from '../contract/errors.ts'
import { replaceFile } from './durable.ts'
import { LAYOUT, SAID_TABLES } from './tables.ts'
import type { SaidTable } from './tables.ts'
import type { Said, SettingRow, Store } from './types.ts'

// A backup is one file of JSON lines: a header, a row a line, and at the end a digest of all lines before it.

const FORMAT = 1
/** `withoutKeys`: made since keys of servers are left out, or rid of them after. */
const headerSchema = z.object({ backup: z.literal(FORMAT), version: z.string(), at: z.number(), rows: z.int(), schemas: z.record(z.string(), z.int()), withoutKeys: z.literal(true).optional() })
export type BackupHeader = z.infer<typeof headerSchema>
const rowSchema = z.object({ table: z.enum(SAID_TABLES), row: z.unknown() })
const settingSchema = z.object({ table: z.literal('settings'), row: z.object({ key: z.string(), value: z.unknown() }) })
const endSchema = z.object({ end: z.string().length(64) })

export type Backup = Readonly<{ header: BackupHeader; said: Required<Said> }>

const schemas = (): Readonly<Record<SaidTable, number>> => Object.fromEntries(SAID_TABLES.map((name) => [name, LAYOUT[name].version])) as Record<SaidTable, number>

/** All that the store holds of what was said, as it is now. */
export const saidIn = (store: Pick<Store, SaidTable>): Required<Said> => Object.fromEntries(SAID_TABLES.map((name) => [name, store[name].all()])) as unknown as Required<Said>

/** Writes it whole and synced, or not at all. `said` holds no key of a server. */
export async function writeBackup(path: string, said: Required<Said>, { version, at }: Readonly<{ version: string; at: number }>): Promise<BackupHeader> {
  const rows = SAID_TABLES.flatMap((table) => said[table].map((row) => JSON.stringify({ table, row })))
  const header: BackupHeader = { backup: FORMAT, version, at, rows: rows.length, schemas: schemas(), withoutKeys: true }
  await writeLines(path, [JSON.stringify(header), ...rows])
  return header
}

async function writeLines(path: string, lines: readonly string[]): Promise<void> {
  await replaceFile(path, `${lines.join('\n')}\n${JSON.stringify({ end: digestOf(lines) })}\n`)
}

function digestOf(lines: readonly string[]): string {
  const digest = createHash('sha256')
  for (const line of lines) digest.update(line).update('\n')
  return digest.digest('hex')
}

/** Takes the keys out of one that was made before they were left out, whatever the forms of its tables. One that is damaged stays as it is. */
export async function dropKeys(path: string, withoutKey: (row: SettingRow) => SettingRow): Promise<void> {
  const header = headerSchema.safeParse(jsonOf(await firstLine(path)))
  if (!header.success || header.data.withoutKeys) return
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const end = endSchema.safeParse(jsonOf(lines.pop() ?? ''))
  if (!end.success || end.data.end !== digestOf(lines)) return
  const rows = lines.slice(1).map((line) => {
    const setting = settingSchema.safeParse(jsonOf(line))
    return setting.success ? JSON.stringify({ table: 'settings', row: withoutKey(setting.data.row) }) : line
  })
  await writeLines(path, [JSON.stringify({ ...header.data, withoutKeys: true }), ...rows])
}

async function firstLine(path: string): Promise<string> {
  await using handle = await open(path)
  for await (const line of handle.readLines()) return line
  return ''
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** HOME_DAMAGED with what is wrong; HOME_NEWER where its rows are of another version. */
export async function readBackup(path: string): Promise<Backup> {
  const bad = (reason: string): AppError => new AppError('HOME_DAMAGED', `The backup ${path} cannot be used: ${reason}. Nothing was changed; use another one.`)
  const digest = createHash('sha256')
  const said = Object.fromEntries(SAID_TABLES.map((name) => [name, [] as unknown[]])) as Record<SaidTable, unknown[]>
  let header: BackupHeader | null = null
  let isWhole = false
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (isWhole) throw bad('something stands after its end')
    const value = parse(line, bad)
    const end = endSchema.safeParse(value)
    if (end.success) {
      if (end.data.end !== digest.digest('hex')) throw bad('its digest does not match, so it was changed or damaged')
      isWhole = true
      continue
    }
    digest.update(line).update('\n')
    if (header === null) header = headerOf(value, path, bad)
    else {
      const row = rowSchema.safeParse(value)
      if (!row.success) throw bad('a line of it is no row')
      said[row.data.table].push(row.data.row)
    }
  }
  if (header === null || !isWhole) throw bad('it was not written to its end')
  return { header, said: said as unknown as Required<Said> }
}

function parse(line: string, bad: (reason: string) => AppError): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw bad('a line of it is not JSON')
  }
}

function headerOf(value: unknown, path: string, bad: (reason: string) => AppError): BackupHeader {
  const parsed = headerSchema.safeParse(value)
  if (!parsed.success) throw bad('it does not begin as a backup does')
  const other = SAID_TABLES.find((name) => parsed.data.schemas[name] !== schemas()[name])
  if (other) throw new AppError('HOME_NEWER', `The backup ${path} was made by Tacit ${parsed.data.version}, whose table ${other} has another form. Restore it with that version.`)
  return parsed.data
}

const PORTION = 500

/** Says every row of a backup into an empty store. */
export async function restoreInto(store: Pick<Store, 'say'>, { said }: Backup): Promise<void> {
  for (const table of SAID_TABLES) {
    for (let start = 0; start < said[table].length; start += PORTION) await store.say({ [table]: said[table].slice(start, start + PORTION) })
  }
}
