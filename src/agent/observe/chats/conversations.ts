import { compose } from './compose.ts'
import { readRatings } from './formats/chatgpt.ts'
import { FORMATS } from './formats.ts'
import { openSweeper } from './garbage.ts'
import { sliceJson } from './slices.ts'
import { fields, isFields, name, text } from './values.ts'
import type { ChatFile, Container } from './container.ts'
import type { Asides, ChatFormat, Collector, Conversation, Draft, LeftReason, Place, Rating } from './types.ts'
import type { Fields } from './values.ts'
import { codeOf } from '../walk.ts'

/** What comes out of a source's files, one conversation at a time. `place` is the file that it was in. */
export type ChatRead =
  | Readonly<{ kind: 'conversation'; place: string; format: string; conversation: Conversation }>
  | Readonly<{ kind: 'left'; place: string; reason: LeftReason }>
  | Readonly<{ kind: 'problem'; place: string; message: string }>
  /** Now and then, and after each file: bytes that were gone through, of those that there are. */
  | Readonly<{ kind: 'progress'; bytes: number; of: number }>

/** One conversation may not be larger; the rest of the file is read on. */
const MAX_CONVERSATION_BYTES = 32 * 1024 * 1024
export const NO_FORM = 'JSON of no form that is known for chats'
const HEAD_BYTES = 64 * 1024
const BYTES_BETWEEN_PROGRESS = 8 * 1024 * 1024
const ASIDE_BYTES = 32 * 1024 * 1024
const PAGE_DATA = /var jsonData\s*=\s*/

const ASIDES = /(^|\/)(?:message_feedback\.json|model_comparisons\.json|thread\.json)$/
/** Files of the exports that hold no conversation. */
const OTHERS = /(^|\/)(?:user|users|user_settings|shared_conversations|group_chats|shopping|sora|library_files|export_manifest|conversation_asset_file_names|projects|memories|package|tsconfig|manifest)\.json$|(^|\/)textdocs\//

/** Reads every conversation of a source. What cannot be read is said and costs nothing of the rest; only an abort is thrown. */
export async function* readConversations({ files }: Pick<Container, 'files'>, { signal }: Readonly<{ signal?: AbortSignal }> = {}): AsyncGenerator<ChatRead> {
  const asides = await readAsides(files)
  const instructions = new Map<string, Set<string>>()
  const hasData = files.some((file) => /(^|\/)conversations[^/]*\.json$/.test(file.name))
  const of = files.reduce((total, { sizeBytes }) => total + sizeBytes, 0)
  let before = 0
  let told = 0
  for (const file of files) {
    if (ASIDES.test(file.name) || OTHERS.test(file.name)) continue
    if (hasData && /(^|\/)chat\.html$/.test(file.name)) continue
    const place: Place = { name: file.name, modifiedAt: file.modifiedAt, asides }
    let within = 0
    const open = (): AsyncIterable<Uint8Array> => counted(file.open(), (bytes) => (within += bytes))
    for await (const read of readFile({ ...file, open }, place, signal)) {
      const bytes = before + Math.min(within, file.sizeBytes)
      if (bytes - told >= BYTES_BETWEEN_PROGRESS) {
        told = bytes
        yield { kind: 'progress', bytes, of }
      }
      if (read.kind !== 'draft') yield read
      else {
        const texts = instructions.get(read.format) ?? new Set()
        for (const words of read.draft.instructions ?? []) instructions.set(read.format, texts.add(words))
        const conversation = compose(read.format, read.draft)
        if (conversation.turns.length > 0) yield { kind: 'conversation', place: file.name, format: read.format, conversation }
        else yield { kind: 'left', place: file.name, reason: 'without any words' }
      }
    }
    before += file.sizeBytes
    yield { kind: 'progress', bytes: before, of }
  }
  for (const [format, told] of instructions) yield { kind: 'conversation', place: '', format, conversation: compose(format, instructionsDraft(told)) }
}

/** What the person told every assistant about themselves is said once, whatever the number of conversations that repeat it. */
function instructionsDraft(told: ReadonlySet<string>): Draft {
  const said = [...told].map((words, index) => ({ id: `instruction ${index}`, parent: index === 0 ? null : `instruction ${index - 1}`, by: 'person' as const, text: words, at: null }))
  return { id: 'custom instructions', title: 'Custom instructions', startedAt: null, said, current: said.at(-1)!.id }
}

