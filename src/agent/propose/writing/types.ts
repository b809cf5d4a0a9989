import type { Axis, HORIZONS, SIZES } from '../../contract/entities.ts'

// What a language model is asked, and what comes of it. A candidate is never evidence and never scored here: the game does that.

/** Ways to come to a state; each has material of its own. */
export const OPERATORS = ['rising', 'transfer', 'counter-mood', 'without a constraint', 'variation', 'combination'] as const
export type Operator = (typeof OPERATORS)[number]

/** Words of the person's that a prompt holds: sentences of one passage, or a state that was rated high. */
export type Piece = Readonly<{
  /** What the model calls it: P1, S2. */
  id: string
  kind: 'passage' | 'state'
  /** The id of the passage, or of the proposal that was rated. */
  of: string
  /** Of a passage exact substrings, which alone may be quoted; of a state its text. */
  sentences: readonly string[]
}>

export type Task = Readonly<{
  operator: Operator
  pieces: readonly Piece[]
  /** What is to be written of the pieces, in a sentence or two. */
  wanted: string
}>

/** What the person wrote of one aim, the latest first. */
export type AimMaterial = Readonly<{ id: string; state: 'open' | 'moving' | 'stalled'; passages: readonly Readonly<{ id: string; sentences: readonly string[] }>[] }>
/** A state that the person answered, with what they made of it in [−1, 1]. */
export type AnsweredState = Readonly<{ proposalId: string; text: string; area: string | null; axes: Readonly<Record<string, number>>; liking: number; at: number }>

export type Material = Readonly<{
  aims: readonly AimMaterial[]
  /** The latest first. */
  answered: readonly AnsweredState[]
  /** For each area the others, the farthest first. */
  farFrom: ReadonlyMap<string, readonly string[]>
  axes: readonly Axis[]
}>

/** What a model answered, once it has the form that was asked for. */
export type Candidate = Readonly<{
  text: string
  horizon: (typeof HORIZONS)[number]
  size: (typeof SIZES)[number]
  /** The pieces that it says it rests on; `quote` is null for states. */
  evidence: readonly Readonly<{ id: string; quote: string | null }>[]
}>

/** Why a candidate does not live. */
export const REJECTIONS = [
  'it did not end',
  'not in the form that was asked for',
  'too short or too long',
  'more than two sentences',
  'not in English',
  'a link, code or markup',
  'repeats its instructions',
  'speaks of the assistant',
  'a question',
  'an order or advice',
  'in the first person',
  'not in the present',
  'rests on nothing',
  'rests on what was not given',
  'words that are not in their passage',
  'a secret',
  'a name that was not given',
  'words of another proposal',
  'off limits until its subject is turned on',
  'against a principle of yours',
  'far from what it rests on',
  'in the library already',
  'said before',
  'in your notes already',
] as const
export type Rejection = (typeof REJECTIONS)[number]
