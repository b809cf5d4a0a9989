import type { Bench } from './bench.ts'
import { axes } from './axes.ts'
import { policy } from './policy.ts'
import { preference } from './preference.ts'
import { stars } from './stars.ts'

/** Every bench by its name on the command line. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  // Loaded when asked for: they bring the store and its native library.
  latency: async (options) => (await import('./latency.ts')).latency(options),
  axes,
  policy,
  preference,
  stars,
}
