import { z } from 'zod'
import type { Passage, Quote, Range, Speaker } from './entities.ts'

export type Withheld = Readonly<{ reason: string; count: number; places: readonly string[] }>

/** What a source may be used for, each by the person's own tick. */
export const sourceUsesSchema = z.strictObject({
  /** Keeps every passage, to be searched; without it only those that a proposal quotes or evidence rests on. */
  memory: z.boolean(),
  /** What the person wrote of wishes, plans and outcomes moves the belief, in channels of their own. */
  evidence: z.boolean(),
  /** Proposals may answer it, beside its exact words. */
  proposals: z.boolean(),
})
export type SourceUses = z.infer<typeof sourceUsesSchema>

export const SOURCE_KINDS = ['notes', 'chats'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

export type DryRun = Readonly<{
  kind: SourceKind
  path: string
  name: string
  isSample: boolean
  /** `notes` counts conversations where the kind is chats. */
  folders: readonly Readonly<{ path: string; notes: number }>[]
  notes: number
  /** How many turns of the chats are whose; null for notes. */
  turns: Readonly<Record<Speaker, number>> | null
  /** When the first and the last of it are from; null where nothing says. */
  dates: Range | null
  bytes: number
  seconds: number
  withheld: readonly Withheld[]
  /** Secrets that would be replaced before anything is kept, by kind; `places` name file and line, never text. */
  secrets: readonly Withheld[]
  examples: readonly Readonly<{ file: string; pick: 'newest' | 'longest' | 'at random'; text: string }>[]
  /** What went wrong and did not stop the rest: unreadable files, links that leave the folder. */
  problems: readonly string[]
}>

export type Source = Readonly<{
  id: string
  kind: SourceKind
  uses: SourceUses
  name: string
  path: string
  isSample: boolean
  folders: readonly string[]
  consentedAt: number
  state: 'reading' | 'current' | 'paused' | 'missing' | 'failed'
  message: string | null
  notes: number
  passages: number
  done: number
  total: number
  withheld: readonly Withheld[]
  /** Secrets that were replaced before anything was kept, by kind; `places` name file and line, never text. */
  secrets: readonly Withheld[]
  /** Whether changes are seen as they happen: by the system's watcher, by a scan now and then (and why), or not at all. */
  watch: Readonly<{ mode: 'live' | 'scan' | 'off'; reason: string | null }>
  readAt: number | null
}>

/** A rule of what may not be read: `Journal/`, `*.canvas`, `#health`, `status: private`, or `"a phrase"`. */
export type Exclusion = Readonly<{
  id: string
  rule: string
  kind: 'folder' | 'glob' | 'tag' | 'front matter' | 'phrase'
  /** Null where it holds for every source. */
  sourceId: string | null
  at: number
  /** How many files or conversations it keeps out now. */
  catches: number
}>

/** What would go, or has gone, when something is excluded or forgotten. */
export type Purge = Readonly<{
  rule: string
  /** The files or conversations, `source: place`. */
  places: readonly string[]
  passages: number
  rows: number
  proposals: number
  /** States that a model wrote of such words; left out where there are none. */
  states?: number
  threads: number
  /** Sources that cannot be looked through now, and why: what the rule keeps out there by tag or front matter goes when they are next read. */
  later?: readonly string[]
  /** 2·w in points before and after, of the axes that move by .02 or more, the largest first. */
  axes: readonly Readonly<{ axisId: string; left: string; right: string; before: number; after: number }>[]
}>

/** What would go with a source. */
export type SourceLoss = Pick<Purge, 'passages' | 'rows' | 'proposals' | 'states' | 'threads' | 'axes'>

export const THREAD_STATES = ['open', 'moving', 'stalled', 'done', 'dropped'] as const
export type ThreadState = (typeof THREAD_STATES)[number]

/** Passages over time about one aim of the person. */
export type ThreadView = Readonly<{
  id: string
  /** The exact words that name the aim best. */
  aim: Quote
  state: ThreadState
  /** Whether the state was read off the words, or the person set it. */
  stateBy: 'words' | 'person'
  /** How sure the reading of the state is; 1 where the person set it. */
  probability: number
  /** What it rests on, the oldest first. */
  evidence: readonly Readonly<{ quote: Quote; shows: 'wish' | 'plan' | 'question' | 'step' | 'done' | 'stalled' | 'dropped' | 'returned' }>[]
  /** What is still to be so, in the person's exact words; null where nothing is left open. */
  leavesOpen: Quote | null
  topic: string | null
  /** Proposals that answered it. */
  proposals: number
  at: number
}>

/** A claim about the person that was let in as evidence, with the words that it rests on. */
export type Claim = Readonly<{ rowId: number; at: number; kind: 'wish' | 'outcome' | 'thumb' | 'revision'; said: string; reason: string; quote: Quote; probability: number }>

/** What came in during one week, and what was kept out by which rule. */
export type AuditWeek = Readonly<{ from: number; until: number; passages: number; merged: number; claims: readonly Claim[]; refused: readonly Readonly<{ reason: string; count: number }>[] }>

export type PassageView = Passage & Readonly<{ sourceName: string; use: string }>

/** One passage that answers a search; `ranges` are the parts of its text that hold the words. */
export type SearchHit = Readonly<{
  passage: PassageView
  by: 'words' | 'meaning' | 'both'
  ranges: readonly Range[]
  /** Passages that say the same in almost the same words, left out of the list; absent where there are none. */
  alike?: readonly Readonly<{ id: string; file: string }>[]
}>
