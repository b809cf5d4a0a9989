import { createHash } from 'node:crypto'
import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { isFields, list, name, proseOf, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, LeftReason, Said } from '../types.ts'
import type { Fields } from '../values.ts'

const PERSON = /^(user|human|person|prompter|me)$/i
const ASSISTANT = /^(assistant|model|ai|bot|chatbot|gpt|claude|gemini)$/i
const LISTS = ['messages', 'chat', 'history', 'turns'] as const
const TIMES = ['timestamp', 'created_at', 'createdAt', 'create_time', 'date', 'time'] as const

/** Any `{messages: [{role, content}]}`, by itself, in an array or one a line. */
export const messagesEntry: ChatFormat = {
  kind: 'entry',
  name: 'JSON',
  holds: (value) => LISTS.some((key) => list(value[key]).some((message) => isFields(message) && bySpeaker(message) !== undefined)),
  read: (value) => {
    const left: Partial<Record<LeftReason, number>> = {}
    const key = LISTS.find((candidate) => Array.isArray(value[candidate])) ?? 'messages'
    const said = list(value[key]).filter(isFields).flatMap((message, index) => readMessage(message, index, left))
    return {
      id: name(value['id']) ?? name(value['conversation_id']) ?? name(value['uuid']) ?? hashOf(said),
      title: name(value['title']) ?? name(value['name']) ?? firstWords(said),
      startedAt: timeOf(value),
      said: chain(said),
      current: said.at(-1)?.id ?? null,
      left,
    }
  },
}

/** One `{role, content}` a line or an element: the file is the conversation. */
export const messageRecords: ChatFormat = {
  kind: 'records',
  name: 'JSON Lines',
  holds: (value) => bySpeaker(value) !== undefined && ('content' in value || 'text' in value),
  open: (place) => {
    const conversations = new Map<string, Omit<Said, 'parent'>[]>()
    const left: Partial<Record<LeftReason, number>> = {}
    return {
      take: (message) => {
        const id = name(message['conversation_id']) ?? name(message['session_id']) ?? name(message['conversation']) ?? place.name
        const said = conversations.get(id) ?? []
        conversations.set(id, said)
        said.push(...readMessage(message, said.length, left))
      },
      close: () =>
        [...conversations].filter(([, said]) => said.length > 0).map(([id, said], index) => ({
          id, title: firstWords(said), startedAt: said[0]!.at, said: chain(said), current: said.at(-1)!.id, left: index === 0 ? left : {},
        })),
    }
  },
}

/** Undefined where it is no message; null for a system's or a tool's. */
function bySpeaker(message: Fields): Said['by'] | undefined {
  const role = text(message['role']) ?? text(message['author']) ?? text(message['sender'])
  if (role === null) return undefined
  if (PERSON.test(role)) return 'person'
  if (ASSISTANT.test(role)) return 'assistant'
  return /^(system|developer|tool|function)$/i.test(role) ? null : undefined
}

function readMessage(message: Fields, index: number, left: Partial<Record<LeftReason, number>>): readonly Omit<Said, 'parent'>[] {
  const by = bySpeaker(message)
  if (by === 'person' || by === 'assistant') return [{ id: `message ${index}`, by, text: proseOf(message['content'] ?? message['text']), at: timeOf(message) }]
  count(left, by === undefined ? 'of no known kind' : message['role'] === 'tool' || message['role'] === 'function' ? 'the words of tools' : 'instructions to the assistant')
  return []
}

function timeOf(value: Fields): number | null {
  for (const key of TIMES) {
    const at = time(value[key])
    // A count of seconds since the talk began is no date.
    if (at !== null && at > Date.UTC(2000, 0)) return at
  }
  return null
}

function hashOf(said: readonly Pick<Said, 'by' | 'text'>[]): string {
  return createHash('sha256').update(JSON.stringify(said.map(({ by, text: words }) => [by, words]))).digest('hex').slice(0, 16)
}
