import { dot } from './vectors.ts'

/** From this cosine a state says what a passage of the person's own says already (all-MiniLM-L6-v2). */
export const KNOWN_COSINE = 0.8
/** From this cosine two states are one to the person who reads them. */
export const SAME_COSINE = 0.86

type WithVector = Readonly<{ vector: Float32Array }>

/** The ids of the states that a passage already holds. */
export function knownBy(passage: WithVector, states: readonly (WithVector & Readonly<{ id: string }>)[]): readonly string[] {
  return states.filter((state) => dot(state.vector, passage.vector) > KNOWN_COSINE).map((state) => state.id)
}

/** True where something that was shown before says the same. */
export function isDuplicate(vector: Float32Array, shown: readonly WithVector[]): boolean {
  return shown.some((other) => dot(vector, other.vector) > SAME_COSINE)
}
