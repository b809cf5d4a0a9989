import type { SourceKind } from '../contract/sources.ts'
import type { ReadFiles } from './note-file.ts'
import type { Rules } from './rules.ts'
import type { DryRunRead, NoteRead, ReadOptions } from './types.ts'

/** How sources of one kind are looked through and read. A new kind is one of these and a line in `readers.ts`. */
export type Reader = Readonly<{
  kind: SourceKind
  /** Whether what lies at a path that the person chose is of this kind. */
  holds: (path: string) => Promise<boolean>
  /** What would be read, by the very gate that reads it later; keeps nothing. `seed` chooses the examples. `others` and `readFiles` as for `read`. */
  dryRun: (path: string, options: Readonly<{ seed?: number; signal?: AbortSignal; rules?: Rules; others?: readonly string[]; readFiles?: ReadFiles }>) => Promise<DryRunRead>
  /**
   * What has changed since `known` (file → content hash), in the folders that the person ticked. What goes wrong with one
   * file is a `problem`; throws AppError where the source itself is missing or unreadable.
   */
  read: (path: string, folders: readonly string[], known: ReadonlyMap<string, string>, options?: ReadOptions) => AsyncGenerator<NoteRead>
}>
