import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { time } from '../values.ts'
import { firstWords } from './first-words.ts'
import { collectLines } from './lines.ts'
import type { ChatFormat, Draft, LeftReason, Said } from '../types.ts'

const STARTED = /^# aider chat started at (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*$/
/** Aider ends each line of the person's with two spaces; a model's own heading of that depth has none. */
const PERSON = /^####(?: (.*?))? {2}$/
const TOOL = /^> .* {2}$|^> \S.*$/
/** Orders to the program; the words behind /ask and /code are the person's. */
const ORDER = /^\/(?!(?:ask|code|architect|chat-mode)\b)\S+/
const TALK = /^\/(?:ask|code|architect|chat-mode)\s*/

/** The history of aider, which holds many chats: `#### ` is the person, `> ` the tool, the rest the model. */
export const aider: ChatFormat = {
  kind: 'text',
  name: 'aider',
  holds: (head) => /^# aider chat started at \d{4}-/m.test(head),
  open: () => collectLines(readHistory),
}

function readHistory(lines: readonly string[]): readonly Draft[] {
  const drafts: Draft[] = []
  let said: Omit<Said, 'parent'>[] = []
  let left: Partial<Record<LeftReason, number>> = {}
  let started: string | null = null
  let current: { by: 'person' | 'assistant'; lines: string[] } | null = null

  function flush(): void {
    const words = current?.lines.join('\n').trim() ?? ''
    if (current !== null && words !== '') add(current.by, words)
    current = null
  }

  function add(by: 'person' | 'assistant', words: string): void {
    const id = `turn ${said.length}`
    if (by === 'assistant') return void said.push({ id, by, text: words, at: null })
    if (ORDER.test(words)) {
      count(left, 'instructions to the assistant')
      // Taking back what the assistant did is a verdict on its answer.
      const answer = said.findLastIndex((message) => message.by === 'assistant')
      if (/^\/undo\b/.test(words) && answer !== -1) said[answer] = { ...said[answer]!, rating: { verdict: 'down', text: '/undo' } }
      return
    }
    const own = words.replace(TALK, '').trim()
    // "/ask …" is written a second time without the order.
    if (own !== '' && said.at(-1)?.text !== own) said.push({ id, by, text: own, at: null })
  }

  function close(): void {
    flush()
    if (said.length > 0) drafts.push({ id: started ?? 'start', title: firstWords(said), startedAt: time(started), said: chain(withTime(said, time(started))), current: said.at(-1)!.id, left })
    said = []
    left = {}
  }

  for (const line of lines) {
    const start = STARTED.exec(line)
    const person = PERSON.exec(line)
    if (start) {
      close()
      started = start[1]!
    } else if (person || TOOL.test(line)) {
      if (current !== null && (person === null || current.by === 'assistant')) flush()
      if (person) (current ??= { by: 'person', lines: [] }).lines.push(person[1] ?? '')
      else if (line.startsWith('> ^C') && said.at(-1)?.by === 'assistant') said[said.length - 1] = { ...said.at(-1)!, isInterrupted: true }
    } else {
      // An empty line of the person's is marked as theirs: one without the mark ends what they said.
      if (current?.by === 'person') flush()
      current ??= { by: 'assistant', lines: [] }
      current.lines.push(line)
    }
  }
  close()
  return drafts
}

function withTime(said: readonly Omit<Said, 'parent'>[], at: number | null): readonly Omit<Said, 'parent'>[] {
  return said.map((message) => ({ ...message, at }))
}
