/** A copy of all that was said, in the home; passages and vectors are not in it, since they are read and computed again. */
export type BackupView = Readonly<{
  /** Its file's name. */
  id: string
  at: number
  bytes: number
  rows: number
  /** When it was last restored to a scratch folder and found equal; null where it was not tried. */
  checkedAt: number | null
  /** Why it cannot be used, as where it is damaged or of another version; null where it can. Its `at` is then the file's own, and it has no `rows`. */
  problem: string | null
}>

/** A backup that can be put in the place of a home that does not open. */
export type SavedBackup = Pick<BackupView, 'id' | 'at' | 'rows'>

/** What the home holds, in bytes. */
export type DataSize = Readonly<{ home: string; total: number; parts: readonly Readonly<{ name: string; bytes: number }>[] }>
