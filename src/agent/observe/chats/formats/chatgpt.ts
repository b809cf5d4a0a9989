import { fields, isFields, list, name, text, time } from '../values.ts'
import { count } from '../compose.ts'
import type { ChatFormat, LeftReason, Rating, Said } from '../types.ts'
import type { Fields } from '../values.ts'

type Left = Partial<Record<LeftReason, number>>

const WORKINGS = new Set(['thoughts', 'reasoning_recap', 'tether_browsing_display', 'model_editable_context', 'code'])
const OUTPUTS = new Set(['execution_output', 'tether_quote', 'sonic_webpage', 'system_error', 'computer_output'])

/** One conversation of `conversations.json`: a tree of messages by node, of which `current_node` was seen last. */
export const chatgpt: ChatFormat = {
  kind: 'entry',
  name: 'ChatGPT',
  holds: (value) => isFields(value['mapping']) || ('mapping' in value && 'create_time' in value) || ('current_node' in value && 'title' in value),
  read: (value, { asides }) => {
    if (value['is_do_not_remember'] === true) return 'marked as not to be remembered'
    if (!isFields(value['mapping'])) return 'damaged'
    const left: Left = {}
    const instructions = new Set<string>()
    const said: Said[] = []
    for (const [key, entry] of Object.entries(value['mapping'])) {
      const node = fields(entry)
      const message = fields(node['message'])
      for (const told of instructionsOf(message)) instructions.add(told)
      const read = readMessage(message, left)
      const rating = asides.ratings.get(name(message['id']) ?? key) ?? asides.ratings.get(key) ?? null
      said.push({ id: name(node['id']) ?? key, parent: name(node['parent']), ...read, rating: read.by === 'assistant' ? rating : null })
    }
    return {
      id: name(value['conversation_id']) ?? name(value['id']) ?? `${name(value['title']) ?? 'untitled'} ${name(value['create_time']) ?? ''}`,
      title: text(value['title']),
      startedAt: time(value['create_time']),
      said: withParents(said, fields(value['mapping'])),
      current: name(value['current_node']),
      left,
      instructions: [...instructions],
    }
  },
}

function readMessage(message: Fields, left: Left): Omit<Said, 'id' | 'parent'> {
  const role = text(fields(message['author'])['role'])
  const content = fields(message['content'])
  const metadata = fields(message['metadata'])
  const type = text(content['content_type']) ?? 'text'
  const nothing = { by: null, text: '', at: null } as const
  if (role !== 'user' && role !== 'assistant') {
    if (role === 'tool') count(left, 'the words of tools')
    return nothing
  }
  if (metadata['is_visually_hidden_from_conversation'] === true || metadata['is_user_system_message'] === true || type === 'user_editable_context' || message['weight'] === 0) {
    count(left, 'instructions to the assistant')
    return nothing
  }
  if (OUTPUTS.has(type)) {
    count(left, 'the words of tools')
    return nothing
  }
  const recipient = text(message['recipient']) ?? 'all'
  if (role === 'assistant' && (recipient !== 'all' || WORKINGS.has(type))) {
    count(left, 'the assistant’s workings')
    return nothing
  }
  const finish = text(fields(metadata['finish_details'])['type'])
  const isInterrupted = role === 'assistant' && (finish === 'interrupted' || message['status'] === 'finished_partial_completion')
  const at = time(message['create_time'])
  // Code in a person's message is a canvas or a paste; their words are in the parts of text.
  const prose = proseOfParts(content, left)
  return role === 'user' ? { by: 'person', text: prose, at, attached: attachedTo(content, metadata) } : { by: 'assistant', text: prose, at, isInterrupted }
}

/** Speech is the person's own words, written down; images and recordings have none. */
function proseOfParts(content: Fields, left: Left): string {
  const parts = list(content['parts']).flatMap((part): readonly string[] => {
    if (typeof part === 'string') return [part]
    if (!isFields(part)) return []
    const type = text(part['content_type'])
    if (type === 'text' || type === 'audio_transcription' || type === null) return [text(part['text']) ?? '']
    count(left, type.includes('image') || type.includes('audio') || type.includes('video') ? 'images and recordings' : 'of no known kind')
    return []
  })
  return [...parts, ...(parts.length === 0 ? [text(content['text']) ?? ''] : [])].filter((part) => part !== '').join('\n')
}

function attachedTo(content: Fields, metadata: Fields): readonly string[] {
  const texts = [...list(metadata['attachments']), ...list(content['attachments'])].flatMap((file) => text(fields(file)['extracted_content']) ?? [])
  return texts
}

/** What the person told every assistant about themselves, without the words that were put around it. */
function instructionsOf(message: Fields): readonly string[] {
  const content = fields(message['content'])
  const older = fields(fields(message['metadata'])['user_context_message_data'])
  const told = [older['about_user_message'], older['about_model_message']]
  if (told.every((words) => text(words) === null)) told.push(content['user_profile'], content['user_instructions'])
  return told.flatMap((words) => text(words) ?? []).map((words) => /```\s*([\s\S]*?)```/.exec(words)?.[1] ?? words).map((words) => words.trim()).filter((words) => words !== '')
}

/** Some exports leave out `parent`, others `children`: each is made from the other. */
function withParents(said: readonly Said[], mapping: Fields): readonly Said[] {
  const parents = new Map<string, string>()
  for (const [key, entry] of Object.entries(mapping)) for (const child of list(fields(entry)['children'])) if (typeof child === 'string') parents.set(child, name(fields(entry)['id']) ?? key)
  return said.map((message) => (message.parent === null && parents.has(message.id) ? { ...message, parent: parents.get(message.id)! } : message))
}

/** Ratings by the person in `message_feedback.json` and `model_comparisons.json`, by message. */
export function readRatings(value: unknown): ReadonlyMap<string, Rating> {
  const ratings = new Map<string, Rating>()
  for (const entry of list(value).map(fields)) {
    const verdict = verdictOf(text(entry['rating']))
    const id = name(entry['message_id']) ?? name(entry['id'])
    if (verdict !== null && id !== null) ratings.set(id, { verdict, text: wordsOf(entry['content']) })
    const compared = fields(entry['input'])
    const choice = text(compared['completion_comparison_rating']) ?? text(compared['rating'])
    const first = name(compared['original_message_id'])
    const second = name(compared['new_message_id'])
    const isNew = choice !== null && /^(new|right|second)\b/.test(choice)
    const isOld = choice !== null && /^(original|old|left|first)\b/.test(choice)
    if (!isNew && !isOld) continue
    if (first !== null) ratings.set(first, { verdict: isOld ? 'up' : 'down', text: null })
    if (second !== null) ratings.set(second, { verdict: isNew ? 'up' : 'down', text: null })
  }
  return ratings
}

function verdictOf(rating: string | null): Rating['verdict'] | null {
  const plain = rating?.toLowerCase().replace(/[^a-z]/g, '') ?? ''
  if (plain === 'thumbsup' || plain === 'up') return 'up'
  return plain === 'thumbsdown' || plain === 'down' ? 'down' : null
}

/** The words are JSON inside a text: `{"text": …, "tags": …}`. */
function wordsOf(content: unknown): string | null {
  if (typeof content !== 'string') return text(fields(content)['text'])
  try {
    return text(fields(JSON.parse(content))['text'])
  } catch {
    // Earlier exports have the words themselves; what is half of an object says nothing.
    return content.trim() === '' || content.startsWith('{') ? null : content
  }
}
