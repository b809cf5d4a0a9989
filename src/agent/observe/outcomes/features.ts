import { says, UNDOES } from './cues.ts'
import { codeLines, likeness, reused, shareIn, termsOf, without } from './terms.ts'

/** A turn, or what one person said in a row, as far as an outcome is read from it. */
export type Heard = Readonly<{
  /** For the person's turns their own words alone; what they pasted, quoted or attached is in `pasted`. */
  text: string
  pasted: string
  holdsCode: boolean
  /** Something pasted reports an error. */
  holdsFailure: boolean
  /** Milliseconds since 1970; null where nothing says. */
  at: number | null
}>

/** An answer with what came just before and after it. */
export type Exchange = Readonly<{ request: Heard; answer: Heard; next: Heard | null }>

export const FEATURES = [
  'always', 'holds code', 'much code', 'short request', 'long request', 'orders', 'asks', 'last', 'soon', 'late', 'asks the same', 'takes up the answer', 'reuses code',
  'new subject', 'short turn', 'failed', 'wrong', 'denies', 'denies unasked', 'unclear', 'again', 'thanks', 'goes on', 'changes', 'undone',
] as const
export type Feature = (typeof FEATURES)[number]

const LONG = 400
const SHORT = 60
const MUCH_CODE = 20
const SOON_MS = 30_000
const LATE_MS = 180_000
const DENIES = /^\s*(?:no|not|nope|nein|non|não|nee|нет)(?![\p{L}\p{N}_])/iu
const ORDERS = /^\s*(?:please |can you |could you )?(?:write|make|create|implement|build|generate|fix|complete|rewrite|convert|give me|code|add|change|modify|transform|schreib\p{L}*|mach\p{L}*|écris|fais|escribe|haz|scrivi|escreva|faça|schrijf|maak|напиши|сделай|создай|исправь|добавь|переведи)(?!\p{L})/iu
const ASKS = /\?\s*$|^\s*(?:how|what|why|is|are|does|can i|when|where|which|wie|was|warum|comment|pourquoi|cómo|qué|come|perché|como|hoe|wat|как|что|почему|где|когда|какой|какая|какие)(?!\p{L})/iu

/** What is known of an exchange, as numbers in [0, 1]. */
export function featuresOf({ request, answer, next }: Exchange): Readonly<Record<Feature, number>> {
  const text = next?.text ?? ''
  const whole = `${text}\n${next?.pasted ?? ''}`
  const [asked, given, said] = [termsOf(request.text), termsOf(answer.text), termsOf(text)]
  const repeats = repeatOf(request.text, text)
  const denies = DENIES.test(text)
  const length = request.text.length + request.pasted.length
  const gap = next !== null && next.at !== null && request.at !== null ? next.at - request.at : null
  const values: Readonly<Record<Feature, number | boolean>> = {
    always: true,
    'holds code': answer.holdsCode,
    'much code': Math.min(1, codeLines(answer.text).size / MUCH_CODE),
    'short request': length <= SHORT,
    'long request': length >= LONG,
    orders: ORDERS.test(request.text),
    asks: ASKS.test(request.text.trim()),
    last: next === null,
    soon: gap !== null && gap < SOON_MS,
    late: gap !== null && gap > LATE_MS,
    'asks the same': repeats,
    'takes up the answer': shareIn(without(said, asked), without(given, asked)),
    'reuses code': reused(codeLines(answer.text), whole),
    'new subject': said.size > 1 && repeats < 0.1 && shareIn(said, given) < 0.2,
    'short turn': next !== null && text.length <= SHORT,
    failed: says('failed', text) || (next?.holdsFailure ?? false),
    wrong: says('wrong', text),
    denies,
    // "No" to a question is an answer; to a statement it is a correction.
    'denies unasked': denies && !/\?\s*$/.test(answer.text),
    unclear: says('unclear', text),
    again: says('again', text),
    thanks: says('thanks', text),
    'goes on': says('goes on', text),
    changes: says('changes', text),
    undone: UNDOES.test(text),
  }
  return Object.fromEntries(FEATURES.map((feature) => [feature, Number(values[feature])])) as Record<Feature, number>
}

/** How much of a turn is what was asked before, in [0, 1]. */
function repeatOf(request: string, next: string): number {
  if (next.trim() === '') return 0
  return request.trim() === next.trim() ? 1 : likeness(termsOf(request), termsOf(next))
}
