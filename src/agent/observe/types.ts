import type { DryRun, Speaker } from '../contract/entities.ts'

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
}>

/** Something inside a note that is not kept. Places, never text. */
export type WithheldPart = Readonly<{ reason: WithheldReason; lineStart: number; lineEnd: number }>

/**
 * What became of one file, in the order it was looked at.
 * `read` replaces every passage that the file had before; `withheld` and `gone` mean that none of them may stay;
 * `problem` says that something went wrong and keeps what was known (a `read` of the same file may follow it).
 */
export type NoteRead =
  | Readonly<{ kind: 'read'; file: string; hash: string; passages: readonly ReadPassage[]; withheld: readonly WithheldPart[] }>
  | Readonly<{ kind: 'unchanged'; file: string }>
  | Readonly<{ kind: 'withheld'; file: string; reason: WithheldReason }>
  | Readonly<{ kind: 'problem'; file: string; message: string }>
  | Readonly<{ kind: 'gone'; file: string }>

export type ReadOptions = Readonly<{ signal?: AbortSignal; onFile?: (done: number, total: number) => void }>

/** Why something is left out, in the words that the person reads. */
export const WITHHELD_REASONS = [
  'hidden',
  'not a note',
  'a template',
  'a link to elsewhere',
  'larger than 1 MB',
  'not text',
  'empty',
  'a drawing',
  'front matter says no',
  'tag #private',
  'looks like a secret',
  'someone else’s words',
  'too short',
] as const
export type WithheldReason = (typeof WITHHELD_REASONS)[number]

export type DryRunRead = Omit<DryRun, 'name' | 'isSample'>
