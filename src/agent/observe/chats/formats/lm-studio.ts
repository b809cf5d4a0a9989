import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { fields, isFields, list, name, proseOf, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, LeftReason, Said } from '../types.ts'
import type { Fields } from '../values.ts'

/** A `*.conversation.json` of LM Studio: each message has versions, of which one is selected. */
export const lmStudio: ChatFormat = {
  kind: 'entry',
  name: 'LM Studio',
  holds: (value) => list(value['messages']).some((message) => Array.isArray(fields(message)['versions'])),
  read: (value, place) => {
    const left: Partial<Record<LeftReason, number>> = {}
    const said = list(value['messages']).filter(isFields).flatMap((message, index) => readMessage(message, index, left))
    const stem = place.name.replace(/^.*\//, '').replace(/\.(conversation\.)?json$/i, '')
    return { id: stem, title: text(value['name']) || firstWords(said), startedAt: time(value['createdAt']), said: chain(said), current: said.at(-1)?.id ?? null, left }
  },
}

function readMessage(message: Fields, index: number, left: Partial<Record<LeftReason, number>>): readonly Omit<Said, 'parent'>[] {
  const versions = list(message['versions'])
  const selected = Number(name(message['currentlySelected']) ?? 0)
  const version = fields(versions[Number.isInteger(selected) ? selected : 0] ?? versions[0])
  if (versions.length > 1) count(left, 'a superseded draft', versions.length - 1)
  const at = time(version['createdAt'])
  if (version['type'] !== 'multiStep') {
    const by = version['role'] === 'user' ? 'person' : version['role'] === 'assistant' ? 'assistant' : null
    return by === null ? [] : [{ id: `message ${index}`, by, text: proseOf(version['content']), at }]
  }
  const shown = list(version['steps']).filter(isFields).filter((step) => {
    const isShown = step['type'] === 'contentBlock' && fields(step['style'])['type'] !== 'thinking'
    if (!isShown) count(left, 'the assistant’s workings')
    return isShown
  })
  return [{ id: `message ${index}`, by: 'assistant', text: shown.map((step) => proseOf(step['content'])).join('\n\n'), at }]
}
