import type { Speaker } from '../../contract/entities.ts'
import type { Fields } from './values.ts'

/** Why words inside a person's turn are not theirs. */
export type OthersReason = 'code' | 'a quotation' | 'a log' | 'an attachment' | 'pasted text' | 'the assistant’s own words' | 'Tacit’s own words'

/** A run of a turn by one speaker. `why` says what made it someone else's; null where nobody doubts it. */
export type Segment = Readonly<{ speaker: Speaker; text: string; why: OthersReason | null }>

/** What the person thought of an answer at the time. */
export type Rating = Readonly<{ verdict: 'up' | 'down'; text: string | null }>

export type Turn = Readonly<{
  id: string
  speaker: 'person' | 'assistant'
  text: string
  /** Milliseconds since 1970; null where the export does not say. */
  at: number | null
  /** A draft that the person replaced by editing or asking again. */
  isSuperseded: boolean
  rating: Rating | null
  /** The person stopped this answer while it was written. */
  isInterrupted: boolean
  /** The whole texts of what was attached; never the person's words. */
  attached: readonly string[]
}>

export type Conversation = Readonly<{
  /** Unique inside its source: the format's name and the export's own id. */
  id: string
  title: string | null
  startedAt: number | null
  tags: readonly string[]
  turns: readonly Turn[]
  /** What was left out of it, by reason. */
  left: Counts
}>

/** Why something of an export is left out, in the words that the person reads. */
export const LEFT_REASONS = [
  'the assistant’s workings',
  'the words of tools',
  'instructions to the assistant',
  'images and recordings',
  'a superseded draft',
  'marked as not to be remembered',
  'without any words',
  'not a conversation',
  'damaged',
  'larger than 32 MB',
  'nested too deeply',
  'met twice',
  'of no known kind',
] as const
export type LeftReason = (typeof LEFT_REASONS)[number]
type Counts = Readonly<Partial<Record<LeftReason, number>>>

/** One message as a reader found it. `by: null` is never shown and keeps the tree whole. */
export type Said = Readonly<{
  id: string
  parent: string | null
  by: 'person' | 'assistant' | null
  text: string
  at: number | null
  /** The whole texts of what was attached; never the person's words. */
  attached?: readonly string[]
  rating?: Rating | null
  /** The answer (this one, or the one before a `by: null`) was stopped by the person. */
  isInterrupted?: boolean
}>

/** A conversation as a reader found it: a tree of messages, and the one that was seen last. */
export type Draft = Readonly<{
  id: string
  title: string | null
  startedAt: number | null
  tags?: readonly string[]
  said: readonly Said[]
  /** Null where the export does not say: then the newest leaf. */
  current: string | null
  left?: Counts
  /** What the person told every assistant about themselves; not a turn. */
  instructions?: readonly string[]
}>

/** What the other files of an export say about its conversations. */
export type Asides = Readonly<{ ratings: ReadonlyMap<string, Rating>; titles: ReadonlyMap<string, string> }>

/** Where a reader is: `name` is the file inside the source, with `/` on every system. */
export type Place = Readonly<{ name: string; modifiedAt: number; asides: Asides }>

export type Collector<T> = Readonly<{ take: (piece: T) => void; close: () => readonly Draft[] }>

/**
 * One format. `entry`: a JSON value is one conversation. `records`: the values of a file are its records, and the
 * conversations are known at its end. `text`: the same for a file of text, taken in chunks.
 * `maxBytes` is how much of a file is taken, 32 MB where nothing else is said. A new format is one file with one of these and a line in `formats.ts`.
 */
export type ChatFormat =
  | Readonly<{ kind: 'entry'; name: string; holds: (value: Fields) => boolean; read: (value: Fields, place: Place) => Draft | LeftReason }>
  | Readonly<{ kind: 'records'; name: string; maxBytes?: number; holds: (value: Fields) => boolean; open: (place: Place) => Collector<Fields> }>
  | Readonly<{ kind: 'text'; name: string; maxBytes?: number; holds: (head: string) => boolean; open: (place: Place) => Collector<string> }>
