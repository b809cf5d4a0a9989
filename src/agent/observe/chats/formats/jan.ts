import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { isFields, list, name, proseOf, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, LeftReason, Said } from '../types.ts'

type Thread = { said: Omit<Said, 'parent'>[]; left: Partial<Record<LeftReason, number>> }

/** `messages.jsonl` of a thread of Jan; its title is in `thread.json` beside it. */
export const jan: ChatFormat = {
  kind: 'records',
  name: 'Jan',
  holds: (value) => value['object'] === 'thread.message',
  open: ({ asides }) => {
    const threads = new Map<string, Thread>()
    return {
      take: (message) => {
        const id = name(message['thread_id']) ?? 'thread'
        const thread = threads.get(id) ?? { said: [], left: {} }
        threads.set(id, thread)
        const by = message['role'] === 'user' ? 'person' : message['role'] === 'assistant' ? 'assistant' : null
        const blocks = list(message['content']).filter(isFields)
        for (const block of blocks) if (text(block['type']) !== 'text') count(thread.left, block['type'] === 'image_url' ? 'images and recordings' : 'the assistant’s workings')
        if (by === null) return count(thread.left, 'instructions to the assistant')
        thread.said.push({ id: name(message['id']) ?? `message ${thread.said.length}`, by, text: proseOf(message['content']), at: time(message['created_at']) })
      },
      close: () =>
        [...threads].filter(([, { said }]) => said.length > 0).map(([id, { said, left }]) => {
          // Older logs list the newest first.
          const inOrder = said.every(({ at }) => at !== null) ? said.toSorted((a, b) => a.at! - b.at!) : said
          return { id, title: asides.titles.get(id) ?? firstWords(inOrder), startedAt: inOrder[0]!.at, said: chain(inOrder), current: inOrder.at(-1)!.id, left }
        }),
    }
  },
}
