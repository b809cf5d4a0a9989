import { MARKS } from '../../contract/entities.ts'
import type { Mark } from '../../contract/entities.ts'
import { withoutJunk } from '../junk.ts'
import { toPassages } from '../passages.ts'
import type { Block } from '../blocks.ts'
import { tellsOfAnswer } from '../outcomes/cues.ts'
import type { ReadPassage, WithheldPart } from '../types.ts'
import type { Conversation, OthersReason, Segment, Turn } from './types.ts'

/** An answer is context: its beginning tells what it was about. So does that of what a person handed over. */
const KEPT_OF_ANSWER = 1400
const KEPT_OF_OTHERS = 700
/** Below an item of a list it stands as far in as the item does. */
const FENCED = /^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\1[ \t]*$|(?![\s\S]))/gm
const LINE_MARKS = /^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+•]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)?/
const EMPHASIS = /(\*\*|__)(?=\S)([^\n]*?\S)\1/g
/** So short a turn is kept where it tells of the answer before it. */
const FEW = 40
/** An error as machines report it. */
const FAILURE = /Traceback|\b\w*(?:Error|Exception)\b\s*:|^\s*at \S+ \(|\bexit code [1-9]|npm ERR/m
/** What is kept of nobody: code and logs are no words, and what an assistant or Tacit wrote stands where they wrote it. */
const NOT_KEPT: Readonly<Partial<Record<OthersReason, WithheldPart['reason']>>> = { code: 'code', 'a log': 'a log', 'the assistant’s own words': 'someone else’s words', 'Tacit’s own words': 'written by Tacit' }

export type TurnToCut = Readonly<{ turn: Pick<Turn, 'id' | 'speaker' | 'text' | 'at' | 'rating' | 'isInterrupted'>; position: number; segments: readonly Segment[] }>

/** The passages of one turn, by the same cutting as notes; lines count within the turn. */
export function toTurnPassages(conversation: Pick<Conversation, 'id' | 'title' | 'startedAt'>, { turn, position, segments }: TurnToCut): Readonly<{ passages: readonly ReadPassage[]; withheld: readonly WithheldPart[] }> {
  const passages: ReadPassage[] = []
  const withheld: WithheldPart[] = []
  const marks = marksOf(turn, segments)
  let cursor = 0
  for (const { speaker, text, why } of segments) {
    const start = turn.text.indexOf(text, cursor)
    const firstLine = start === -1 ? 1 : countLines(turn.text, start)
    if (start !== -1) cursor = start + text.length
    const lineEnd = start === -1 ? firstLine : countLines(turn.text, cursor)
    const reason = why === null ? undefined : NOT_KEPT[why]
    if (reason !== undefined) {
      withheld.push({ reason, lineStart: firstLine, lineEnd })
      continue
    }
    const kept = speaker === 'person' ? text : speaker === 'assistant' ? cut(withoutCode(text), KEPT_OF_ANSWER) : cut(text, KEPT_OF_OTHERS)
    const turned = toPassages(`${conversation.id}#${turn.id}/${passages.length}`, toBlocks(kept, firstLine), turn.at ?? conversation.startedAt ?? 0, speaker === 'person' && kept.length < FEW && tellsOfAnswer(kept) ? 1 : undefined)
    const sifted = withoutJunk(turned, speaker === 'person' ? 'turn' : 'answer')
    // What became of an answer is read from its marks, for which something of it has to stay.
    const read = speaker === 'person' || marks === null || sifted.passages.length > 0 ? sifted : turned
    for (const passage of read.passages) {
      passages.push({ ...passage, file: conversation.id, heading: conversation.title, date: turn.at ?? conversation.startedAt, speaker, conversation: conversation.id, turn: position, marks })
    }
    if (speaker === 'person') withheld.push(...read.withheld)
  }
  return { passages, withheld }
}

/** Code and logs are not kept, but that they were there says what became of an answer. */
function marksOf({ text, rating, isInterrupted }: TurnToCut['turn'], segments: readonly Segment[]): string | null {
  const pasted = segments.filter(({ why }) => why !== null).map((segment) => segment.text)
  const held: Readonly<Record<Mark, boolean>> = {
    up: rating?.verdict === 'up',
    down: rating?.verdict === 'down',
    stopped: isInterrupted,
    code: text.match(FENCED) !== null || segments.some(({ why }) => why === 'code'),
    failure: pasted.some((part) => FAILURE.test(part)),
  }
  const marks = MARKS.filter((mark) => held[mark])
  return marks.length === 0 ? null : marks.join(' ')
}

/** Each line is a block of its own: chats are written in lines, and marks of lists and headings are left out. */
function toBlocks(text: string, firstLine: number): readonly Block[] {
  return text.split('\n').flatMap((line, index): readonly Block[] => {
    const words = line.replace(LINE_MARKS, '').replace(EMPHASIS, '$2').replace(/\s+/g, ' ').trim()
    if (!/[\p{L}\p{N}]/u.test(words)) return []
    return [{ text: words, headings: [], lineStart: firstLine + index, lineEnd: firstLine + index, withheld: null }]
  })
}

/** Lines stay where they were. */
function withoutCode(text: string): string {
  return text.replace(FENCED, (code) => code.replace(/[^\n]/g, ''))
}

/** Ends with a sentence or at least a word. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const head = text.slice(0, length)
  const end = Math.max(head.lastIndexOf('. '), head.lastIndexOf('.\n'), head.lastIndexOf('? '), head.lastIndexOf('! '), head.lastIndexOf('\n'))
  return end > length / 2 ? head.slice(0, end + 1) : head.replace(/\s+\S*$/, '')
}

function countLines(text: string, until: number): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < until; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
