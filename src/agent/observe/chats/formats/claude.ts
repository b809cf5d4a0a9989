import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { fields, isFields, list, name, text, time } from '../values.ts'
import type { ChatFormat, LeftReason, Said } from '../types.ts'
import type { Fields } from '../values.ts'

const ROOT = '00000000-0000-4000-8000-000000000000'
const NOT_SHOWN = /^\s*```\s*\nThis block is not supported on your current device yet\.\s*\n```\s*$/gm

/** One conversation of claude.ai: a list of messages, which `parent_message_uuid` makes a tree in newer exports. */
export const claude: ChatFormat = {
  kind: 'entry',
  name: 'Claude',
  holds: (value) => Array.isArray(value['chat_messages']) || ('uuid' in value && 'name' in value && 'account' in value && 'created_at' in value),
  read: (value) => {
    if (!Array.isArray(value['chat_messages'])) return 'damaged'
    const left: Partial<Record<LeftReason, number>> = {}
    const messages = list(value['chat_messages']).filter(isFields)
    const isTree = messages.some((message) => name(message['parent_message_uuid']) !== null)
    const read = messages.map((message, index) => readMessage(message, index, left))
    const said: readonly Said[] = isTree ? read.map((message, index) => ({ ...message, parent: parentOf(messages[index]!) })) : chain(read)
    return {
      id: name(value['uuid']) ?? `${name(value['name']) ?? 'untitled'} ${name(value['created_at']) ?? ''}`,
      title: text(value['name']),
      startedAt: time(value['created_at']),
      tags: [name(fields(value['project'])['name'])].filter((tag) => tag !== null),
      said,
      current: name(value['current_leaf_message_uuid']) ?? (isTree ? null : (said.at(-1)?.id ?? null)),
      left,
    }
  },
}

function parentOf(message: Fields): string | null {
  const parent = name(message['parent_message_uuid'])
  return parent === ROOT ? null : parent
}

function readMessage(message: Fields, index: number, left: Partial<Record<LeftReason, number>>): Omit<Said, 'parent'> {
  const sender = text(message['sender']) ?? text(message['role'])
  const by = sender === 'human' || sender === 'user' ? 'person' : sender === 'assistant' ? 'assistant' : null
  const blocks = list(message['content']).filter(isFields)
  const prose: string[] = []
  for (const block of blocks) {
    const type = text(block['type'])
    if (type === 'text') prose.push(text(block['text']) ?? '')
    else if (type === 'thinking' || type === 'tool_use' || type === 'token_budget') count(left, 'the assistant’s workings')
    else if (type === 'tool_result') count(left, 'the words of tools')
    else count(left, 'of no known kind')
  }
  const flat = (text(message['text']) ?? text(message['content']) ?? '').replace(NOT_SHOWN, '')
  const written = prose.filter((part) => part.trim() !== '').join('\n\n')
  const attached = [...list(message['attachments'])].flatMap((file) => text(fields(file)['extracted_content']) ?? [])
  if (by === 'person' && (list(message['files']).length > 0 || list(message['files_v2']).length > 0)) count(left, 'images and recordings', Math.max(list(message['files']).length, list(message['files_v2']).length))
  return {
    id: name(message['uuid']) ?? `message ${index}`,
    by,
    // What stands beside the blocks is the same words again, flattened.
    text: written === '' ? flat : written,
    at: time(message['created_at']),
    attached: by === 'person' ? attached : [],
    isInterrupted: by === 'assistant' && text(message['stop_reason']) === 'user_canceled',
  }
}
