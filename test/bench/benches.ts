import type { Bench } from './bench.ts'
import { axes } from './axes.ts'
import { change } from './change.ts'
import { circumstances } from './circumstances.ts'
import { hindsight } from './hindsight.ts'
import { influence } from './influence.ts'
import { noise } from './noise.ts'
import { policy } from './policy.ts'
import { preference } from './preference.ts'
import { revisions } from './revisions.ts'
import { stars } from './stars.ts'

/** Every bench by its name on the command line. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  // Loaded when asked for: they bring the app's native libraries.
  candidates: async (options) => (await import('./candidates.ts')).candidates(options),
  download: async (options) => (await import('./download.ts')).download(options),
  export: async (options) => (await import('./chat-export.ts')).chatExport(options),
  generate: async (options) => (await import('./generate.ts')).generate(options),
  decisions: async (options) => (await import('./decisions.ts')).decisions(options),
  embed: async (options) => (await import('./embed.ts')).embed(options),
  latency: async (options) => (await import('./latency.ts')).latency(options),
  memory: async (options) => (await import('./memory.ts')).memory(options),
  observe: async (options) => (await import('./observe.ts')).observe(options),
  search: async (options) => (await import('./search.ts')).search(options),
  start: async (options) => (await import('./start.ts')).start(options),
  window: async (options) => (await import('./window.ts')).window(options),
  axes,
  change,
  circumstances,
  hindsight,
  influence,
  noise,
  policy,
  preference,
  revisions,
  stars,
}
