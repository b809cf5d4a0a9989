type Band = Readonly<{ mean: number; low: number; high: number }>

/** A profile beside what is believed here; 2·w in points, positive leans right. */
export type ProfileDiff = Readonly<{
  exportedAt: number
  ratings: number
  /** Those furthest beyond their band first. `isBeyond`: theirs lies outside the likely range here. */
  axes: readonly Readonly<{ axisId: string; left: string; right: string; ours: Band; theirs: Band; isBeyond: boolean; isLocked: boolean }>[]
  /** Axes of theirs that this version does not have. */
  unknownAxes: readonly string[]
  /** States that were rated there: those not rated here, those rated the same here, and those rated otherwise, where what was said here stands. */
  states: Readonly<{ fresh: number; same: number; differ: readonly Readonly<{ text: string; here: number; there: number }>[] }>
}>

/** What would come in, or came: ratings, axes set, and how the axes move by it. */
export type ProfileImport = Readonly<{
  ratings: number
  axes: readonly string[]
  moves: readonly Readonly<{ axisId: string; left: string; right: string; before: number; after: number }>[]
  /** Takes the whole import back; null in a preview. */
  undoId: string | null
}>
