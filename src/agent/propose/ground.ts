import { harm } from './harm.ts'
import { openKnown } from './novelty.ts'
import { reverses } from './qualifiers.ts'
import { crowds, dot, meanOfLargest } from './vectors.ts'
import { contentWords } from './words.ts'
import type { HarmCategory } from './harm.ts'
import type { Thread, ThreadKind } from './threads.ts'

export type AnswerableState = Readonly<{ id: string; text: string; area: string; vector: Float32Array; wants: readonly Want[] }>
/** `crowd`: how near it is to the wants around it, where that was computed before. */
export type Want = Readonly<{ text: string; vector: Float32Array; crowd?: number | undefined }>
/** With the vectors of its quote and of its context. */
export type ThreadWithVector = Thread & Readonly<{ vector: Float32Array; contextVector: Float32Array }>
export type PassageWithVector = Readonly<{ id: string; file: string; text: string; vector: Float32Array }>

/** A library state beside the exact words that it answers. */
export type Grounding = Readonly<{ stateId: string; passageId: string; quote: string; kind: ThreadKind; score: number }>
export type Found = Readonly<{
  /** The best first; a state at most twice, a quote once or, where two are as good, twice, a passage twelve times. */
  groundings: readonly Grounding[]
  /** States that the notes already hold. */
  known: readonly string[]
}>
export type GroundOptions = Readonly<{ allowed?: readonly HarmCategory[] }>

/** The library with what is computed of it once: how near each want is to those around it. `known` tells the ids of the states that a passage holds already. */
export type AnswerBook = Readonly<{ states: readonly AnswerableState[]; known: ReturnType<typeof openKnown>; wants: readonly (Omit<Want, 'crowd'> & Readonly<{ crowd: number; words: ReadonlySet<string>; states: readonly number[] }>)[] }>

