import { chain } from '../tree.ts'
import { isFields, list, name, proseOf, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, LeftReason, Said } from '../types.ts'
import { count } from '../compose.ts'

/** A session of Gemini CLI: one file. */
export const geminiCli: ChatFormat = {
  kind: 'entry',
  name: 'Gemini CLI',
  holds: (value) => 'sessionId' in value && 'startTime' in value && Array.isArray(value['messages']),
  read: (value) => {
    const left: Partial<Record<LeftReason, number>> = {}
    const said = list(value['messages']).filter(isFields).map((message, index): Omit<Said, 'parent'> => {
      const type = text(message['type'])
      const by = type === 'user' ? 'person' : type === 'gemini' || type === 'assistant' ? 'assistant' : null
      if (by === null) count(left, 'the words of tools')
      const workings = list(message['thoughts']).length + list(message['toolCalls']).length
      if (workings > 0) count(left, 'the assistant’s workings', workings)
      return { id: `${name(message['id']) ?? 'message'} ${index}`, by, text: by === null ? '' : partsOf(message['content']), at: time(message['timestamp']) }
    })
    return {
      id: name(value['sessionId']) ?? 'session',
      title: text(value['summary']) ?? firstWords(said),
      startedAt: time(value['startTime']),
      said: chain(said),
      current: said.at(-1)?.id ?? null,
      left,
    }
  },
}

/** Parts are texts or `{text}`; other parts are files that were put in. */
function partsOf(content: unknown): string {
  return proseOf(isFields(content) ? [content] : content)
}
