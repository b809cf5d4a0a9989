import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { fields, name, proseOf, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, LeftReason, Said } from '../types.ts'

const TYPES = new Set(['session_meta', 'response_item', 'event_msg', 'turn_context', 'compacted'])
/** What the program puts before the person's first turn, in their name. */
const OF_PROGRAM = /^\s*(?:<(?:environment_context|user_instructions|permissions instructions|collaboration_mode|turn_aborted|INSTRUCTIONS|skill)\b|# AGENTS\.md instructions)/

/** A session of Codex CLI, one record a line. */
export const codex: ChatFormat = {
  kind: 'records',
  name: 'Codex',
  holds: (value) => TYPES.has(text(value['type']) ?? '') && 'payload' in value,
  open: (place) => {
    const said: Omit<Said, 'parent'>[] = []
    const left: Partial<Record<LeftReason, number>> = {}
    let id = place.name.replace(/^.*\//, '').replace(/\.\w+$/, '')
    let startedAt: number | null = null
    return {
      take: (record) => {
        const payload = fields(record['payload'])
        const at = time(record['timestamp']) ?? time(payload['timestamp'])
        startedAt ??= at
        if (record['type'] === 'session_meta') id = name(payload['id']) ?? id
        if (record['type'] === 'event_msg' && payload['type'] === 'turn_aborted') said.push({ id: `event ${said.length}`, by: null, text: '', at, isInterrupted: true })
        if (record['type'] !== 'response_item') return
        if (payload['type'] !== 'message') return count(left, text(payload['type'])?.endsWith('_output') ? 'the words of tools' : 'the assistant’s workings')
        const role = text(payload['role'])
        const prose = proseOf(payload['content'])
        const by = role === 'user' ? 'person' : role === 'assistant' ? 'assistant' : null
        if (by === null || (by === 'person' && OF_PROGRAM.test(prose))) return count(left, 'instructions to the assistant')
        said.push({ id: `${name(payload['id']) ?? 'message'} ${said.length}`, by, text: prose, at })
      },
      close: () => (said.some(({ by }) => by !== null) ? [{ id, title: firstWords(said), startedAt, said: chain(said), current: said.at(-1)!.id, left }] : []),
    }
  },
}
