import { basename } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { Withheld } from '../../contract/sources.ts'
import { breathe } from '../breathe.ts'
import { openCounts } from '../counts.ts'
import { replaceSecrets } from '../secrets.ts'
import { NO_RULES } from '../rules.ts'
import { folderOf } from '../folders.ts'
import { openContainer } from './container.ts'
import { readConversations } from './conversations.ts'
import { filesBut } from './read.ts'
import { admitConversation, refuseConversation } from './door.ts'
import type { AdmittedTurn } from './door.ts'
import type { Rules } from '../rules.ts'
import type { DryRunRead } from '../types.ts'
import type { Conversation } from './types.ts'

/** Beyond so many characters conversations are counted, and no longer looked into. */
const LOOK_THROUGH = 96 * 1024 * 1024
const EXAMPLE_LENGTH = 3000
const SECONDS_PER_PASSAGE = 0.02

type Example = Readonly<{ id: string; title: string; text: string; order: number }>

/** What would be read of an export, by the very gate that reads it later. Looks at every conversation, one at a time, and keeps nothing. */
export async function dryRunChats(path: string, { seed = 0, signal, rules = NO_RULES, others = [] }: Readonly<{ seed?: number; signal?: AbortSignal; rules?: Rules; others?: readonly string[] }> = {}): Promise<DryRunRead> {
  await using container = await openContainer(path, signal ? { signal } : {})
  const withheld = openCounts()
  const secrets = openCounts()
  const folders = new Map<string, number>()
  const turns = { person: 0, assistant: 0, other: 0 }
  const problems = [...container.problems]
  const met = new Set<string>()
  const examples = openExamples(seed)
  const lookedInto = { length: 0, passages: 0 }
  let length = 0
  let dates: readonly [number, number] | null = null
  for await (const read of readConversations({ files: filesBut(container, others) }, signal ? { signal } : {})) {
    signal?.throwIfAborted()
    if (read.kind === 'problem') problems.push(`${read.place}: ${read.message}`)
    else if (read.kind === 'left') withheld.add(read.reason, read.place)
    if (read.kind !== 'conversation') continue
    await breathe()
    const { conversation, place } = read
    if (met.has(conversation.id)) {
      withheld.add('met twice', place)
      continue
    }
    met.add(conversation.id)
    const shown = conversation.turns.filter(({ isSuperseded }) => !isSuperseded)
    const itsLength = shown.reduce((total, { text }) => total + text.length, 0)
    const refusal = refuseConversation(conversation, place, rules)
    const isLookedInto = refusal === null && lookedInto.length < LOOK_THROUGH
    const admitted = isLookedInto ? await admitConversation(conversation, rules) : null
    const shownAs = await shownTitle(admitted?.kind === 'admitted' ? { ...conversation, title: admitted.title } : conversation)
    const reason = refusal ?? (admitted?.kind === 'withheld' ? admitted.reason : null)
    if (reason !== null) {
      withheld.add(reason, shownAs)
      // Only what lies in a ticked folder is told of afterwards.
      folders.set(folderOf(conversation.id), folders.get(folderOf(conversation.id)) ?? 0)
      continue
    }
    for (const { speaker, at } of shown) {
      turns[speaker] += 1
      if (at !== null) dates = dates === null ? [at, at] : [Math.min(dates[0], at), Math.max(dates[1], at)]
    }
    length += itsLength
    // One of which no passage is kept is no conversation that was read.
    const isKept = admitted?.kind !== 'admitted' || admitted.passages.length > 0
    folders.set(folderOf(conversation.id), (folders.get(folderOf(conversation.id)) ?? 0) + (isKept ? 1 : 0))
    if (admitted?.kind !== 'admitted') {
      for (const [left, count] of Object.entries(conversation.left)) withheld.add(left, shownAs, count)
      continue
    }
    lookedInto.length += itsLength
    lookedInto.passages += admitted.passages.length
    for (const part of admitted.withheld) withheld.add(part.reason, shownAs, part.count)
    for (const { kind } of admitted.secrets) secrets.add(kind, shownAs)
    turns.other += admitted.turns.flatMap(({ segments }) => segments).filter(({ speaker }) => speaker === 'other').length
    examples.offer(conversation, shownAs, admitted.turns)
  }
  if (lookedInto.length < length) {
    problems.push(`These chats are very large: past the first ${LOOK_THROUGH / 1024 ** 2} million characters they are counted, and not looked into. What is private or secret in them is kept out when they are read.`)
  }
  const notes = [...folders.values()].reduce((total, count) => total + count, 0)
  if (notes === 0) throw new AppError('FOLDER_EMPTY', `There are no conversations in ${path} (${problems[0] ?? emptyReason(withheld.all())}).`, { data: { path } })
  return {
    kind: 'chats',
    path,
    folders: [...folders].map(([name, count]) => ({ path: name, notes: count })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    notes,
    turns,
    dates,
    bytes: container.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
    seconds: Math.max(1, Math.ceil((lookedInto.passages / Math.max(1, lookedInto.length)) * length * SECONDS_PER_PASSAGE)),
    withheld: withheld.all(),
    secrets: secrets.all(),
    examples: examples.all(),
    problems,
  }
}

function emptyReason(withheld: readonly Withheld[]): string {
  return withheld.length === 0 ? 'nothing in it is of a known form' : `left out: ${withheld.map(({ reason }) => reason).join(', ')}`
}

async function shownTitle({ title, id }: Pick<Conversation, 'title' | 'id'>): Promise<string> {
  return (await replaceSecrets(title ?? basename(id))).text
}

/** Keeps the newest, the longest and one at random while conversations go by; `seed` takes the next ones instead. */
function openExamples(seed: number) {
  const size = seed + 2
  const newest: Example[] = []
  const longest: Example[] = []
  const random: Example[] = []
  return {
    offer({ id, startedAt }: Conversation, title: string, turns: readonly AdmittedTurn[]): void {
      if (!turns.some(({ turn }) => turn.speaker === 'person')) return
      const orders = [
        [newest, startedAt ?? 0],
        [longest, turns.filter(({ turn }) => turn.speaker === 'person').length],
        [random, mix(id, seed)],
      ] as const
      if (orders.every(([list, order]) => list.length >= size && order <= list.at(-1)!.order)) return
      // A copy: a part of a text would keep the whole of it in memory.
      const text = Buffer.from(exampleText(turns)).toString()
      for (const [list, order] of orders) {
        list.push({ id, title, text, order })
        list.sort((a, b) => b.order - a.order)
        list.length = Math.min(list.length, size)
      }
    },
    all(): DryRunRead['examples'] {
      const taken = new Set<string>()
      return ([['newest', newest, seed], ['longest', longest, seed], ['at random', random, 0]] as const).flatMap(([pick, list, start]) => {
        const found = [...list.slice(start), ...list.slice(0, start)].find(({ id }) => !taken.has(id))
        if (found === undefined) return []
        taken.add(found.id)
        return [{ file: found.title, pick, text: found.text }]
      })
    },
  }
}

const SAYS = { person: 'You', assistant: 'Assistant', other: 'Not your words' } as const

/** The turns as they would be kept, each with whose words they are. */
function exampleText(turns: readonly AdmittedTurn[]): string {
  const parts: string[] = []
  let length = 0
  for (const { segments } of turns) {
    for (const { speaker, text, why } of segments) {
      const part = `${SAYS[speaker]}${why === null ? '' : ` (${why})`}: ${speaker === 'person' ? text.trim() : shorten(text)}`
      parts.push(part)
      length += part.length
      if (length > EXAMPLE_LENGTH) return `${parts.join('\n\n').slice(0, EXAMPLE_LENGTH)}…`
    }
  }
  return parts.join('\n\n')
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 280 ? `${line.slice(0, 279)}…` : line
}

/** FNV-1a over the seed and the name: an order at random that the same seed gives again. */
function mix(name: string, seed: number): number {
  let hash = 2166136261 ^ seed
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 16777619)
  return hash >>> 0
}
