import { order } from './tree.ts'
import { tellApart } from './own.ts'
import { visible, visibleLine } from './visible.ts'
import type { Conversation, Draft, LeftReason, Segment, Turn } from './types.ts'
import type { Placed } from './tree.ts'

/** A line that is shorter is said by everybody. */
const TELLING = 35
/** A line that starts the same for so long is the same. */
const COMPARED = 240

/** The conversation that a draft holds, in order and as it was seen. */
export function compose(format: string, draft: Draft): Conversation {
  const left: Partial<Record<LeftReason, number>> = { ...draft.left }
  const turns: Turn[] = []
  for (const { id, by, at, rating, isInterrupted, isSuperseded, ...raw } of mergeAnswers(order(draft.said, draft.current))) {
    const last = turns.at(-1)
    if (by === null) {
      if (last?.speaker === 'assistant') turns[turns.length - 1] = { ...last, isInterrupted: true }
      continue
    }
    const text = visible(raw.text).trim()
    const attached = raw.attached.map((piece) => visible(piece).trim()).filter((piece) => piece !== '')
    if (text === '' && attached.length === 0) count(left, 'without any words')
    else {
      if (isSuperseded) count(left, 'a superseded draft')
      turns.push({ id, speaker: by, text, at, isSuperseded, rating, isInterrupted, attached })
    }
  }
  const title = draft.title === null ? null : visibleLine(draft.title)
  const first = turns.find(({ at }) => at !== null)?.at ?? null
  return {
    id: `${format}/${visibleLine(draft.id).replaceAll('/', '∕') || 'untitled'}`,
    title: title === '' ? null : title,
    startedAt: draft.startedAt ?? first,
    tags: (draft.tags ?? []).map(visibleLine).filter((tag) => tag !== ''),
    turns,
    left,
  }
}

type Told = Pick<Turn, 'speaker' | 'text' | 'attached'>

/** Whose words each turn holds. `whole` are the same turns with the whole of the answers; `isTacits` knows the words that Tacit has shown. */
export function tellTurnsApart(turns: readonly Told[], whole: readonly Told[] = turns, isTacits: (words: string) => boolean = () => false): readonly (readonly Segment[])[] {
  const said = new Set<string>()
  const known = { isAssistants: (line: string) => said.has(lineKey(line)), isTacits }
  return turns.map(({ speaker, text, attached }, index): readonly Segment[] => {
    if (speaker === 'person') return tellApart(text, attached, known)
    for (const line of whole[index]!.text.split('\n')) if (lineKey(line) !== '') said.add(lineKey(line))
    return [{ speaker: 'assistant', text, why: null }]
  })
}

type Merged = Readonly<{ id: string; by: 'person' | 'assistant' | null; text: string; attached: readonly string[]; at: number | null; rating: Turn['rating']; isInterrupted: boolean; isSuperseded: boolean }>

/** An answer that tools interrupted is one answer. */
function mergeAnswers(placed: readonly Placed[]): readonly Merged[] {
  const merged: Merged[] = []
  let lastAnswer: string[] | null = null
  const texts = new Map<number, string[]>()
  for (const { said, isSuperseded } of placed) {
    const last = merged.at(-1)
    const isSame = said.by === 'assistant' && last?.by === 'assistant' && last.isSuperseded === isSuperseded && lastAnswer !== null && !isSuperseded
    if (said.by === null && said.isInterrupted !== true) continue
    if (isSame) {
      if (said.text.trim() !== '') lastAnswer!.push(said.text)
      merged[merged.length - 1] = { ...last!, rating: said.rating ?? last!.rating, isInterrupted: last!.isInterrupted || said.isInterrupted === true }
      continue
    }
    lastAnswer = [said.text]
    texts.set(merged.length, lastAnswer)
    merged.push({ id: said.id, by: said.by, text: '', attached: said.attached ?? [], at: said.at, rating: said.rating ?? null, isInterrupted: said.isInterrupted === true, isSuperseded })
  }
  return merged.map((message, index) => ({ ...message, text: (texts.get(index) ?? []).filter((part) => part.trim() !== '').join('\n\n') }))
}

/** A line as it is compared: without list marks, marks of emphasis, case and spacing. Empty for one that tells nothing. */
function lineKey(line: string): string {
  if (line.length < TELLING) return ''
  const plain = line.slice(0, COMPARED).replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, '').replace(/[*_`"“”]/g, '').replace(/\s+/g, ' ').trim().toLowerCase()
  return plain.length >= TELLING ? plain : ''
}

export function count(left: Partial<Record<LeftReason, number>>, reason: LeftReason, by = 1): void {
  left[reason] = (left[reason] ?? 0) + by
}
