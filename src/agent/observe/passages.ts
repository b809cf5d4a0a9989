import { createHash } from 'node:crypto'
import { dateIn } from './dates.ts'
import { sentencesOf } from './sentences.ts'
import type { Block } from './blocks.ts'
import type { ReadPassage, WithheldPart, WithheldReason } from './types.ts'

const LONGEST = 700
const ENOUGH = 300
const SHORTEST = 20
/** Scripts that write a word with one or two characters: these weigh as much as the letters of a word. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
const DENSITY = 3
/** A block this short is never left alone when there is room beside its neighbour. */
const CRUMB = 60

export type PassagesOfNote = Readonly<{ passages: readonly ReadPassage[]; withheld: readonly WithheldPart[] }>

/** Groups a note's blocks under their heading into passages of up to 700 characters; what is shorter than `shortest` tells too little. */
export function toPassages(file: string, blocks: readonly Block[], date: number, shortest = SHORTEST): PassagesOfNote {
  const withheld: WithheldPart[] = []
  const passages: ReadPassage[] = []
  const seen = new Map<string, number>()
  let group: Block[] = []

  function flush(): void {
    const [first] = group
    if (first === undefined) return
    const text = group.map((block) => block.text).join('\n')
    const place = { lineStart: first.lineStart, lineEnd: Math.max(...group.map((block) => block.lineEnd)) }
    group = []
    if (sizeOf(text) < shortest || !/\p{L}{2}/u.test(text)) {
      hold('too short', place)
      return
    }
    const ordinal = seen.get(text) ?? 0
    seen.set(text, ordinal + 1)
    passages.push({
      id: createHash('sha256').update(JSON.stringify([file, text, ordinal])).digest('hex').slice(0, 32),
      file,
      heading: first.headings.length === 0 ? null : first.headings.join(' › '),
      ...place,
      text,
      date: first.headings.map(dateIn).findLast((found) => found !== null) ?? date,
      speaker: 'person',
      conversation: null,
      turn: null,
      marks: null,
    })
  }

  function hold(reason: WithheldReason, { lineStart, lineEnd }: Readonly<{ lineStart: number; lineEnd: number }>): void {
    withheld.push({ reason, lineStart, lineEnd })
  }

  for (const block of blocks) {
    if (block.withheld !== null) {
      flush()
      hold(block.withheld, block)
      continue
    }
    for (const piece of split(block)) {
      const length = group.reduce((total, { text }) => total + sizeOf(text) + 1, 0)
      const isElsewhere = group.length > 0 && group[0]!.headings.join('\n') !== piece.headings.join('\n')
      if (isElsewhere || (length >= ENOUGH && sizeOf(piece.text) > CRUMB) || length + sizeOf(piece.text) > LONGEST) flush()
      group.push(piece)
    }
  }
  flush()
  return { passages, withheld }
}

/** A block that is too long is cut between sentences, and only where one sentence is too long, between words. */
function split(block: Block): readonly Block[] {
  if (sizeOf(block.text) <= LONGEST) return [block]
  const pieces: string[] = []
  let current = ''
  for (const sentence of sentencesOf(block.text).flatMap(cutLong)) {
    if (current !== '' && sizeOf(current) + sizeOf(sentence) > LONGEST) {
      pieces.push(current)
      current = ''
    }
    current += sentence
  }
  pieces.push(current)
  return pieces.map((piece) => ({ ...block, text: piece.trim() })).filter((piece) => piece.text !== '')
}

function cutLong(sentence: string): readonly string[] {
  if (sizeOf(sentence) <= LONGEST) return [sentence]
  // Characters outside the first plane are two units, and are not cut in half.
  const pattern = (sentence.match(DENSE)?.length ?? 0) > sentence.length / 3 ? /.{1,220}/gsu : /.{1,600}(?:\s|$)|.{1,600}/gsu
  return sentence.match(pattern) ?? [sentence]
}

/** In letters. */
function sizeOf(text: string): number {
  return text.length + (DENSITY - 1) * (text.match(DENSE)?.length ?? 0)
}
