// The types of the assistance game. The game imports nothing of ours, does no I/O and has no clock.

/** A text as the game sees it. `vector` is a unit vector of any one length; `axes` lie in [−1, 1], 0 where unknown. */
export type Item = Readonly<{ text: string; vector: Float32Array; axes: readonly number[] }>

export type StarRating = 1 | 2 | 3 | 4 | 5

type Row = Readonly<{
  /** Position in the ledger: unique, ascending. */
  id: number
  /** Milliseconds since 1970. */
  at: number
  /** Library area or nearest one; null where it has none. */
  topic: string | null
  /** Whether the item was drawn at random (an anchor) and not chosen by the policy. */
  isAnchor?: boolean
  /** The person said that this row was a mood: evidence of the momentary reward. */
  isMood?: boolean
  /** Its forecast was open before the answer, which says nothing of how well it forecasts then. */
  isTold?: boolean
  /** The person said that they have changed since this row: it weighs as one from before a change. */
  isOld?: boolean
}>

/** One row of the ledger that bears on the reward. */
export type Evidence =
  | (Row & Readonly<{ channel: 'stars'; item: Item; rating: StarRating }>)
  | (Row & Readonly<{ channel: 'pair'; first: Item; second: Item; choice: 'first' | 'second' | 'equal' }>)
  | (Row & Readonly<{ channel: 'accept'; item: Item; accepted: boolean }>)
  | (Row & Readonly<{ channel: 'edit'; before: Item; after: Item }>)
  /** A newer version of the person's own text over an older one. */
  | (Row & Readonly<{ channel: 'revision'; before: Item; after: Item }>)
  | (Row & Readonly<{ channel: 'written'; item: Item }>)
  | (Row & Readonly<{ channel: 'thumb'; item: Item; up: boolean }>)
  | (Row & Readonly<{ channel: 'hindsight'; item: Item; verdict: 'glad' | 'neither' | 'sorry' }>)
  /** A proposal that got no answer; `seen` is the probability that the person saw it. */
  | (Row & Readonly<{ channel: 'ignored'; item: Item; seen: number }>)
  /** Something wanted, found in a note or a chat; `probability` is how sure it is that the person wants it. */
  | (Row & Readonly<{ channel: 'wish'; item: Item; probability: number }>)
  /** What became of something, found in a note or a chat; `probability` is how sure the verdict is. */
  | (Row & Readonly<{ channel: 'outcome'; item: Item; verdict: 'happened' | 'stalled' | 'dropped'; probability: number }>)
  | (Row & Readonly<{ channel: 'reason'; axis: number; sign: -1 | 1 }>)
  /** The person said that this pole matters to them, of no text in particular; +1 is the right one. */
  | (Row & Readonly<{ channel: 'pole'; axis: number; sign: -1 | 1 }>)
  | (Row & Readonly<{ channel: 'slider'; axis: number; value: number }>)
  | (Row & Readonly<{ channel: 'lock'; axis: number; value: number | null }>)

export type Channel = Evidence['channel']
