import { count } from '../compose.ts'
import { chain } from '../tree.ts'
import { fields, list, text, time } from '../values.ts'
import { firstWords } from './first-words.ts'
import { plainText } from './html-text.ts'
import type { ChatFormat, Draft, LeftReason, Rating, Said } from '../types.ts'

/** One prompt with its answers, as Google keeps it: without a conversation. */
export type Activity = Readonly<{ prompt: string; answers: readonly string[]; at: number | null; rating: Rating | null }>

/** A pause this long ends a conversation. */
const PAUSE_MS = 30 * 60 * 1000
const HEADER = /^(?:Gemini Apps|Bard|Gemini)$/
/** "Prompted" in the languages that are known; elsewhere the whole title is the prompt. */
const PROMPTED = /^(?:Prompted|Said|Asked|Eingegebener Prompt:?|Prompt eingegeben:?|Pokyn|Requête|Mensaje|Prompt inviato|Solicitação)[\s\u00A0]+/

/** Takeout's "My Activity" for Gemini as JSON: the newest first. */
export const geminiActivity: ChatFormat = {
  kind: 'records',
  name: 'Gemini',
  holds: (value) => typeof value['header'] === 'string' && HEADER.test(value['header']) && 'title' in value && 'time' in value,
  open: () => {
    const activities: Activity[] = []
    const left: Partial<Record<LeftReason, number>> = {}
    return {
      take: (entry) => {
        const title = text(entry['title']) ?? ''
        const rating = ratingIn(title)
        const answers = list(entry['safeHtmlItem']).map((item) => plainText(text(fields(item)['html']) ?? ''))
        if (list(entry['attachedFiles']).length > 0 || 'imageFile' in entry) count(left, 'images and recordings')
        if (rating === null && answers.length === 0 && !PROMPTED.test(title)) return count(left, 'of no known kind')
        activities.push({ prompt: rating === null ? withoutPrefix(title) : '', answers, at: time(entry['time']), rating })
      },
      close: () => toDrafts(activities, left),
    }
  },
}

export function withoutPrefix(title: string): string {
  return title.replace(PROMPTED, '').trim()
}

function ratingIn(title: string): Rating | null {
  if (/^Gave feedback: Good/i.test(title)) return { verdict: 'up', text: null }
  return /^Gave feedback: (?:Bad|Poor)/i.test(title) ? { verdict: 'down', text: null } : null
}

/** Groups prompts by pauses of half an hour; of several answers the first was shown, the others are drafts. */
export function toDrafts(activities: readonly Activity[], left: Partial<Record<LeftReason, number>>): readonly Draft[] {
  const inOrder = activities.every(({ at }) => at !== null) ? activities.toSorted((a, b) => a.at! - b.at!) : activities
  const drafts: Draft[] = []
  let said: Omit<Said, 'parent'>[] = []
  let last: number | null = null

  function close(): void {
    const first = said[0]
    if (first !== undefined) drafts.push({ id: first.at === null ? `prompt ${drafts.length}` : new Date(first.at).toISOString(), title: firstWords(said), startedAt: first.at, said: chain(said), current: said.at(-1)!.id, left: drafts.length === 0 ? left : {} })
    said = []
  }

  for (const { prompt, answers, at, rating } of inOrder) {
    if (at !== null && last !== null && at - last > PAUSE_MS) close()
    last = at ?? last
    if (rating !== null) {
      const answer = said.findLastIndex(({ by }) => by === 'assistant')
      if (answer !== -1) said[answer] = { ...said[answer]!, rating }
      continue
    }
    said.push({ id: `turn ${said.length}`, by: 'person', text: prompt, at })
    if (answers[0] !== undefined) said.push({ id: `turn ${said.length}`, by: 'assistant', text: answers[0], at })
    if (answers.length > 1) count(left, 'a superseded draft', answers.length - 1)
  }
  close()
  return drafts
}
