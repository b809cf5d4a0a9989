import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { fields, isFields, list, name, proseOf, text, time } from '../values.ts'
import type { ChatFormat, LeftReason, Rating, Said } from '../types.ts'
import type { Fields } from '../values.ts'

const DETAILS = /<details\b[^>]*>[\s\S]*?<\/details>|<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/g

/** A chat of Open WebUI: a tree in `history`, or else a plain list; the person's annotations are ratings. */
export const openWebui: ChatFormat = {
  kind: 'entry',
  name: 'Open WebUI',
  holds: (value) => isFields(value['chat']) && ('history' in value['chat'] || 'messages' in value['chat']),
  read: (value) => {
    const left: Partial<Record<LeftReason, number>> = {}
    const chat = fields(value['chat'])
    const history = fields(chat['history'])
    const messages = isFields(history['messages']) ? Object.entries(history['messages']).map(([id, message]): Fields => ({ id, ...fields(message) })) : null
    const read = (messages ?? list(chat['messages']).filter(isFields)).map((message, index) => readMessage(message, index, left))
    return {
      id: name(value['id']) ?? name(chat['id']) ?? `${name(value['title']) ?? 'untitled'} ${name(value['created_at']) ?? ''}`,
      title: text(value['title']) ?? text(chat['title']),
      startedAt: time(value['created_at']) ?? time(chat['timestamp']),
      tags: list(fields(value['meta'])['tags']).flatMap((tag) => name(tag) ?? name(fields(tag)['name']) ?? []),
      said: messages === null ? chain(read) : read,
      current: messages === null ? (read.at(-1)?.id ?? null) : name(history['currentId']),
      left,
    }
  },
}

function readMessage(message: Fields, index: number, left: Partial<Record<LeftReason, number>>): Said {
  const role = text(message['role'])
  const by = role === 'user' ? 'person' : role === 'assistant' ? 'assistant' : null
  if (by === null) count(left, 'instructions to the assistant')
  const written = proseOf(message['content'])
  const prose = by === 'assistant' ? written.replace(DETAILS, '') : written
  if (prose !== written) count(left, 'the assistant’s workings')
  if (by === 'person' && list(message['files']).length > 0) count(left, 'images and recordings', list(message['files']).length)
  return { id: name(message['id']) ?? `message ${index}`, parent: name(message['parentId']), by, text: by === null ? '' : prose, at: time(message['timestamp']), rating: ratingOf(fields(message['annotation'])) }
}

function ratingOf(annotation: Fields): Rating | null {
  const rating = Number(name(annotation['rating']))
  if (rating !== 1 && rating !== -1) return null
  return { verdict: rating === 1 ? 'up' : 'down', text: [name(annotation['reason']), name(annotation['comment'])].filter((words) => words !== null).join(': ') || null }
}
