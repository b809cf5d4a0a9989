import { isAddressed, isFirstPerson, leansBack, plainOf } from './voice.ts'
import type { OpenKind } from './intent-open.ts'
import type { NotePassage, Sentence } from './voice.ts'

// What stands around a quote: which domain it is of, whether it is still open, and whose text it is.

const LONGEST = 600
const DATE = /^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|week|day|q[1-4]|\d+(?:st|nd|rd|th)?|\W)+$/i

/** The note's title, its last two headings and the sentences beside the quote; titles and headings that are only dates say nothing. */
export function contextOf({ file, heading }: Pick<NotePassage, 'file' | 'heading'>, { quote, before, after }: Pick<Sentence, 'quote' | 'before' | 'after'>): string {
  const title = file.replace(/^.*\//, '').replace(/\.\w+$/, '').replace(/[-_]+/g, ' ')
  const titles = [title, ...(heading?.split(' › ').slice(-2) ?? [])].filter((part) => /\p{L}{3}/u.test(part) && !DATE.test(part))
  return [...new Set(titles), [before, quote, after].filter((part) => part !== '').join(' ')].join('. ').slice(0, LONGEST)
}

const ANSWER = /^(?:yes|no|well|simple|simply|because|by \w+ing|the (?:short |simple |honest )?answer|it turns out|turns out|here(?:'s| is| are)|these (?:are|include)|a few (?:good |guiding |useful )*\w+|some (?:good |guiding |useful )*(?:questions|ways|ideas|tips|rules)|i(?:'ve| have)? (?:decided|realised|realized|found|settled|now|ended up|chose)|one (?:way|answer|approach)|start (?:by|with)|first(?:ly)?,)\b/
const OWN_ANSWER = /^(?:in (?:this|my) case|specifically|concretely|namely|in practice|that means|which means|this means|so i (?:signed|bought|booked|joined|started|set|asked|went)|i(?:'ve| have) (?:already|since|now|just)?\s?(?:signed|bought|booked|joined|started|set up|asked))\b/
const REPORT = /^(?:(?:and |so )?i (?:actually |even |only |just |also |ended up |finally )?(?:made|did|managed|finished|read|ran|reached|hit|achieved|gave|wrote|met|donated|completed|got|went|failed|learn(?:ed|t)|spent|kept|missed|didn't|did not|have (?:now |since )?(?:done|made|met|read|run|finished|reached|kept))|update:)/

/** True where the neighbours already say how: a question's answer, a plan's own way, a report of what came of it. */
export function isAnswered(kind: OpenKind, { before, after, nextLine, isWholeLine }: Pick<Sentence, 'before' | 'after' | 'nextLine' | 'isWholeLine'>): boolean {
  if (kind === 'question') return isForReader(before, after) || isAnswer(plainOf(after === '' || after.endsWith('?') ? nextLine : after))
  if (OWN_ANSWER.test(plainOf(after))) return true
  return isWholeLine && kind !== 'dropped' && REPORT.test(plainOf(nextLine))
}

const isAnswer = (next: string): boolean => ANSWER.test(next) && !next.endsWith('?')

/** A question that an essay asks so as to go on: the sentences beside it speak to a reader, or go on about something else, without "I". */
function isForReader(before: string, after: string): boolean {
  if (isAddressed(plainOf(before)) || isAddressed(plainOf(after))) return true
  return /\p{L}/u.test(after) && !after.endsWith('?') && !isFirstPerson(plainOf(after)) && !leansBack(plainOf(after))
}

const OTHERS_PLACE = /(?:^|› |\/)[^/›]*\b(?:quotes?|quotations|highlights|excerpts?|book notes|reading notes|transcripts?|lyrics|annotations?|handbook|manual|abstract|book review|book summary)(?:\.\w+)?$/i

/** Notes on somebody else's text: a place that is named so, or a passage that speaks to a reader more than of its writer. */
export function isOthersText({ file, heading, text }: Pick<NotePassage, 'file' | 'heading' | 'text'>): boolean {
  const places = [file, heading ?? ''].filter((place) => !/\bmy\b/i.test(place))
  if (places.some((place) => OTHERS_PLACE.test(place))) return true
  const words = plainOf(text).match(/[\p{L}']+/gu) ?? []
  const toReader = words.filter((word) => /^you(?:r|rs|rself|'\w+)?$/.test(word)).length
  const own = words.filter((word) => word === 'i' || /^(?:i'\w+|my|me|mine|myself)$/.test(word)).length
  return toReader >= 3 && toReader > 2 * own && !isFirstPerson(plainOf(heading ?? ''))
}