type FileRead = Exclude<ChatRead, { kind: 'conversation' | 'progress' }> | Readonly<{ kind: 'draft'; format: string; draft: Draft }>

async function* readFile(file: ChatFile, place: Place, signal: AbortSignal | undefined): AsyncGenerator<FileRead> {
  try {
    const { head, chunks } = await peek(file.open())
    signal?.throwIfAborted()
    if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
      yield { kind: 'problem', place: file.name, message: 'It is UTF-16, not UTF-8, and was left out. Save it as UTF-8 to have it read.' }
      return
    }
    const start = head.toString('utf8').replace(/^\uFEFF/, '').trimStart()
    if (/^[[{]/.test(start)) yield* readJson(chunks, place, signal, false)
    else if (PAGE_DATA.test(start)) yield* readJson(afterMark(chunks, head), place, signal, true)
    else yield* readText(chunks, start, place, signal)
  } catch (thrown) {
    signal?.throwIfAborted()
    if (thrown instanceof Error && thrown.name === 'AbortError') throw thrown
    yield { kind: 'problem', place: file.name, message: `It could not be read to its end: ${thrown instanceof Error && !('code' in thrown) ? thrown.message : codeOf(thrown)}.`.replace(/\.\.$/, '.') }
  }
}

async function* readJson(chunks: AsyncIterable<Uint8Array>, place: Place, signal: AbortSignal | undefined, isAlone: boolean): AsyncGenerator<FileRead> {
  const collectors = new Map<ChatFormat, { collector: Collector<Fields>; bytes: number; isFull: boolean }>()
  let last: ChatFormat | undefined
  const sweep = openSweeper()
  let isRecovering = false
  let unreadable = 0
  let replaced = 0
  for await (const slice of sliceJson(chunks, { maxBytes: MAX_CONVERSATION_BYTES, isAlone })) {
    signal?.throwIfAborted()
    if (slice.kind === 'problem') {
      // What stands inside something damaged is looked through, and not complained of again.
      if (!isRecovering) yield { kind: 'left', place: place.name, reason: slice.reason === 'too large' ? 'larger than 32 MB' : slice.reason === 'too deep' ? 'nested too deeply' : 'damaged' }
      if (!isRecovering && slice.reason === 'cut short') yield { kind: 'problem', place: place.name, message: 'It ends in the middle of a conversation, which was left out. Download the export again to have the rest.' }
      isRecovering = true
      continue
    }
    const known = isFields(slice.value) ? recognise(slice.value, last) : []
    if (known.length === 0 && !isRecovering && collectors.size === 0) {
      unreadable += 1
      yield { kind: 'left', place: place.name, reason: 'not a conversation' }
    }
    if (known.length > 0 && !slice.isUtf8) replaced += 1
    for (const { format, value } of known) {
      isRecovering = false
      last = format
      if (format.kind === 'entry') {
        const draft = format.read(value, place)
        if (typeof draft === 'string') yield { kind: 'left', place: place.name, reason: draft }
        else yield { kind: 'draft', format: format.name, draft }
        continue
      }
      const open = collectors.get(format) ?? { collector: format.open(place), bytes: 0, isFull: false }
      collectors.set(format, open)
      open.bytes += slice.bytes
      if (open.bytes <= (format.maxBytes ?? MAX_CONVERSATION_BYTES)) open.collector.take(value)
      else if (!open.isFull) {
        open.isFull = true
        yield { kind: 'problem', place: place.name, message: `It is larger than ${(format.maxBytes ?? MAX_CONVERSATION_BYTES) / 1024 ** 2} MB: what comes after that was left out.` }
      }
    }
    sweep(slice.bytes)
  }
  for (const [format, { collector }] of collectors) for (const draft of collector.close()) yield { kind: 'draft', format: format.name, draft }
  if (replaced > 0) yield { kind: 'problem', place: place.name, message: `${replaced === 1 ? 'One conversation has' : `${replaced} conversations have`} characters that are not UTF-8. They were replaced by �; the rest was read.` }
  if (unreadable > 0 && last === undefined) yield { kind: 'problem', place: place.name, message: `It holds ${NO_FORM}, and was left out.` }
}

type ValueFormat = Exclude<ChatFormat, { kind: 'text' }>
type TextFormat = Extract<ChatFormat, { kind: 'text' }>

/** The value with its format, or the conversations of an object that has one under each key; empty where it is of none. */
function recognise(value: Fields, last?: ChatFormat): readonly Readonly<{ format: ValueFormat; value: Fields }>[] {
  const format = formatOf(value, last)
  if (format !== undefined) return [{ format, value }]
  return Object.entries(value).flatMap(([id, inner]) => {
    const found = isFields(inner) ? formatOf(inner, last) : undefined
    return found?.kind === 'entry' ? [{ format: found, value: { id, ...fields(inner) } }] : []
  })
}

/** Tries the format of the value before first: a file is mostly of one. */
function formatOf(value: Fields, last: ChatFormat | undefined): ValueFormat | undefined {
  if (last !== undefined && last.kind !== 'text' && last.holds(value)) return last
  return FORMATS.find((format): format is ValueFormat => format.kind !== 'text' && format.holds(value))
}

function recogniseText(head: string): TextFormat | undefined {
  return FORMATS.find((format): format is TextFormat => format.kind === 'text' && format.holds(head))
}

async function* readText(chunks: AsyncIterable<Uint8Array>, head: string, place: Place, signal: AbortSignal | undefined): AsyncGenerator<FileRead> {
  const format = recogniseText(head)
  if (format === undefined) return yield { kind: 'left', place: place.name, reason: 'not a conversation' }
  const collector = format.open(place)
  const decoder = new TextDecoder('utf-8')
  const maxBytes = format.maxBytes ?? MAX_CONVERSATION_BYTES
  let bytes = 0
  let isReplaced = false
  for await (const chunk of chunks) {
    signal?.throwIfAborted()
    bytes += chunk.length
    if (bytes > maxBytes) {
      yield { kind: 'problem', place: place.name, message: `It is larger than ${maxBytes / 1024 ** 2} MB: what comes after that was left out.` }
      break
    }
    const decoded = decoder.decode(chunk, { stream: true })
    isReplaced ||= decoded.includes('\uFFFD')
    collector.take(decoded)
  }
  collector.take(decoder.decode())
  for (const draft of collector.close()) yield { kind: 'draft', format: format.name, draft }
  if (isReplaced) yield { kind: 'problem', place: place.name, message: 'It has characters that are not UTF-8. They were replaced by �; the rest was read.' }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length)
    yield chunk
  }
}

