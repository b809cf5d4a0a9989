import { chain } from '../tree.ts'
import { collectLines, fenceWatcher } from './lines.ts'
import { firstWords } from './first-words.ts'
import type { ChatFormat, Draft, Place, Said } from '../types.ts'

const PERSON = 'user|human|you|me|prompt|person'
const ASSISTANT = 'assistant|ai|chatgpt|gpt-?[\\w.]*|claude[\\w .-]*|gemini[\\w .-]*|copilot|bot|model|llm|agent|response|answer'
/** `## User`, `**User:**`, `_**User**_`, `User:`, `You said:`; the words may follow on the same line. */
const MARK = new RegExp(String.raw`^(#{1,6}\s+|_?\*\*)?(?:[^\w\s#*]{1,3}\s*)?(?:(${PERSON})|(${ASSISTANT}))(?: said)?(?:\s*\([^)]*\))?(:?)(\*\*_?)?(:?)(?:\s+(.*))?$`, 'i')

/** How the first turn was marked, which is how every turn is: other lines like it are words of a turn. */
type Style = Readonly<{ heading: string; hasColon: boolean }>
type Mark = Readonly<{ by: 'person' | 'assistant'; style: Style; rest: string }>

/** A transcript in Markdown whose turns start with "User:" and "Assistant:" in any of the usual ways. */
export const headings: ChatFormat = {
  kind: 'text',
  name: 'Markdown',
  holds: (head) => {
    const marks = readMarks(head.split(/\r?\n/)).filter((mark) => mark !== null)
    return marks.some(({ by }) => by === 'person') && marks.some(({ by }) => by === 'assistant')
  },
  open: (place) => collectLines((lines) => readTranscript(lines, place)),
}

function readMarks(lines: readonly string[]): readonly (Mark | null)[] {
  const isFenced = fenceWatcher()
  let style: Style | null = null
  return lines.map((line, index) => {
    const mark = isFenced(line) ? null : readMark(line)
    if (mark === null || (index > 0 && mark.style.heading === '' && lines[index - 1]!.trim() !== '')) return null
    style ??= mark.style
    return mark.style.heading === style.heading && mark.style.hasColon === style.hasColon ? mark : null
  })
}

function readMark(line: string): Mark | null {
  if (line.length > 20_000) return null
  const match = MARK.exec(line)
  if (match === null) return null
  const heading = (match[1] ?? '').trim()
  const hasColon = match[4] === ':' || match[6] === ':'
  const rest = match[7] ?? ''
  // "You are right" and "**Answer** the door" are talk.
  if ((heading === '' || rest !== '') && !hasColon) return null
  if (heading.includes('*') && match[5] === undefined) return null
  return { by: match[2] !== undefined ? 'person' : 'assistant', style: { heading, hasColon }, rest }
}

function readTranscript(lines: readonly string[], place: Place): readonly Draft[] {
  const said: Omit<Said, 'parent'>[] = []
  const marks = readMarks(lines)
  const title = /^#\s+(.+)$/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[1] ?? null
  let current: { by: 'person' | 'assistant'; lines: string[] } | null = null

  function flush(): void {
    const words = current?.lines.join('\n').replace(/(?:^|\n)(?:---|\*\*\*)\s*$/, '').trim() ?? ''
    if (current !== null && words !== '') said.push({ id: `turn ${said.length}`, by: current.by, text: words, at: null })
  }

  for (const [index, line] of lines.entries()) {
    const mark = marks[index]
    if (mark) {
      flush()
      current = { by: mark.by, lines: [mark.rest] }
    } else current?.lines.push(line)
  }
  flush()
  if (said.length === 0) return []
  const isMark = title !== null && readMark(`# ${title}`) !== null
  return [{ id: place.name, title: isMark ? firstWords(said) : (title ?? firstWords(said)), startedAt: place.modifiedAt || null, said: chain(said), current: said.at(-1)!.id }]
}
