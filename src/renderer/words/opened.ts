import type { Answer, Card, Move, Opened } from '../../agent/contract/index.ts'
import { day, longDay } from './dates.ts'
import { capital, decimal, inHundred, span } from './numbers.ts'

/** A move below this is not worth a word, in points. */
const NOTEWORTHY = 0.02

export const RATING_WORDS = ['No', 'Rather not', 'Either way', 'Would like', 'Very much'] as const

export const CHANGE_WORDS = { yes: 'Yes, it has', lately: 'Just lately', no: 'No' } as const

export const CONTRADICTION_QUESTION = 'You said both of these, and they hardly go together.'
export const CONTRADICTION_WORDS = { changed: 'I changed', depends: 'It depends', 'first-slip': 'The earlier was a slip', 'second-slip': 'The later was a slip' } as const

export const HINDSIGHT_WORDS = { glad: 'Glad', neither: 'Neither', sorry: 'Sorry', 'did-not-happen': 'It did not happen' } as const

/** The moves that are shown, and how many more there are. */
export function shownMoves(moves: readonly Move[], most = 2): Readonly<{ shown: readonly Move[]; more: number }> {
  const noteworthy = moves.filter((move) => move.by > NOTEWORTHY)
  return { shown: noteworthy.slice(0, most), more: Math.max(0, noteworthy.length - most) }
}

/** "you said 4", "you chose the second" */
export function saidWords(answer: Answer): string {
  switch (answer.kind) {
    case 'stars':
      return `you said ${answer.rating}`
    case 'pair':
      return answer.choice === 'equal' ? 'you said about equal' : `you chose the ${answer.choice}`
    case 'change':
      return `you said “${CHANGE_WORDS[answer.answer]}”`
    case 'contradiction':
      return `you said “${CONTRADICTION_WORDS[answer.answer]}”`
    case 'hindsight':
      return `you said “${HINDSIGHT_WORDS[answer.verdict]}”`
    case 'edit':
      return 'you wrote it so'
    case 'dismiss':
      return 'you dismissed it'
    case 'not-now':
      return 'not now'
    case 'cannot-say':
      return 'you could not say'
  }
  return answer satisfies never
}

/** "It wrote 3.9, likely 3.0 to 4.7.", with what the person said where that was outside. Null where nothing was sealed. */
export function wroteSentence({ card, sealed, answer, isSurprise }: Opened): string | null {
  if (!sealed) return null
  if (!sealed.likely) return `It had written ${card.form === 'hindsight' ? 'glad' : 'the first'}, ${inHundred(sealed.chance)}; ${saidWords(answer)}.`
  const wrote = `It wrote ${decimal(sealed.mean, 1)}, likely ${span(sealed.likely)}.`
  return isSurprise ? `${wrote} ${capital(saidWords(answer))}, outside.` : wrote
}

/** "27 October, you said 4": one of two ratings that are shown side by side. */
export const ratedWords = ({ at, rating }: NonNullable<Card['ratings']>[number], now: number): string => thenWords({ at, answer: `you said ${rating}` }, now)

/** "27 October, you said 4"; what the person said of it then. */
export function thenWords({ at, answer }: Pick<NonNullable<Card['looksBack']>, 'at' | 'answer'>, now: number): string {
  return `${new Date(at).getFullYear() === new Date(now).getFullYear() ? day(at) : longDay(at)}, ${answer}`
}

/** What the person's own notes and chats say became of it; a reading of them, and said as one. */
export function becameWords(happened: NonNullable<Card['looksBack']>['happened'], hasQuotes: boolean): string {
  switch (happened) {
    case 'happened':
      return 'By what you wrote since, it happened.'
    case 'stalled':
      return 'By what you wrote since, it stalled.'
    case 'dropped':
      return 'By what you wrote since, you dropped it.'
    case null:
      return hasQuotes ? 'What you wrote since:' : 'Nothing that was read says what became of it.'
  }
  return happened satisfies never
}

/** What an answer is called where it is said what it changed. */
export const noun = ({ kind }: Answer): 'answer' | 'rating' => (kind === 'hindsight' ? 'answer' : 'rating')

export const nothingMoved = (answer: Answer): string => `This ${noun(answer)} changed little: it was expected.`

/** What did not happen says nothing about what the person wants. */
export const isNoVerdict = (answer: Answer): boolean => answer.kind === 'hindsight' && answer.verdict === 'did-not-happen'

/** A reason in one's own words belongs to an answer that teaches something, on a card that is kept. */
export const canSayWhy = ({ card, answer }: Opened): boolean => card.kind !== 'sample' && (answer.kind === 'stars' || answer.kind === 'pair' || answer.kind === 'edit' || (answer.kind === 'hindsight' && !isNoVerdict(answer)))

/** What the live region says after an answer. */
export function announcement(opened: Opened): string {
  const { answer, moves } = opened
  if (answer.kind === 'dismiss') return 'Dismissed. Undo with Control Z.'
  if (answer.kind === 'not-now') return 'Not now. It comes back in a later tray. Undo with Control Z.'
  if (answer.kind === 'cannot-say') return 'You could not say. Undo with Control Z.'
  if (answer.kind === 'change' || answer.kind === 'contradiction' || isNoVerdict(answer)) return `${capital(saidWords(answer))}. Undo with Control Z.`
  const said = answer.kind === 'stars' ? `Rated ${answer.rating}.` : `${capital(saidWords(answer))}.`
  const { shown, more } = shownMoves(moves)
  const moved = shown.length === 0 ? nothingMoved(answer) : `${capital(shown.map((move) => `${move.pole} up ${decimal(move.by)}`).join(', '))}${more > 0 ? `, and ${more} more` : ''}.`
  return [said, wroteSentence(opened), moved, 'Undo with Control Z.'].filter((part) => part !== null).join(' ')
}

/** Past this many, a place in the row says nothing. */
const MOST_COUNTED = 12

/** "Proposal 2 of 3" and the like; never a score. */
export function kindWords(card: Card, position: number, total: number, mode: 'tray' | 'five'): string {
  if (card.kind === 'own') return 'Your own'
  if (card.kind === 'sample') return 'A sample, to see how it works'
  const place = total > 1 && total <= MOST_COUNTED ? ` ${position} of ${total}` : ''
  if (card.form === 'hindsight') return `Looking back${place && `,${place}`}`
  if (card.form !== 'state') return `Question${place}`
  if (card.kind === 'guess') return mode === 'five' ? `A guess${place && `,${place}`}` : 'A guess'
  return `Proposal${place}`
}