/** The first bytes of a file, and all of it. */
async function peek(source: AsyncIterable<Uint8Array>): Promise<Readonly<{ head: Buffer; chunks: AsyncIterable<Uint8Array> }>> {
  const iterator = source[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let length = 0
  // What came before a failure is still to be read.
  let last: Readonly<{ failure: unknown }> | 'more' | 'end' = 'more'
  while (length < HEAD_BYTES && last === 'more') {
    try {
      const next = await iterator.next()
      if (next.done === true) last = 'end'
      else {
        first.push(next.value)
        length += next.value.length
      }
    } catch (failure) {
      if (first.length === 0) throw failure
      last = { failure }
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* first
      if (typeof last === 'object') throw last.failure
      for (let next = last === 'more' ? await iterator.next() : null; next !== null && next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { head: Buffer.concat(first), chunks: all() }
}

/** `chat.html` holds the conversations once more, after `var jsonData =`. */
async function* afterMark(chunks: AsyncIterable<Uint8Array>, head: Buffer): AsyncGenerator<Uint8Array> {
  const match = PAGE_DATA.exec(head.toString('latin1'))!
  let skip = match.index + match[0].length
  for await (const chunk of chunks) {
    if (skip < chunk.length) yield chunk.subarray(skip)
    skip = Math.max(0, skip - chunk.length)
  }
}

/** What the small files beside the conversations say: ratings and titles. One that cannot be read says nothing. */
async function readAsides(files: readonly ChatFile[]): Promise<Asides> {
  const ratings = new Map<string, Rating>()
  const titles = new Map<string, string>()
  for (const file of files) {
    if (!ASIDES.test(file.name) || file.sizeBytes > ASIDE_BYTES) continue
    const value = await readWhole(file)
    for (const [id, rating] of readRatings(value)) ratings.set(id, rating)
    const thread = fields(value)
    const title = text(thread['title'])
    if (thread['object'] === 'thread' && title !== null) titles.set(name(thread['id']) ?? '', title)
  }
  return { ratings, titles }
}

async function readWhole(file: ChatFile): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of file.open()) {
      bytes += chunk.length
      if (bytes > ASIDE_BYTES) return null
      chunks.push(chunk)
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

