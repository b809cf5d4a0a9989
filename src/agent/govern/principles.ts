import type { PrincipleText, Strength } from '../contract/index.ts'
import { foldText } from '../observe/fold.ts'

// A principle is the person's own sentence. A vector does not hear a "not", so its words alone decide nothing: the person says which
// states are meant and which are not, and a further state follows the nearest of those.

export type Principle = PrincipleText & Readonly<{ id: string; since: number; pending: Pending | null }>
/** What it becomes at `at`; null is gone. */
export type Pending = Readonly<{ at: number; next: PrincipleText | null }>

export type JudgedState = Readonly<{ id: string; text: string; vector: Float32Array }>

const DAY = 86_400_000
/** From this cosine a state is like one that the person judged (all-MiniLM-L6-v2). */
const LIKE = 0.55

/** What holds at a moment: a loosening whose time has come has happened. */
export function inForce(principles: readonly Principle[], now: number): readonly Principle[] {
  return principles.flatMap((principle) => {
    const { pending } = principle
    if (pending === null || pending.at > now) return [principle]
    return pending.next === null ? [] : [{ ...principle, ...pending.next, pending: null }]
  })
}

/** Whether a change lets in anything that was kept out: that waits a day, so that it is not done in a weak hour. */
export function loosens(before: PrincipleText, after: PrincipleText): boolean {
  const words = new Set(after.words.map(foldText))
  const keepsOut = new Set(after.keepsOut)
  const letIn = new Set(before.letsIn)
  return (
    (before.strength === 'never' && after.strength === 'strong') ||
    before.words.some((word) => !words.has(foldText(word))) ||
    before.keepsOut.some((id) => !keepsOut.has(id)) ||
    after.letsIn.some((id) => !letIn.has(id))
  )
}

/** The principle as the person now wants it: at once where it is tighter, in a day where it is looser. */
export function changed(principle: Principle, next: PrincipleText | null, now: number): Principle {
  if (next === null) return { ...principle, pending: { at: now + DAY, next } }
  if (!loosens(principle, next)) return { ...principle, ...next, pending: null }
  return { ...principle, ...tighterOf(principle, next), pending: { at: now + DAY, next } }
}

/** All that either keeps out, and of what is let in what both let in. */
function tighterOf(before: PrincipleText, after: PrincipleText): PrincipleText {
  const known = new Set(before.words.map(foldText))
  const letIn = new Set(after.letsIn)
  return {
    text: after.text,
    strength: before.strength === 'never' ? 'never' : after.strength,
    words: [...before.words, ...after.words.filter((word) => !known.has(foldText(word)))],
    keepsOut: [...new Set([...before.keepsOut, ...after.keepsOut])],
    letsIn: before.letsIn.filter((id) => letIn.has(id)),
  }
}

export type Bearing = Readonly<{ id: string; strength: Strength }>

/** Which principle bears on a state, a `never` before a strong preference; null where none does. */
export type Judge = (state: JudgedState) => Bearing | null

/** `stateOf` gives the states that the person judged; one that is gone judges nothing any more. */
export function openJudge(principles: readonly Principle[], stateOf: (id: string) => JudgedState | undefined): Judge {
  const ordered = principles.toSorted((a, b) => Number(b.strength === 'never') - Number(a.strength === 'never'))
  const tests = ordered.map(({ id, strength, words, keepsOut, letsIn }) => ({
    bearing: { id, strength },
    words: words.map(foldText),
    out: new Set(keepsOut),
    in: new Set(letsIn),
    outVectors: keepsOut.flatMap((one) => stateOf(one)?.vector ?? []),
    inVectors: letsIn.flatMap((one) => stateOf(one)?.vector ?? []),
  }))
  return (state) => tests.find((test) => bears(test, state))?.bearing ?? null
}

type Test = Readonly<{ words: readonly string[]; out: ReadonlySet<string>; in: ReadonlySet<string>; outVectors: readonly Float32Array[]; inVectors: readonly Float32Array[] }>

function bears(test: Test, { id, text, vector }: JudgedState): boolean {
  if (test.out.has(id)) return true
  if (test.in.has(id)) return false
  if (test.words.length > 0 && holdsWord(text, test.words)) return true
  const nearest = nearestOf(test.outVectors, vector)
  return nearest >= LIKE && nearest > nearestOf(test.inVectors, vector)
}

/** Whether a text holds one of the words or phrases, whole. `words` are folded. */
export function holdsWord(text: string, words: readonly string[]): boolean {
  const padded = ` ${foldText(text).replace(/[^\p{L}\p{N}']+/gu, ' ')} `
  return words.some((word) => padded.includes(` ${word.replace(/[^\p{L}\p{N}']+/gu, ' ').trim()} `))
}

export function nearestOf(vectors: readonly Float32Array[], vector: Float32Array): number {
  let nearest = -1
  for (const other of vectors) {
    let cosine = 0
    for (let index = 0; index < other.length; index++) cosine += other[index]! * vector[index]!
    if (cosine > nearest) nearest = cosine
  }
  return nearest
}
