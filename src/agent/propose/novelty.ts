import { dot, openAbove } from './vectors.ts'

/** From this cosine a state says what a passage of the person's own says already (all-MiniLM-L6-v2). */
export const KNOWN_COSINE = 0.8
/** From this cosine two states are one to the person who reads them. */
export const SAME_COSINE = 0.86

type WithVector = Readonly<{ vector: Float32Array }>

/** Tells the ids of the states that a passage already holds. */
export function openKnown(states: readonly (WithVector & Readonly<{ id: string }>)[]): (passage: WithVector) => readonly string[] {
  const above = openAbove(states.map(({ vector }) => vector), KNOWN_COSINE)
  return ({ vector }) => above(vector).map((index) => states[index]!.id)
}

/** True where something that was shown before says the same. */
export function isDuplicate(vector: Float32Array, shown: readonly WithVector[]): boolean {
  return shown.some((other) => dot(vector, other.vector) > SAME_COSINE)
}
