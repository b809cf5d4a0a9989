import { fields, isFields, list, name, proseOf, text, time } from '../values.ts'
import type { ChatFormat, Rating, Said } from '../types.ts'
import type { Fields } from '../values.ts'

const ROOT = '00000000-0000-0000-0000-000000000000'

/** A conversation of LibreChat: a flat list with parents, or messages nested in `children`. */
export const librechat: ChatFormat = {
  kind: 'entry',
  name: 'LibreChat',
  holds: (value) => 'conversationId' in value && (Array.isArray(value['messages']) || Array.isArray(value['messagesTree'])),
  read: (value) => {
    const said: Said[] = []
    // Nesting is as deep as the talk is long: walked, never called into itself.
    const stack = list(value['messages'] ?? value['messagesTree']).toReversed().map((message) => ({ message, parent: null as string | null }))
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (!isFields(next.message)) continue
      const read = readMessage(next.message, said.length, next.parent)
      said.push(read)
      for (const child of list(next.message['children']).toReversed()) stack.push({ message: child, parent: read.id })
    }
    return { id: name(value['conversationId']) ?? 'conversation', title: text(value['title']), startedAt: said.find(({ at }) => at !== null)?.at ?? null, tags: list(value['tags']).flatMap((tag) => name(tag) ?? []), said, current: null }
  },
}

function readMessage(message: Fields, index: number, above: string | null): Said {
  const parent = name(message['parentMessageId']) ?? above
  const by = message['isCreatedByUser'] === true ? 'person' : message['error'] === true ? null : 'assistant'
  const prose = text(message['text']) ?? ''
  return {
    id: name(message['messageId']) ?? `message ${index}`,
    parent: parent === ROOT ? null : parent,
    by,
    text: by === null ? '' : prose.trim() === '' ? proseOf(message['content']) : prose,
    at: time(message['createdAt']),
    rating: ratingOf(fields(message['feedback'])),
    isInterrupted: by === 'assistant' && message['unfinished'] === true,
  }
}

function ratingOf(feedback: Fields): Rating | null {
  const verdict = feedback['rating'] === 'thumbsUp' ? 'up' : feedback['rating'] === 'thumbsDown' ? 'down' : null
  return verdict === null ? null : { verdict, text: name(feedback['text']) ?? name(fields(feedback['tag'])['key']) ?? name(feedback['tag']) }
}
