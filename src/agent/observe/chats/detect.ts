import { AppError } from '../../contract/errors.ts'
import { openContainer } from './container.ts'
import { NO_FORM, readConversations } from './conversations.ts'
import type { ChatFile } from './container.ts'

/** Which formats the chats at a path are in, or why there are none. */
export type Detected = Readonly<{ formats: readonly string[]; reason: null }> | Readonly<{ formats: null; reason: string }>

const DATA = /\.(json|jsonl|ndjson)$/i
const WORDS = /\.(md|markdown|txt)$/i
/** So many files of a folder are looked into; they are alike. */
const LOOKED_AT = 60
/** Longer than any one conversation. */
const LOOKED_INTO_BYTES = 48 * 1024 * 1024
/** Enough to tell what a folder is for. */
const LISTED = 1000

/** Looks into the files, whatever their names. A folder with more notes than chats is a folder of notes. */
export async function detectChats(path: string): Promise<Detected> {
  try {
    await using container = await openContainer(path, { maxFiles: LISTED })
    const { files } = container
    const data = files.filter((file) => !WORDS.test(file.name))
    const words = files.filter((file) => WORDS.test(file.name))
    const formats = new Set<string>()
    const problems: string[] = []
    for (const file of [...data.filter((file) => DATA.test(file.name)), ...data.filter((file) => !DATA.test(file.name))].slice(0, LOOKED_AT)) {
      const format = await formatOf(file, problems)
      if (format !== null) formats.add(format)
    }
    let notes = 0
    for (const file of words.slice(0, LOOKED_AT)) {
      const format = await formatOf(file, problems)
      if (format === null) notes += 1
      else formats.add(format)
    }
    const isNotes = notes > words.slice(0, LOOKED_AT).length / 2 && notes >= data.length
    if (formats.size > 0 && !isNotes) return { formats: [...formats], reason: null }
    return { formats: null, reason: reasonOf(path, files, isNotes, [...container.problems, ...problems]) }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARCHIVE_DAMAGED') return { formats: null, reason: thrown.message }
    throw thrown
  }
}

function reasonOf(path: string, files: readonly ChatFile[], isNotes: boolean, problems: readonly string[]): string {
  if (/\.(db|sqlite3?)$/i.test(path)) return `${path} is a database, which is not read. If it is the log of the llm command, write \`llm logs -n 0 --json > logs.json\` and choose that file.`
  if (files.length === 0) return `${path} holds no file that chats are kept in (zip, JSON, JSON Lines, HTML or Markdown). ${problems[0] ?? ''}`.trim()
  const damage = problems.find((problem) => !problem.includes(NO_FORM))
  if (damage !== undefined) return `No whole conversation is left in ${path}: ${damage}`
  if (isNotes && files.length > 1) return `${path} holds notes, not chats.`
  return `${path} holds no chats in a form that is known. Choose the zip that you were sent, or the folder that you unpacked from it.`
}

/** The format of the first conversation in a file; of a large one only the beginning is looked into. */
async function formatOf(file: ChatFile, problems: string[]): Promise<string | null> {
  for await (const read of readConversations({ files: [{ ...file, open: () => beginning(file.open()) }] })) {
    if (read.kind === 'conversation') return read.format
    if (read.kind === 'problem' && file.sizeBytes <= LOOKED_INTO_BYTES) problems.push(`${read.place}: ${read.message}`)
  }
  return null
}

async function* beginning(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    yield chunk
    bytes += chunk.length
    if (bytes > LOOKED_INTO_BYTES) return
  }
}
