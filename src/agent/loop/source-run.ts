import { toAppError } from '../contract/index.ts'
import type { Source } from '../contract/index.ts'
import type { Reader } from '../observe/reader.ts'
import type { NoteRead, ReadOptions } from '../observe/types.ts'
import type { PassageRow, Store } from '../store/types.ts'
import { auditReading } from './audit.ts'
import { openIntake } from './intake.ts'
import type { OnEdited } from './intake.ts'
import type { HeldPlaces } from './held-places.ts'

export type SourceRun = Readonly<{
  store: Store
  reader: Pick<Reader, 'read'>
  source: Source
  embedderId: string
  held: (source: Source) => Promise<HeldPlaces>
  /** These files alone; null for all. */
  files: readonly string[] | null
  options: Omit<ReadOptions, 'only' | 'onFile'>
  now: number
  onEdited?: OnEdited
  /** How far it is; a run that finds nothing to read shows nothing. */
  show: (changes: Partial<Source>) => void
}>

export type RunResult = Readonly<{
  changes: Partial<Source>
  hasChanged: boolean
  /** Being written just now: to be read again soon. */
  unsettled: readonly string[]
  refused: Refused | null
}>

/** Known until now, and not to be kept any more by what they say or by a rule: to be forgotten with all that came from them. */
export type Refused = Readonly<{
  files: readonly string[]
  /** Of files that stay, in which a part is private now; they are out of the store already. */
  passages: readonly PassageRow[]
}>

/** Problems that are told with the source; there may be one for each of its files. */
const MOST_PROBLEMS = 5

/** Nobody refused these: their words are somewhere else now, or nowhere. */
const KEPT_ELSEWHERE: ReadonlySet<string> = new Set(['empty', 'in a source of its own'])

/** Reads the words of a source, or of some of its files, into the store. */
export async function runSource({ store, reader, source, embedderId, held, files, options, now, onEdited, show }: SourceRun): Promise<RunResult> {
  const { id } = source
  // Which conversations a file of chats holds is known once it is read.
  const filesNow = (): Promise<ReadonlyMap<string, string>> => store.memories.files(id, undefined, (source.kind === 'notes' && files) || undefined)
  const { withheld, secrets, isWhole, save } = await held(source)
  const before = await filesNow()
  // Where not every place is known that was withheld, all is looked through as if it were new.
  const isAnew = !isWhole && files === null
  const known = isAnew ? new Map([...before].map(([file]) => [file, ''])) : before
  const looked = new Set(files)
  const intake = openIntake({ store, embedderId, sourceId: id, known, ...(onEdited && { onEdited }) })
  /** What is left out that was not left out before, by reason. */
  const leftOut = new Map<string, number>()
  const problems: string[] = []
  const unsettled: string[] = []
  const refused: string[] = []
  let total = 0
  let isShown = false
  let isTouched = false
  const onFile = (done: number, all: number): void => {
    total = all
    if (isShown) show({ total, message: `Looking through the files: ${done.toLocaleString('en')} of ${all.toLocaleString('en')}.` })
  }
  const keep = (file: string): void => {
    withheld.keep(file)
    secrets.keep(file)
  }

  async function look(note: NoteRead): Promise<void> {
    looked.add(note.file)
    switch (note.kind) {
      case 'read': {
        isShown = files === null
        isTouched = true
        const heldBefore = new Set(withheld.before(note.file).map(([reason, line]) => `${reason} ${line}`))
        const fresh = note.withheld.filter(({ reason, lineStart }) => !heldBefore.has(`${reason} ${lineStart}`))
        for (const { reason, count = 1 } of fresh) leftOut.set(reason, (leftOut.get(reason) ?? 0) + count)
        for (const part of note.withheld) withheld.hold(part.reason, note.file, part.lineStart, part.count)
        for (const secret of note.secrets) secrets.hold(secret.kind, note.file, secret.line)
        await intake.take(note)
        break
      }
      case 'unchanged':
        keep(note.file)
        break
      case 'problem':
        if (problems.length < MOST_PROBLEMS) problems.push(note.message.includes(note.file) ? note.message : `${note.file}: ${note.message}`)
        break
      case 'unsettled':
        unsettled.push(note.file)
        keep(note.file)
        break
      case 'withheld':
        withheld.hold(note.reason, note.file)
        isTouched ||= known.has(note.file)
        if (known.has(note.file) && !KEPT_ELSEWHERE.has(note.reason)) refused.push(note.file)
        else intake.lose(note.file, note.reason === 'empty')
        break
      case 'gone':
        isTouched ||= known.has(note.file)
        intake.lose(note.file, true)
        break
      default:
        note satisfies never
    }
  }

  let isDone = false
  try {
    for await (const note of reader.read(source.path, source.folders, known, { ...options, onFile, ...(files && { only: files }) })) await look(note)
    await intake.finish()
    isDone = true
  } finally {
    // What was read before it was called off is not read again.
    if (files !== null || !isDone) for (const book of [withheld, secrets]) book.keepOthers(looked)
    if (isWhole || (isAnew && isDone)) await save()
  }
  await auditReading(store, { ...intake.arrivals(), refused: Object.fromEntries(leftOut) }, now)
  const message = problems.length > 0 ? problems.join(' ') : files === null ? null : source.message
  // Of a few files that were saved the rest need not be counted again.
  const notes = (files ? source.notes - known.size : 0) + (isTouched ? await filesNow() : known).size
  const passages = intake.refused()
  const counts = { notes, total: notes, passages: await store.memories.count(id) }
  return { changes: { message, ...(isWhole || isAnew ? { withheld: withheld.summary(), secrets: secrets.summary() } : {}), readAt: now, ...counts }, hasChanged: intake.changes() > 0, unsettled, refused: refused.length + passages.length > 0 ? { files: refused, passages } : null }
}

/** How a source is marked that could not be read. A drive that is not there comes back. */
export function failureOf(thrown: unknown, source: Source): Partial<Source> {
  const { code, message } = toAppError(thrown)
  const isAway = code === 'FOLDER_MISSING' || (code === 'FOLDER_EMPTY' && source.notes > 0)
  return { state: isAway ? 'missing' : 'failed', message }
}
