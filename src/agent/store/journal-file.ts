import { readFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { damaged, newer } from './trouble.ts'
import type { Forgotten, Said } from './types.ts'

// The form of the journal: lines of a checksum, a space and JSON. The first is the header; every other is
// what one sync put on disk, so a crash can tear the last line only.

export const JOURNAL_FORMAT = 1
const NEWLINE = 0x0a

const headerSchema = z.object({
  journal: z.literal(JOURNAL_FORMAT),
  /** The last act that is no longer here because the tables hold it. */
  seq: z.int().min(0),
  /** The highest id of the ledger ever given. */
  ledgerId: z.int().min(0),
  /** The schema version of each table that rows in this file have. */
  schemas: z.record(z.string(), z.int().min(1)),
})
export type JournalHeader = z.infer<typeof headerSchema>

export type Act = Readonly<{ said: Said }> | Readonly<{ forgotten: Forgotten }>
export type JournalLine = Readonly<{ from: number; acts: readonly Act[] }>
export type JournalContent = Readonly<{
  header: JournalHeader
  lines: readonly JournalLine[]
  /** How many bytes are whole lines. */
  wholeBytes: number
  /** What was found after them, in words; null where nothing was. */
  torn: string | null
}>

export function encodeLine(value: JournalHeader | JournalLine): Buffer {
  const text = JSON.stringify(value)
  return Buffer.from(`${checksum(text)} ${text}\n`)
}

function checksum(text: string | Uint8Array): string {
  return crc32(text).toString(16).padStart(8, '0')
}

function decodeLine(line: Buffer): unknown {
  const body = line.subarray(9)
  if (line.subarray(0, 9).toString('latin1') !== `${checksum(body)} `) throw new Error('its checksum does not match')
  return JSON.parse(body.toString('utf8'))
}

/** Null where there is no journal. */
export async function readJournal(path: string): Promise<JournalContent | null> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null
    throw error
  }
  const values: unknown[] = []
  let start = 0
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    const line = bytes.subarray(start, end)
    // A file grows before its content arrives, so a crash can leave zeros where the last line should be.
    if (end + 1 === bytes.length && line.includes(0)) break
    try {
      values.push(decodeLine(line))
    } catch (cause) {
      throw damagedLine(path, values.length + 1, cause)
    }
    start = end + 1
  }
  const header = parseHeader(path, values[0])
  return { header, lines: values.slice(1) as JournalLine[], wholeBytes: start, torn: describeTorn(path, bytes.length - start) }
}

function parseHeader(path: string, value: unknown): JournalHeader {
  const format = z.object({ journal: z.number() }).safeParse(value).data?.journal
  if (format !== undefined && format > JOURNAL_FORMAT) throw newer(path, `journal format ${format}, this one reads ${JOURNAL_FORMAT}`)
  const header = headerSchema.safeParse(value)
  if (!header.success) throw damagedLine(path, 1, new Error('it is no header of a journal'))
  return header.data
}

function damagedLine(path: string, line: number, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause)
  const repair = line === 1 ? `Put ${path} back from a copy of the home, or move it away to go on without what it holds.` : `Put ${path} back from a copy of the home, or take line ${line} out of it to go on without what that line said.`
  return damaged(`The journal ${path} is damaged at line ${line}: ${why}.`, repair, { cause, data: { path, line } })
}

function describeTorn(path: string, bytes: number): string | null {
  if (bytes === 0) return null
  return `The last line of ${path} was torn (${bytes} bytes): Tacit had been stopped while writing it, before it said that it had it. It was dropped.`
}
