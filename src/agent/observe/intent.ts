import type { Speaker } from '../contract/index.ts'
import { isOthersPassage, isReported } from './attribution.ts'
import { foreignIn } from './intent-languages.ts'
import type { Language } from './intent-languages.ts'
import { openIn } from './intent-open.ts'
import { outcomeIn } from './intent-outcomes.ts'
import { isOthersText } from './surroundings.ts'
import { isAddressed, isFirstPerson, plainOf, statements, technicalWords } from './voice.ts'
import type { NotePassage, Statement } from './voice.ts'

export const INTENT_KINDS = ['wish', 'plan', 'question', 'step', 'done', 'stalled', 'dropped', 'returned'] as const
export type IntentKind = (typeof INTENT_KINDS)[number]

export type IntentPassage = NotePassage & Readonly<{ speaker: Speaker; conversation: string | null }>

/** One sentence of the person's own that says what they want, mean to do, or what became of it. */
export type Intent = Readonly<{
  passageId: string
  kind: IntentKind
  /** An exact substring of the passage's text. */
  quote: string
  /** How sure it is that the sentence says so of the person. */
  probability: number
  /** The words that are understood without what stands around them; else only good beside something that they follow. */
  standsAlone: boolean
  /** "I no longer want…": what it names is turned away from, which a vector of it does not hear. */
  turnsAway: boolean
  language: 'en' | Language
}>

const TURNS_AWAY = /\b(?:no longer|don't want|do not want|never want|stop|stopping|quit|quitting|give up|giving up|get rid|without|less|fewer|avoid|let go|lose|say no|saying no|cancel|not (?:to|be|have|do)|nicht|kein\w*|aufhören|ne|pas|plus|no|sin|não|sem|non|senza|niet|geen|zonder)\b|(?<!\p{L})(?:не|без|меньше|перестать|бросить)(?!\p{L})/u
/** What is asked of an assistant is a task of the moment and no aim of a life. */
const ASKED = /\b(?:i (?:want|need|would like|'d like) (?:you|this|the|it|a|an|all|them|every|each) (?:to|\w+ to)|(?:can|could|would|will) you|please|help me|give me|tell me|show me|write me|explain|generate|rewrite|translate|summari[sz]e)\b|\bi(?:'d| would)? (?:want|need|like) to (?:see|know|get|display|print|plot|output|check)\b|^(?:(?:ok|okay|now|so|and|then|also),? )?(?:write|create|make|list|find|fix|add|use|convert|change|continue|run|plot|draw|print|show|compute|calculate|try|put|remove|set|lets|let's|let us)\b/
const OF_FICTION = /(?:^|› |\/)[^/›]*\b(?:poems?|poetry|verses?|lyrics|fiction|short stor(?:y|ies)|novel|screenplay|scene \d+|dream (?:journal|diary|log)|dreams? (?:i had|of last night)|characters?|gedichte?|poèmes?|poemas?|poesie?|gedichten)\b/i
const DREAMT = /\b(?:i (?:had a dream|dreamt|dreamed|woke up from)|in (?:my|the) dream)\b/
const OF_ONESELF = /^(?:(?:how|what) (?:do|can|could|should|shall|might) i|(?:should|shall) i|why (?:do|don't|can't|am|haven't) i|do i (?:really )?(?:want|need)) /
const CHAT_DOUBT = 0.8

/** What the sentences of a passage say of the person's aims, in their order; nothing of what others said, quoted or made up. */
export function intentsIn(passage: IntentPassage): readonly Intent[] {
  if (passage.speaker !== 'person' || isFiction(passage) || isOthersPassage(passage)) return []
  const isOthers = isOthersText(passage)
  const isOwnVoice = isFirstPerson(plainOf(passage.text))
  const doubt = passage.conversation === null ? 1 : CHAT_DOUBT
  return statements(passage.text).flatMap((statement): Intent[] => {
    const { plain, quote, standsAlone } = statement
    if (technicalWords(plain) > 1 || isReported(plain) || isAddressed(plain) || (passage.conversation !== null && ASKED.test(plain))) return []
    const found = kindOf(passage, statement, isOwnVoice, isOthers)
    if (found === null) return []
    const { kind, probability, language } = found
    return [{ passageId: passage.id, kind, quote, probability: probability * doubt, standsAlone, turnsAway: TURNS_AWAY.test(plain), language }]
  })
}

type Kind = Pick<Intent, 'kind' | 'probability' | 'language'>

function kindOf(passage: NotePassage, statement: Statement, isOwnVoice: boolean, isOthers: boolean): Kind | null {
  const outcome = outcomeIn(statement)
  // Without "I" the words may be anyone's, but a ticked box is the person's.
  if (outcome !== null && (statement.mark !== null || (isOwnVoice && !isOthers))) return { ...outcome, language: 'en' }
  const open = statement.standsAlone && !statement.isSettled ? openIn(passage, statement) : null
  // Most questions with an "I" are asked of a thing, or for the reader.
  if (open?.kind === 'question' && !OF_ONESELF.test(statement.plain)) return null
  // What was let lie may be taken up: grounds for a proposal, and too faint to be evidence.
  if (open?.kind === 'dropped') return { kind: 'stalled', probability: 0.4 * open.strength, language: 'en' }
  if (open !== null) return { kind: open.kind, probability: 0.9 * open.strength, language: 'en' }
  return isOthers || statement.mark !== null ? null : foreignIn(statement.plain)
}

/** Verse, a story, a dream: what "I" wants there is not what the person wants. */
function isFiction({ file, heading, text }: NotePassage): boolean {
  return OF_FICTION.test(file) || OF_FICTION.test(heading ?? '') || DREAMT.test(plainOf(text)) || isVerse(text.split('\n'))
}

/** Short lines that mostly end in nothing, and run on into each other. */
function isVerse(lines: readonly string[]): boolean {
  const open = lines.filter((line) => line.length < 60 && !/^[☐☑\-*•\d]/.test(line) && !/[.!?:]["”’)]?$/.test(line))
  const running = lines.filter((line) => line.endsWith(',') || /^\p{Ll}/u.test(line))
  return lines.length >= 5 && open.length >= 0.7 * lines.length && running.length >= 0.3 * lines.length
}
