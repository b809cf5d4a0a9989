import { harm } from './harm.ts'
import { knownBy } from './novelty.ts'
import { dot, meanOfLargest } from './vectors.ts'
import { contentWords } from './words.ts'
import type { HarmCategory } from './harm.ts'
import type { Thread, ThreadKind } from './threads.ts'

export type AnswerableState = Readonly<{ id: string; text: string; area: string; vector: Float32Array; wants: readonly Want[] }>
export type Want = Readonly<{ text: string; vector: Float32Array }>
export type ThreadWithVector = Thread & Readonly<{ vector: Float32Array }>
export type PassageWithVector = Readonly<{ id: string; text: string; vector: Float32Array }>

/** A library state beside the exact words that it answers. */
export type Grounding = Readonly<{ stateId: string; passageId: string; quote: string; kind: ThreadKind; score: number }>
export type Found = Readonly<{
  /** The best first; a state and a quote at most twice each, a passage six times. */
  groundings: readonly Grounding[]
  /** States that the notes already hold. */
  known: readonly string[]
}>
export type GroundOptions = Readonly<{ allowed?: readonly HarmCategory[] }>

/** The library with what is computed of it once: how near each want is to those around it. */
export type AnswerBook = Readonly<{ states: readonly AnswerableState[]; wants: readonly (Want & Readonly<{ crowd: number; words: ReadonlySet<string>; states: readonly number[] }>)[] }>

/** How many neighbours make the crowd; more than there are ways to say one want. */
const NEAREST = 60
/** Below these a likeness of quote and want is chance: read off what came out on real notes. */
const LEAST_COSINE = 0.5
const LEAST_SURENESS = 0.64
/** Where one want is plainly meant, a fainter one is not. */
const BEHIND_THE_SUREST = 0.15
/** Without a word in common the likeness has to be plain. */
const LEAST_COSINE_WITHOUT_A_WORD = 0.62
const MOST_OF_STATE = 2
const MOST_OF_QUOTE = 2
/** A list of wishes is one passage; its parts are different threads. */
const MOST_OF_PASSAGE = 6
// What the person turns away from is answered by a state that turns away too, and vectors do not hear a "not".
const AWAY = /\b(?:no longer|don't want|do not want|stop|stopping|quit|give up|giving up|get rid|without|less|fewer|avoid|let go|drift apart|lose|say no|saying no|cancel)\b/
const TURNED = 0.1

export function openAnswerBook(states: readonly AnswerableState[]): AnswerBook {
  const byText = new Map<string, { vector: Float32Array; states: number[] }>()
  for (const [index, { wants }] of states.entries()) {
    for (const { text, vector } of wants) {
      const entry = byText.get(text)
      if (entry === undefined) byText.set(text, { vector, states: [index] })
      else entry.states.push(index)
    }
  }
  const all = [...byText].map(([text, entry]) => ({ text, ...entry }))
  const wants = all.map((want) => ({
    ...want,
    words: new Set(contentWords(want.text)),
    crowd: meanOfLargest(all.filter((other) => other !== want).map((other) => dot(other.vector, want.vector)), NEAREST),
  }))
  return { states, wants }
}

/**
 * The states that answer a thread, the best first, from the likeness of its quote to the wants that a state answers.
 * A want that is like everything and a quote that is like everything match nothing: cross-domain similarity local
 * scaling, 2·cos − r(quote) − r(want), r the mean cosine of the nearest (Conneau et al. 2018, section 2.3).
 */
export function answersTo(thread: ThreadWithVector, { states, wants }: AnswerBook): readonly Grounding[] {
  const cosines = wants.map((want) => dot(want.vector, thread.vector))
  const crowd = meanOfLargest(cosines, NEAREST)
  const turnsAway = AWAY.test(thread.quote.toLowerCase().replace(/’/g, "'"))
  const words = contentWords(thread.quote)
  const found: { want: AnswerBook['wants'][number]; sureness: number }[] = []
  for (const [index, want] of wants.entries()) {
    const cosine = cosines[index]! - (turnsAway === AWAY.test(want.text) ? 0 : TURNED)
    const margin = 2 * cosine - crowd - want.crowd
    const sureness = cosine + margin / 2
    const leastCosine = words.some((word) => want.words.has(word)) ? LEAST_COSINE : LEAST_COSINE_WITHOUT_A_WORD
    if (cosine < leastCosine || sureness < LEAST_SURENESS) continue
    found.push({ want, sureness })
  }
  const surest = Math.max(...found.map(({ sureness }) => sureness))
  const best = new Map<number, number>()
  for (const { want, sureness } of found.filter((each) => each.sureness >= surest - BEHIND_THE_SUREST)) {
    for (const state of want.states) {
      // Between states that answer the same want, the one that speaks of the same things comes first.
      const score = (sureness + dot(states[state]!.vector, thread.vector) / 4) * (0.7 + 0.3 * thread.strength)
      if (score > (best.get(state) ?? 0)) best.set(state, score)
    }
  }
  const { passageId, quote, kind } = thread
  return [...best].map(([state, score]) => ({ stateId: states[state]!.id, passageId, quote, kind, score })).sort((a, b) => b.score - a.score)
}

/** Takes the best of what was found, so that no state, no quote and no passage is shown too often. */
export function chooseGroundings(found: readonly Grounding[], without: ReadonlySet<string>): readonly Grounding[] {
  const uses = new Map<string, number>()
  const pairs = new Set<string>()
  const ordered = [...found].sort((a, b) => b.score - a.score || (a.stateId < b.stateId ? -1 : 1))
  return ordered.filter(({ stateId, passageId, quote }) => {
    const limits = [
      [`state ${stateId}`, MOST_OF_STATE],
      [`quote ${quote}`, MOST_OF_QUOTE],
      [`passage ${passageId}`, MOST_OF_PASSAGE],
    ] as const
    const pair = `${stateId} ${quote}`
    if (without.has(stateId) || pairs.has(pair) || limits.some(([key, most]) => (uses.get(key) ?? 0) >= most)) return false
    pairs.add(pair)
    for (const [key] of limits) uses.set(key, (uses.get(key) ?? 0) + 1)
    return true
  })
}

/** True where nothing in the words forbids to use them as material. */
export function isMaterial(quote: string, passage: string, allowed: readonly HarmCategory[] = []): boolean {
  if (harm(passage)?.isCrisis) return false
  const line = passage.split('\n').find((each) => each.includes(quote)) ?? quote
  const found = harm(line)
  return found === null || allowed.includes(found.category)
}

/** All of it at once: which states answer which threads, and which states the notes already hold. */
export function ground(
  threads: readonly ThreadWithVector[],
  book: AnswerBook,
  passages: readonly PassageWithVector[],
  { allowed = [] }: GroundOptions = {},
): Found {
  const texts = new Map(passages.map((passage) => [passage.id, passage.text]))
  const known = new Set(passages.flatMap((passage) => knownBy(passage, book.states)))
  const usable = threads.filter(({ quote, passageId }) => isMaterial(quote, texts.get(passageId) ?? quote, allowed))
  return { groundings: chooseGroundings(usable.flatMap((thread) => answersTo(thread, book)), known), known: [...known] }
}
