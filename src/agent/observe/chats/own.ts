import { machineLine } from './machine.ts'
import type { MachineLine } from './machine.ts'
import type { OthersReason, Segment } from './types.ts'

// Whose words a person's turn holds. What is doubtful is someone else's: it costs a little evidence, and never invents any.

/** Knows the sentences that the person cannot be taken to have written: what the assistant said before, and what Tacit wrote. */
export type Known = Readonly<{ isAssistants: (line: string) => boolean; isTacits: (words: string) => boolean }>

const FENCE = /^\s{0,3}(`{3,}|~{3,}|"{3}|'{3})/
const QUOTED = /^\s{0,3}>/
const TAG_OPEN = /<([a-z][\w-]{1,40})(?:\s[^<>]{0,400})?>/i
const TACIT_MARK = /^#\s+Preference profile\s*$|\bexported by tacit\b|\bworth is in points of a five-point rating\b|: worth \d[\d.]* points? \(|<!--\s*tacit\b|"app":\s*"Tacit"/i
const HEADING = /^\s{0,3}#{1,6}\s+\S/
const RULED = /^\s{0,3}(?:[-*_]\s*){3,}$|^\s*\|.*\|\s*$/
/** A run of so many lines of code or of a log is one; a single such line is a way of talking. */
const RUN = 3
/** What is shorter may be anybody's. */
const TELLING = 20
const BULLET = /^\s*(?:[-*+]|\d+[.)])\s/
const LONG_QUOTE = /[“"«„]([^“”"«»„]{200,})[”"»“]/g
/** So much between two tags is no mark-up of the person's own. */
const TAGGED = 30
/** "Make this shorter:", "Translate into English:": what follows is material, however short. */
const WORK_ON = /^\s*(?:please |can you |could you )?(?:translate|correct|proofread|fix|rewrite|rephrase|paraphrase|shorten|summari[sz]e|polish|edit|improve|make (?:this|it|the following)|continue|format|explain|review|check|what does (?:he|she|this|it|the following) mean|übersetze|korrigiere|traduis|corrige|traduce)\b.{0,120}:\s*$/i
/** What follows "…:" and an empty line is what the person hands over, where it is this long. */
const HANDED_OVER = 600
/** Nobody types this much in one go: then only the first and the last paragraph are taken for the person's. */
const TYPED = 4000
const FRAME = 600

type Line = { text: string; why: OthersReason | null }

/** Tells the person's own words in a turn from what they pasted, quoted or attached. The segments joined by `\n` are the turn. */
export function tellApart(text: string, attached: readonly string[], known: Known): readonly Segment[] {
  const lines: Line[] = text.split('\n').map((line) => ({ text: line, why: null }))
  markFences(lines)
  markTags(lines)
  markQuotes(lines)
  markLogs(lines)
  markRepeated(lines, known)
  markDocuments(lines)
  markHandedOver(lines)
  const segments = [...join(lines).flatMap(cutQuotes), ...attached.map((piece): Segment => ({ speaker: 'other', text: piece, why: 'an attachment' }))]
  return segments.filter((segment) => segment.text.trim() !== '')
}

function mark(lines: readonly Line[], from: number, until: number, why: OthersReason): void {
  for (let index = from; index < until && index < lines.length; index += 1) lines[index]!.why ??= why
}

function markFences(lines: readonly Line[]): void {
  for (let index = 0; index < lines.length; index += 1) {
    const fence = FENCE.exec(lines[index]!.text)?.[1]
    if (fence === undefined) continue
    let end = index + 1
    while (end < lines.length && !(FENCE.exec(lines[end]!.text)?.[1] ?? '').startsWith(fence)) end += 1
    mark(lines, index, end + 1, 'code')
    index = end
  }
}

/** `<document>…</document>` and every other pair of tags over several lines or with more than a few words between them. */
function markTags(lines: readonly Line[]): void {
  for (let index = 0; index < lines.length; index += 1) {
    const tag = lines[index]!.why === null ? TAG_OPEN.exec(lines[index]!.text) : null
    if (tag === null) continue
    const close = `</${tag[1]!.toLowerCase()}>`
    let end = index
    while (end < lines.length && !lines[end]!.text.toLowerCase().includes(close)) end += 1
    if (end < lines.length && (end > index || lines[index]!.text.toLowerCase().indexOf(close) - tag.index > TAGGED)) {
      mark(lines, index, end + 1, 'pasted text')
      index = end
    }
  }
}

function markQuotes(lines: readonly Line[]): void {
  for (const line of lines) if (QUOTED.test(line.text)) line.why ??= 'a quotation'
}

function markLogs(lines: readonly Line[]): void {
  const kinds = lines.map(({ text, why }) => (why === null ? machineLine(text) : 'no'))
  for (let index = 0; index < lines.length; ) {
    let end = index
    let likely = 0
    // Empty and indented lines belong to the run that they stand in.
    while (end < lines.length && (kinds[end] === 'likely' || kinds[end] === 'certain' || (likely > 0 && /^\s*$|^\s{2,}\S/.test(lines[end]!.text)))) {
      if (kinds[end] === 'likely' || kinds[end] === 'certain') likely += 1
      end += 1
    }
    const isCertain = kinds.slice(index, end).includes('certain')
    if ((likely >= 2 && end - index >= RUN) || isCertain) mark(lines, index, end, 'a log')
    index = Math.max(end, index + 1)
  }
  markOutputs(lines, kinds)
}

/** A paragraph of ragged lines in which paths, hashes and versions abound was copied from a screen; what leads to it with a colon was not. */
function markOutputs(lines: readonly Line[], kinds: readonly MachineLine[]): void {
  for (let start = 0; start < lines.length; ) {
    let end = start
    while (end < lines.length && lines[end]!.why === null && lines[end]!.text.trim() !== '') end += 1
    const first = end > start && /:\s*$/.test(lines[start]!.text) ? start + 1 : start
    const machine = kinds.slice(first, end).filter((kind) => kind !== 'no').length
    const hasBullets = lines.slice(first, end).some(({ text }) => BULLET.test(text))
    if (end - first > RUN && machine >= 2 && machine * 4 >= end - first && !hasBullets) mark(lines, first, end, 'a log')
    start = end + 1
  }
}

function markRepeated(lines: readonly Line[], { isAssistants, isTacits }: Known): void {
  for (const [index, line] of lines.entries()) {
    if (TACIT_MARK.test(line.text)) mark(lines, index, lines.length, 'Tacit’s own words')
    else if (line.why === null && line.text.trim().length >= TELLING && isTacits(line.text)) line.why = 'Tacit’s own words'
    else if (line.why === null && isAssistants(line.text)) line.why = 'the assistant’s own words'
  }
}

/** Headings, rules and tables are written in documents, not in a chat: what starts with one is handed over. */
function markDocuments(lines: readonly Line[]): void {
  const length = lines.reduce((total, { text }) => total + text.length, 0)
  if (length < HANDED_OVER) return
  const start = lines.findIndex(({ text, why }) => why === null && (HEADING.test(text) || RULED.test(text)))
  if (start !== -1) mark(lines, start, lines.length, 'pasted text')
}

function markHandedOver(lines: readonly Line[]): void {
  const work = lines.findIndex(({ text, why }) => why === null && WORK_ON.test(text))
  // Where it is fenced or quoted, it ends with the fence.
  const material = lines.findIndex(({ text }, index) => index > work && text.trim() !== '')
  if (work !== -1 && lines[material]?.why === null) mark(lines, material, lines.length, 'pasted text')
  const start = lines.findIndex(({ text, why }, index) => why === null && /:\s*$/.test(text) && lines[index + 1]?.text.trim() === '')
  if (start !== -1 && lengthOf(lines.slice(start + 1)) >= HANDED_OVER) mark(lines, start + 1, lines.length, 'pasted text')
  if (lengthOf(lines) <= TYPED) return
  const own = lines.map((line, index) => ({ line, index })).filter(({ line }) => line.why === null && line.text.trim() !== '')
  const keep = [own[0], own.at(-1)].filter((kept) => kept !== undefined && kept.line.text.length <= FRAME).map((kept) => kept!.index)
  for (const [index, line] of lines.entries()) if (!keep.includes(index)) line.why ??= 'pasted text'
}

function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((total, { text, why }) => total + (why === null ? text.length : 0), 0)
}

function join(lines: readonly Line[]): readonly Segment[] {
  const segments: { speaker: Segment['speaker']; text: string; why: OthersReason | null }[] = []
  for (const { text, why } of lines) {
    const last = segments.at(-1)
    if (last !== undefined && last.why === why) last.text += `\n${text}`
    else segments.push({ speaker: why === null ? 'person' : 'other', text, why })
  }
  return segments
}

/** A long quotation inside a paragraph of the person's. */
function cutQuotes(segment: Segment): readonly Segment[] {
  if (segment.speaker !== 'person') return [segment]
  const parts: Segment[] = []
  let end = 0
  for (const quote of segment.text.matchAll(LONG_QUOTE)) {
    parts.push({ ...segment, text: segment.text.slice(end, quote.index) }, { speaker: 'other', text: quote[0], why: 'a quotation' })
    end = quote.index + quote[0].length
  }
  return [...parts, { ...segment, text: segment.text.slice(end) }]
}
