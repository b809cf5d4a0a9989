import { z } from 'zod'
import { HORIZONS, SIZES } from '../../contract/entities.ts'
import type { Written } from '../../model/language-model.ts'
import { harm } from '../harm.ts'
import type { HarmCategory } from '../harm.ts'
import { KNOWN_COSINE, isDuplicate } from '../novelty.ts'
import { dot } from '../vectors.ts'
import { formProblem, sentencesIn } from './form.ts'
import { RULES } from './prompt.ts'
import type { Candidate, Rejection, Task } from './types.ts'

// What a candidate has to pass, step by step: its form, its grounds, its words, and what was said before. Each step is pure.

const answerSchema = z.strictObject({
  evidence: z.array(z.strictObject({ id: z.string(), quote: z.string().optional() })).max(4),
  text: z.string(),
  horizon: z.enum(HORIZONS),
  size: z.enum(SIZES),
})

/** So many words in a row that stand in the instructions are an echo. */
const ECHO = 6
/** So many in a row of a passage's are a copy of it. */
const COPY = 8
/** Below this cosine a text has nothing to do with what it says it rests on (all-MiniLM-L6-v2). */
const FAR = 0.25

export function readCandidate({ text, end }: Pick<Written, 'text' | 'end'>): Candidate | Rejection {
  if (end === 'length') return 'it did not end'
  const parsed = answerSchema.safeParse(jsonOf(text))
  if (!parsed.success) return 'not in the form that was asked for'
  const { evidence, ...rest } = parsed.data
  return { ...rest, text: rest.text.replace(/\s+/g, ' ').trim(), evidence: evidence.map(({ id, quote }) => ({ id, quote: quote ?? null })) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON has no form.
    return null
  }
}

type Words = Readonly<{
  task: Task
  /** Words that anybody may use: those of the library, in lower case. */
  common: ReadonlySet<string>
  /** The earlier proposals that the prompt named. */
  earlier: readonly string[]
  allowed: readonly HarmCategory[]
}>

/** What its words alone show; null where nothing speaks against it. */
export function wordProblem(candidate: Candidate, words: Words): Rejection | null {
  return formProblem(candidate.text) ?? (isEcho(candidate.text, words.task) ? 'repeats its instructions' : null) ?? groundProblem(candidate, words.task) ?? (isCopy(candidate.text, words.task) ? 'in your notes already' : null) ?? borrowingProblem(candidate.text, words) ?? harmProblem(candidate.text, words.allowed)
}

/** A grounded candidate quotes at least one passage, word for word; a varied one names all that it varies. */
export function groundProblem({ evidence }: Pick<Candidate, 'evidence'>, { pieces }: Pick<Task, 'pieces'>): Rejection | null {
  const known = new Map(pieces.map((piece) => [piece.id, piece]))
  if (evidence.some(({ id }) => !known.has(id))) return 'rests on what was not given'
  for (const { id, quote } of evidence) {
    const { kind, sentences } = known.get(id)!
    if (kind === 'passage' && !sentences.some((sentence) => quote !== null && quote.trim().length >= 8 && sentence.includes(quote))) return 'words that are not in their passage'
  }
  const named = new Set(evidence.map(({ id }) => id))
  const passages = pieces.filter(({ kind }) => kind === 'passage')
  const isGrounded = passages.length > 0 ? passages.some(({ id }) => named.has(id)) : pieces.every(({ id }) => named.has(id))
  return isGrounded ? null : 'rests on nothing'
}

/**
 * Names come from the material or from nowhere, and of an earlier proposal only words that anybody uses: so what a state holds of
 * the person's words is what its own material holds, and goes with it when that is forgotten.
 */
function borrowingProblem(text: string, { task, common, earlier }: Words): Rejection | null {
  const given = new Set(task.pieces.flatMap(({ sentences }) => sentences.flatMap(wordsOf)))
  const own = (word: string): boolean => given.has(word) || given.has(singular(word)) || given.has(`${word}s`) || common.has(word) || common.has(singular(word))
  for (const sentence of sentencesIn(text)) {
    const names = [...sentence.matchAll(/\p{Lu}[\p{L}\p{M}\p{N}'’-]+/gu)].filter(({ index }) => index > sentence.search(/[\p{L}\p{N}]/u))
    if (names.flatMap(([name]) => wordsOf(name)).some((word) => !own(word))) return 'a name that was not given'
  }
  const others = new Set(earlier.flatMap(wordsOf))
  const words = wordsOf(text)
  if (words.some((word) => /\d/.test(word) && word.length > 4 && !own(word))) return 'a name that was not given'
  return words.some((word) => others.has(word) && !own(word)) ? 'words of another proposal' : null
}

export const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().replace(/[’‘]/g, "'").match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}']*/gu) ?? []).map((word) => word.replace(/'s?$/, ''))

const singular = (word: string): string => word.replace(/(?:es|s|ed|ing)$/, '')

const isEcho = (text: string, { wanted }: Task): boolean => sharesRun(text, `${RULES} ${wanted}`, ECHO)

/** Of a passage, what the person wrote is there already, and a copy of an order in it would be said as if it were so. */
function isCopy(text: string, { pieces }: Task): boolean {
  const said = wordsOf(text).join(' ')
  return pieces.some(({ kind, sentences }) => kind === 'passage' && sentences.some((sentence) => wordsOf(sentence).join(' ').includes(said) || sharesRun(text, sentence, COPY)))
}

/** True where so many words in a row stand in both. */
function sharesRun(text: string, other: string, length: number): boolean {
  const told = ` ${wordsOf(other).join(' ')} `
  const words = wordsOf(text)
  return words.some((_, at) => at + length <= words.length && told.includes(` ${words.slice(at, at + length).join(' ')} `))
}

function harmProblem(text: string, allowed: readonly HarmCategory[]): Rejection | null {
  const found = harm(text)
  return found === null || (!found.isCrisis && allowed.includes(found.category)) ? null : 'off limits until its subject is turned on'
}

type WithVector = Readonly<{ vector: Float32Array }>

/** What its vector shows beside all else that was said. */
export function noveltyProblem(
  vector: Float32Array,
  others: Readonly<{ evidence: readonly WithVector[]; library: readonly WithVector[]; said: readonly WithVector[]; nearestNote: number }>,
): Rejection | null {
  if (others.evidence.every((each) => dot(each.vector, vector) < FAR)) return 'far from what it rests on'
  if (isDuplicate(vector, others.said)) return 'said before'
  if (isDuplicate(vector, others.library)) return 'in the library already'
  return others.nearestNote > KNOWN_COSINE ? 'in your notes already' : null
}
