import type { AxisView } from '../../agent/contract/index.ts'
import { counted, decimal, isZero } from './numbers.ts'

type Poles = Readonly<{ left: string; right: string }>
type Band = Readonly<{ low: number; high: number }>

/** What a track shows, in points of five either side of zero. */
export const AXIS_LIMIT = 1.25

/** "0.43 toward solitary", or "even" where it rounds to zero. */
export function toward({ left, right }: Poles, value: number): string {
  if (isZero(value)) return 'even'
  return `${decimal(Math.abs(value))} toward ${value < 0 ? left : right}`
}

/** "0.21 to 0.65" where the band lies on one side, else both ends with their poles. */
export function likely(poles: Poles, { low, high }: Band): string {
  if (low >= 0) return `${decimal(low)} to ${decimal(high)}`
  if (high <= 0) return `${decimal(-high)} to ${decimal(-low)}`
  return `${toward(poles, low)} to ${toward(poles, high)}`
}

/** "±0.22": half of the likely range. */
export function halfWidth({ low, high }: Band): string {
  return `±${decimal((high - low) / 2)}`
}

/** How an axis is read out. */
export function axisSentence(axis: AxisView): string {
  const lock = axis.locked ? ', locked' : ''
  return `${axis.left} to ${axis.right}: ${toward(axis, axis.mean)}, likely ${likely(axis, axis)}, ${counted(axis.rows, 'row')} of evidence${lock}`
}

/** The two groups of You, each by distance from zero over width, the clearest first. */
export function groupAxes(axes: readonly AxisView[]): Readonly<{ sure: readonly AxisView[]; unsure: readonly AxisView[] }> {
  const clearness = (axis: AxisView): number => Math.abs(axis.mean) / Math.max(axis.high - axis.low, 1e-9)
  const ordered = axes.toSorted((a, b) => clearness(b) - clearness(a))
  return { sure: ordered.filter((axis) => axis.isSure), unsure: ordered.filter((axis) => !axis.isSure) }
}
