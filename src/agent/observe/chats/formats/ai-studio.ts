import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { fields, isFields, list, name, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, LeftReason, Said } from '../types.ts'

/** A prompt of Google AI Studio, as it lies in Drive. */
export const aiStudio: ChatFormat = {
  kind: 'entry',
  name: 'AI Studio',
  holds: (value) => isFields(value['chunkedPrompt']),
  read: (value, place) => {
    const left: Partial<Record<LeftReason, number>> = {}
    const said: Omit<Said, 'parent'>[] = []
    for (const [index, chunk] of list(fields(value['chunkedPrompt'])['chunks']).filter(isFields).entries()) {
      const role = text(chunk['role'])
      const by = role === 'user' ? 'person' : role === 'model' ? 'assistant' : null
      if (chunk['isThought'] === true || by === null) count(left, 'the assistant’s workings')
      else if (typeof chunk['text'] === 'string') said.push({ id: `${name(chunk['id']) ?? 'chunk'} ${index}`, by, text: chunk['text'], at: time(chunk['createTime']) })
      else count(left, 'images and recordings')
    }
    const stem = place.name.replace(/^.*\//, '').replace(/\.json$/i, '')
    return { id: name(value['id']) ?? place.name, title: name(value['title']) ?? firstWords(said) ?? stem, startedAt: place.modifiedAt || null, said: chain(said), current: said.at(-1)?.id ?? null, left }
  },
}
