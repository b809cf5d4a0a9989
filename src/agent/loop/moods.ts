import type { Axis, MoodView } from '../contract/index.ts'
import type { Belief } from '../game/belief.ts'
import { axisView, moodView } from '../game/predict.ts'
import type { Evidence } from '../game/types.ts'

/** A mood lasts about so long: its evidence has lost half its weight by then. */
const RECENT_MS = 14 * 86_400_000
/** Half the width of the 80 % range, in standard deviations. */
const LIKELY = 1.2815515655446004
/** A text leans on an axis from here on. */
const LEANS = 0.25

/** What was rated, chosen or taken up lately and leans on the axis: what "this was a mood" is said of. */
export function recentRows(evidence: readonly Evidence[], axis: number, now: number): readonly Evidence[] {
  return evidence.filter((row) => row.at >= now - RECENT_MS && Math.abs(leanOf(row, axis)) >= LEANS)
}

function leanOf(row: Evidence, axis: number): number {
  switch (row.channel) {
    case 'stars':
    case 'accept':
      return row.item.axes[axis]!
    case 'pair':
      return row.first.axes[axis]! - row.second.axes[axis]!
    default:
      return 0
  }
}

const band = ({ mean, sd }: Readonly<{ mean: number; sd: number }>) => ({ mean, low: mean - LIKELY * sd, high: mean + LIKELY * sd })

/** For each axis what is stood by beside what has felt good lately. */
export function moodViews(axes: readonly Axis[], belief: Belief, evidence: readonly Evidence[], now: number): readonly MoodView[] {
  return axes.map(({ id, left, right }, index) => {
    const { lately, apart } = moodView(belief, index)
    const { mean, low, high } = band(apart)
    const recent = recentRows(evidence, index, now)
    const marked = recent.filter(({ isMood }) => isMood === true).length
    return {
      axisId: id,
      left,
      right,
      stands: band(axisView(belief, index)),
      lately: band(lately),
      apart: low > 0 || high < 0 ? mean : null,
      recent: recent.length - marked,
      marked,
    }
  })
}
