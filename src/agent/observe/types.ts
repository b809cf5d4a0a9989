import type { Speaker } from '../contract/entities.ts'
import type { DryRun } from '../contract/sources.ts'
import type { LeftReason } from './chats/types.ts'
import type { ReadFiles } from './note-file.ts'
import type { Rules } from './rules.ts'
import type { Runs } from './runs.ts'
import type { FoundSecret } from './secrets.ts'
import type { Seen } from './seen.ts'

/** A passage as it was read; text is exactly what the note shows, with white space normalised and blocks apart by `\n`. */
export type ReadPassage = Readonly<{
  /** Stable: a hash of file, text and ordinal among equal texts of the file. */
  id: string
  /** Relative to the root, with `/` on every system. */
  file: string
  /** The headings above it, outermost first, joined by ` › `. */
  heading: string | null
  lineStart: number
  lineEnd: number
  text: string
  /** From a dated heading, the front matter, a daily note's name, or else the file's own time. */
  date: number | null
  speaker: Speaker
  conversation: string | null
  turn: number | null
  marks: string | null
}>

/** Something inside a note that is not kept. Places, never text, by lines from 1, or line 0 where it has none; `count` where there are several there; `runs`, of a private part, are hashes to know what stood in it, null where it is too long. */
export type WithheldPart = Readonly<{ reason: WithheldReason; lineStart: number; lineEnd: number; count?: number; runs?: Runs | null }>

/**
 * What became of one file, in the order it was looked at.
 * `read` replaces every passage that the file had before; `withheld` and `gone` mean that none of them may stay;
 * `unsettled` is being written just now: what was known stays, and it is to be read again soon; `problem` says that something went wrong and keeps what was known (a `read` of the same file may follow it).
 */
export type NoteRead =
  | Readonly<{ kind: 'read'; file: string; hash: string; passages: readonly ReadPassage[]; withheld: readonly WithheldPart[]; secrets: readonly FoundSecret[]; /** For each passage a hash of what it says, case and punctuation aside, where the reader has made it. */ said?: readonly string[] }>
  | Readonly<{ kind: 'unchanged'; file: string }>
  | Readonly<{ kind: 'withheld'; file: string; reason: WithheldReason }>
  | Readonly<{ kind: 'unsettled'; file: string }>
  | Readonly<{ kind: 'problem'; file: string; message: string }>
  | Readonly<{ kind: 'gone'; file: string }>

export type ReadOptions = Readonly<{
  signal?: AbortSignal
  onFile?: (done: number, total: number) => void
  /** The person's own; defaults to none. */
  rules?: Rules
  /** Texts that Tacit has shown, so that a proposal pasted into a chat is not taken for the person's; defaults to none. */
  tacits?: readonly string[]
  /** A rule came after the last reading: files that have not changed pass the gate again. */
  areRulesNew?: boolean
  /** What files looked like at the last reading; without it each is opened. */
  seen?: Seen
  /** These files alone, such as those that have just been saved. */
  only?: readonly string[]
  /** Where other sources lie inside this one: each file is kept once, by the source that was chosen for it most closely. */
  others?: readonly string[]
  /** Where files are opened and parsed; by default in this thread. */
  readFiles?: ReadFiles
}>

/** Why something is left out, in the words that the person reads. */
export const WITHHELD_REASONS = [
  'hidden',
  'not a note',
  'a template',
  'in a source of its own',
  'a copy of a conflict',
  'a link to elsewhere',
  'larger than 1 MB',
  'not text',
  'empty',
  'a drawing',
  'front matter says no',
  'tag #private',
  'marked as private',
  'in .gitignore',
  'in .tacitignore',
  'someone else’s words',
  'a card without words',
  'too short',
  'a list of links',
  'only numbers',
  'code',
  'boilerplate',
  'left over from a template',
  'a log',
  'made by a machine',
  'written by Tacit',
  'announces what follows',
] as const
export type WithheldReason = (typeof WITHHELD_REASONS)[number] | LeftReason | `your rule ${string}`

export type DryRunRead = Omit<DryRun, 'name' | 'isSample'>