/** How many neighbours make the crowd; more than there are ways to say one want. */
const NEAREST = 60
/** Below these a likeness of quote and want is chance: read off what came out on real notes. */
const LEAST_COSINE = 0.58
/** A quote that is fainter by itself passes where its place speaks plainly of the want. */
const LEAST_COSINE_IN_PLACE = 0.5
const PLAIN_SUPPORT = 0.55
const LEAST_SURENESS = 0.64
/** Where one want is plainly meant, a fainter one is not. */
const BEHIND_THE_SUREST = 0.15
/** Without a word in common the likeness has to be plain. */
const LEAST_COSINE_WITHOUT_A_WORD = 0.62
/** The place where the quote stands, its headings or its neighbours, has to be of the want's domain too. */
const LEAST_SUPPORT = 0.4
/** "Something new": what a quote does not name, its place has to. */
const LEAST_SUPPORT_OF_THE_VAGUE = 0.48
const VAGUE = /\b(?:something|anything|someone|somebody|things?|stuff|more of (?:this|that|it))\b/
/** Below it a pair loses what its support lacks. */
const WELL_SUPPORTED = 0.6
/** From this cosine a passage of the same note says the state already. */
const TOLD_IN_THE_NOTE = 0.6
/** The quote's own passage may ask for much of what the state gives. */
const TOLD_IN_THE_PASSAGE = 0.72
const REVERSED = 0.15
/** What a pair has to reach in the end, its place and its cue counted. */
const LEAST_SCORE = 0.77
/** A second state for a quote has to be as good as the first, or sure by itself and not far behind. */
const AS_GOOD = 0.05
const SURE = 1
const NOT_FAR_BEHIND = 0.15
const MOST_OF_STATE = 2
const MOST_OF_QUOTE = 2
/** A list of wishes is one passage; its parts are different threads. */
const MOST_OF_PASSAGE = 12
// What the person turns away from is answered by a state that turns away too, and vectors do not hear a "not".
const AWAY = /\b(?:no longer|don't want|do not want|stop|stopping|quit|give up|giving up|get rid|without|less|fewer|avoid|let go|drift apart|lose|say no|saying no|cancel)\b/
const TURNED = 0.1

/** How near each want is to those around it: the mean cosine of its nearest. */
export const crowdsOf = (wants: readonly Float32Array[]): readonly number[] => crowds(wants, NEAREST)

export function openAnswerBook(states: readonly AnswerableState[]): AnswerBook {
  const byText = new Map<string, Omit<Want, 'text'> & { states: number[] }>()
  for (const [index, { wants }] of states.entries()) {
    for (const { text, vector, crowd } of wants) {
      const entry = byText.get(text)
      if (entry === undefined) byText.set(text, { vector, crowd, states: [index] })
      else entry.states.push(index)
    }
  }
  const all = [...byText].map(([text, entry]) => ({ text, ...entry }))
  const known = all.flatMap(({ crowd }) => crowd ?? [])
  const crowd = known.length === all.length ? known : crowdsOf(all.map(({ vector }) => vector))
  const wants = all.map((want, index) => ({ ...want, words: new Set(contentWords(want.text)), crowd: crowd[index]! }))
  return { states, known: openKnown(states), wants }
}

/**
 * The states that answer a thread, the best first, from the likeness of its quote to the wants that a state answers.
 * A want that is like everything and a quote that is like everything match nothing: cross-domain similarity local
 * scaling, 2·cos − r(quote) − r(want), r the mean cosine of the nearest (Conneau et al. 2018, section 2.3).
 */
export function answersTo(thread: ThreadWithVector, { states, wants }: AnswerBook, note: readonly PassageWithVector[] = []): readonly Grounding[] {
  const cosines = wants.map((want) => dot(want.vector, thread.vector))
  const crowd = meanOfLargest(cosines, NEAREST)
  const turnsAway = AWAY.test(thread.quote.toLowerCase().replace(/’/g, "'"))
  const words = contentWords(thread.quote)
  const places = [thread.contextVector, ...note.filter(({ id }) => id === thread.passageId).map(({ vector }) => vector)]
  const leastSupport = VAGUE.test(thread.quote.toLowerCase()) ? LEAST_SUPPORT_OF_THE_VAGUE : LEAST_SUPPORT
  const isTold = (state: Float32Array) => note.some(({ id, vector }) => dot(vector, state) > (id === thread.passageId ? TOLD_IN_THE_PASSAGE : TOLD_IN_THE_NOTE))
  const found: { want: AnswerBook['wants'][number]; sureness: number }[] = []
  for (const [index, want] of wants.entries()) {
    const cosine = cosines[index]! - (turnsAway === AWAY.test(want.text) ? 0 : TURNED)
    const margin = 2 * cosine - crowd - want.crowd
    const sureness = cosine + margin / 2
    const isInPlace = places.some((place) => dot(want.vector, place) >= PLAIN_SUPPORT)
    const leastCosine = !words.some((word) => want.words.has(word)) ? LEAST_COSINE_WITHOUT_A_WORD : isInPlace ? LEAST_COSINE_IN_PLACE : LEAST_COSINE
    if (cosine < leastCosine || sureness < LEAST_SURENESS) continue
    found.push({ want, sureness })
  }
  const surest = Math.max(...found.map(({ sureness }) => sureness))
  const best = new Map<number, number>()
  for (const { want, sureness } of found.filter((each) => each.sureness >= surest - BEHIND_THE_SUREST)) {
    for (const state of want.states) {
      const { text, vector, wants: its } = states[state]!
      const support = Math.max(...its.flatMap((each) => places.map((place) => dot(each.vector, place))))
      if (support < leastSupport || isTold(vector)) continue
      const surely = sureness - (reverses(thread.quote, text) ? REVERSED : 0)
      if (surely < LEAST_SURENESS) continue
      // Between states that answer the same want, the one that speaks of the same things comes first.
      const score = (surely + dot(vector, thread.vector) / 4 + Math.min(0, support - WELL_SUPPORTED)) * (0.7 + 0.3 * thread.strength)
      if (score >= LEAST_SCORE && score > (best.get(state) ?? 0)) best.set(state, score)
    }
  }
  const { passageId, quote, kind } = thread
  return [...best].map(([state, score]) => ({ stateId: states[state]!.id, passageId, quote, kind, score })).sort((a, b) => b.score - a.score)
}

/** Takes the best of what was found, so that no state, no quote and no passage is shown too often. */
export function chooseGroundings(found: readonly Grounding[], without: ReadonlySet<string>): readonly Grounding[] {
  const uses = new Map<string, number>()
  const bestOf = new Map<string, number>()
  const pairs = new Set<string>()
  const ordered = [...found].sort((a, b) => b.score - a.score || (a.stateId < b.stateId ? -1 : 1))
  return ordered.filter(({ stateId, passageId, quote, score }) => {
    const limits = [
      [`state ${stateId}`, MOST_OF_STATE],
      [`quote ${quote}`, MOST_OF_QUOTE],
      [`passage ${passageId}`, MOST_OF_PASSAGE],
    ] as const
    if (score < (bestOf.get(quote) ?? -Infinity) - (score >= SURE ? NOT_FAR_BEHIND : AS_GOOD)) return false
    const pair = `${stateId} ${quote}`
    if (without.has(stateId) || pairs.has(pair) || limits.some(([key, most]) => (uses.get(key) ?? 0) >= most)) return false
    pairs.add(pair)
    bestOf.set(quote, Math.max(score, bestOf.get(quote) ?? -Infinity))
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

/** The states that answer the threads of some notes; `passages` are all that these notes hold. Each note by itself finds the same. */
export function answersOf(threads: readonly ThreadWithVector[], book: AnswerBook, passages: readonly PassageWithVector[], { allowed = [] }: GroundOptions = {}): readonly Grounding[] {
  const texts = new Map(passages.map((passage) => [passage.id, passage.text]))
  const fileOf = new Map(passages.map((passage) => [passage.id, passage.file]))
  const notes = new Map<string, PassageWithVector[]>()
  for (const passage of passages) {
    const note = notes.get(passage.file)
    if (note) note.push(passage)
    else notes.set(passage.file, [passage])
  }
  const usable = threads.filter(({ quote, passageId }) => isMaterial(quote, texts.get(passageId) ?? quote, allowed))
  return usable.flatMap((thread) => answersTo(thread, book, notes.get(fileOf.get(thread.passageId) ?? '')))
}

/** All of it at once: which states answer which threads, and which states the notes already hold. */
export function ground(threads: readonly ThreadWithVector[], book: AnswerBook, passages: readonly PassageWithVector[], options: GroundOptions = {}): Found {
  const known = new Set(passages.flatMap(book.known))
  return { groundings: chooseGroundings(answersOf(threads, book, passages, options), known), known: [...known] }
}
