type Band = Readonly<{ mean: number; low: number; high: number }>

/** An axis as the person stands by it, and as it has felt good in the last two weeks; 2·w in points, positive leans right. */
export type MoodView = Readonly<{
  axisId: string
  left: string
  right: string
  stands: Band
  lately: Band
  /** By how much the second is off the first; null where they are together, as far as can be told. */
  apart: number | null
  /** Rows of the last two weeks that lean on the axis and count for what is stood by; and those that were marked as a mood. */
  recent: number
  marked: number
}>
