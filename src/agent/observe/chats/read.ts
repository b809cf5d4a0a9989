import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { breathe } from '../breathe.ts'
import { tickedIn } from '../folders.ts'
import { NO_RULES } from '../rules.ts'
import { sameWords } from '../same-words.ts'
import { knowsTexts } from '../tacits-words.ts'
import { rootError } from '../walk.ts'
import { openContainer } from './container.ts'
import type { Container } from './container.ts'
import { readConversations } from './conversations.ts'
import { admitConversation, hashOf, refuseConversation } from './door.ts'
import type { NoteRead, ReadOptions } from '../types.ts'

/**
 * Reads the conversations of an export that have changed since `known` (conversation → content hash). What goes wrong with one
 * is a `problem` or left out; throws AppError where the source itself is missing or is no export.
 */
export async function* readChats(path: string, folders: readonly string[], known: ReadonlyMap<string, string>, options: ReadOptions = {}): AsyncGenerator<NoteRead> {
  const { signal, onFile, rules = NO_RULES, areRulesNew = false, tacits = [], only, others = [] } = options
  await using container = await openContainer(path, signal ? { signal } : {})
  const isTacits = knowsTexts(tacits)
  const isTicked = tickedIn(folders)
  const met = new Set<string>()
  const files = filesBut(container, others).filter(({ name }) => only === undefined || only.some((file) => isWithin(name, file)))
  let isWhole = container.problems.length === 0 && only === undefined
  for (const message of container.problems) yield { kind: 'problem', file: '', message }
  for await (const read of readConversations({ files }, signal ? { signal } : {})) {
    signal?.throwIfAborted()
    if (read.kind === 'progress') {
      const total = read.bytes === 0 ? met.size : Math.ceil((met.size * read.of) / read.bytes)
      onFile?.(met.size, Math.max(total, met.size))
      continue
    }
    if (read.kind === 'problem' || read.kind === 'left') {
      if (read.kind === 'problem' || ['damaged', 'larger than 32 MB', 'nested too deeply'].includes(read.reason)) isWhole = false
      yield read.kind === 'problem' ? { kind: 'problem', file: read.place, message: read.message } : { kind: 'withheld', file: read.place, reason: read.reason }
      continue
    }
    await breathe()
    const { conversation, place } = read
    const file = conversation.id
    if (!isTicked(file)) continue
    // The newer export is met first; what an older one says of the same conversation is out of date.
    if (met.has(file)) {
      yield { kind: 'withheld', file: place, reason: 'met twice' }
      continue
    }
    met.add(file)
    const refusal = refuseConversation(conversation, place, rules)
    if (refusal !== null) {
      yield { kind: 'withheld', file, reason: refusal }
      continue
    }
    const hash = hashOf(conversation)
    if (known.get(file) === hash && !areRulesNew) {
      yield { kind: 'unchanged', file }
      continue
    }
    const admitted = await admitConversation(conversation, rules, isTacits)
    if (admitted.kind === 'withheld') yield { kind: 'withheld', file, reason: admitted.reason }
    else yield { kind: 'read', file, hash, passages: admitted.passages, withheld: admitted.withheld, secrets: admitted.secrets, said: admitted.passages.map(({ text }) => saidOf(text)) }
  }
  // A drive that has gone away meanwhile may come back; what is on it is not gone.
  if (!isWhole) await stat(path).catch((thrown: unknown) => { throw rootError(path, thrown) })
  onFile?.(met.size, met.size)
  // An export that could not be read to its end says nothing of what is not in it.
  if (isWhole) for (const file of known.keys()) if (!met.has(file)) yield { kind: 'gone', file }
}

/** The files of an export that lie in no source of their own. */
export function filesBut({ root, files }: Pick<Container, 'root' | 'files'>, others: readonly string[]): Container['files'] {
  return files.filter(({ name }) => !others.some((other) => isWithin(join(root, name), other)))
}

/** A hash of what it says, whatever its case and punctuation. */
const saidOf = (text: string): string => createHash('sha256').update(sameWords(text)).digest('base64url').slice(0, 22)

/** True for the file itself, and for what lies in it: a folder, or an archive. */
function isWithin(name: string, file: string): boolean {
  return name === file || name.startsWith(`${file}/`) || name.startsWith(file + sep)
}
