import type { AxisDetail, EvidenceView } from '../../../agent/contract/index.ts'

const MOST = 3
/** Each mark is a button; px between the centres of two. */
const APART_PX = 24
const DAY_MS = 86_400_000

/** Where on a history a row stands, in px. */
export type Mark = Readonly<{ row: EvidenceView; x: number; y: number }>
type Scales = Readonly<{ x: (at: number) => number; y: (value: number) => number }>

/** The rows that hold most of an axis, the strongest first: each on the point of its day, where they fall within the history and stand apart. */
export function marksOf(evidence: readonly EvidenceView[], history: AxisDetail['history'], { x, y }: Scales): readonly Mark[] {
  const marks: Mark[] = []
  for (const row of evidence) {
    if (marks.length === MOST) break
    // The point of a day stands at the last row of that day.
    const point = history.find(({ at }) => at >= row.at)
    if (!point || row.at < history[0]!.at - DAY_MS) continue
    const mark = { row, x: x(point.at), y: y(point.mean) }
    if (marks.every((other) => Math.abs(other.x - mark.x) >= APART_PX)) marks.push(mark)
  }
  return marks
}
