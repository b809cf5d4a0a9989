import { chain } from '../tree.ts'
import { name, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, Said } from '../types.ts'

type Log = { title: string | null; said: Omit<Said, 'parent'>[] }

/** What `llm logs --json` prints: a prompt with its answer each, the newest first. The database itself needs a native module to read. */
export const llmLogs: ChatFormat = {
  kind: 'records',
  name: 'llm',
  holds: (value) => 'prompt' in value && 'response' in value && 'conversation_id' in value,
  open: () => {
    const logs = new Map<string, Log>()
    const records: { at: number | null; id: string; prompt: string; response: string }[] = []
    return {
      take: (record) => {
        const id = name(record['conversation_id']) ?? 'log'
        if (!logs.has(id)) logs.set(id, { title: name(record['conversation_name']), said: [] })
        records.push({ at: time(record['datetime_utc']), id, prompt: text(record['prompt']) ?? '', response: text(record['response']) ?? '' })
      },
      close: () => {
        const inOrder = records.every(({ at }) => at !== null) ? records.toSorted((a, b) => a.at! - b.at!) : records
        for (const { at, id, prompt, response } of inOrder) {
          const { said } = logs.get(id)!
          said.push({ id: `turn ${said.length}`, by: 'person', text: prompt, at }, { id: `turn ${said.length + 1}`, by: 'assistant', text: response, at })
        }
        return [...logs].map(([id, { title, said }]) => ({ id, title: title ?? firstWords(said), startedAt: said[0]!.at, said: chain(said), current: said.at(-1)!.id }))
      },
    }
  },
}
