import { cpus, freemem, totalmem } from 'node:os'
import { statfsSync } from 'node:fs'
import type { Download, Hardware, Loaded, Models, OwnServer, WritingDay } from '../contract/index.ts'

/** What the other parts know of models. Each is asked whenever the view is built, so it answers at once from what it holds. */
export type ModelPlugs = Readonly<{
  hardware: () => Hardware
  loaded: () => Loaded | null
  fallback: () => string | null
  /** Of the file of this model; null where none was begun. */
  download: (modelId: string) => Download | null
  server: () => OwnServer | null
  writing: () => readonly WritingDay[]
  writingWaits: () => string | null
  preparing: () => Models['preparing']
  /** Called before the file of a model goes: whoever holds it lets go of it. Of several that are plugged in each is asked. */
  release: (modelId: string) => Promise<void>
}>

/** What is said while no part says more. `folder` is where downloaded models go, or an existing folder on the same disk. */
export function unplugged(folder: string): ModelPlugs {
  const processors = cpus()
  const machine = { processor: processors[0]?.model.trim() || process.arch, cores: processors.length, backends: [], testedAt: null }
  return {
    hardware: () => {
      const { bavail, bsize } = statfsSync(folder)
      return { ...machine, memory: { total: totalmem(), free: freemem() }, disk: { path: folder, free: bavail * bsize } }
    },
    loaded: () => null,
    fallback: () => null,
    download: () => null,
    server: () => null,
    writing: () => [],
    writingWaits: () => null,
    preparing: () => null,
    release: async () => undefined,
  }
}
