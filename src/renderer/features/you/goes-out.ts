import type { AxisView, PrincipleView, RouteInput } from '../../../agent/contract/index.ts'

/** What stays here, by id; all else goes out. */
export type Left = Readonly<{ axes: ReadonlySet<string>; principles: ReadonlySet<string>; states: boolean }>
export const NOTHING_LEFT: Left = { axes: new Set(), principles: new Set(), states: false }

/** What the assistant is asked to write. */
export function wantedOf(left: Left, axes: readonly Pick<AxisView, 'id'>[], principles: readonly Pick<PrincipleView, 'id'>[]): RouteInput<'profile.export'> {
  const others = (all: readonly Readonly<{ id: string }>[], stay: ReadonlySet<string>): string[] => all.flatMap(({ id }) => (stay.has(id) ? [] : [id]))
  return {
    ...(left.axes.size > 0 && { axes: others(axes, left.axes) }),
    ...(left.principles.size > 0 && { principles: others(principles, left.principles) }),
    ...(left.states && { states: false }),
  }
}

/** "Everything goes out", or what stays. */
export function leftWords({ axes, principles, states }: Left, all: Readonly<{ axes: number; principles: number }>): string {
  if (axes.size === 0 && principles.size === 0 && !states) return 'All of it goes out'
  const parts = [`${all.axes - axes.size} of ${all.axes} axes`, ...(all.principles > 0 ? [`${all.principles - principles.size} of ${all.principles} principles`] : []), states ? 'no rated state' : 'the states that you rated']
  return `Goes out: ${parts.join(', ')}`
}
