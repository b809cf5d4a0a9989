import type { Bench } from './bench.ts'
import { axes } from './axes.ts'
import { preference } from './preference.ts'

/** Every bench by its name on the command line. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  axes,
  preference,
}
