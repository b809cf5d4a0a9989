import { existsSync, statfsSync } from 'node:fs'
import { cpus, freemem, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import type { Backend, BackendName, Hardware } from '../../contract/models.ts'
import { appRoot } from '../../paths.ts'
import { tryInProcess } from '../trial.ts'
import { backendsOf, whyNotHere } from './hardware-words.ts'
import type { Surroundings, Trials } from './hardware-words.ts'
import { GPU_BACKENDS } from './probe.ts'
import type { GpuBackend, Probed, Trial } from './probe.ts'
import { lookAround } from './surroundings.ts'

export type HardwareOptions = Readonly<{
  /** Where downloaded models go; it may not be there yet. */
  models: string
  /** The built `probe-child.ts`. */
  child?: string
  /** How long one back-end may take. Defaults to half a minute. */
  limitMs?: number
  onChange?: () => void
  now?: () => number
}>

/** What this machine computes with: tested when first needed, and again when asked. */
export type HardwareProbe = Readonly<{
  /** What is known by now. */
  view: () => Hardware
  /** What was found, once the first test has ended. */
  known: () => Promise<Hardware>
  test: () => Promise<Hardware>
  /** Which back-end models run on, and a key that changes with the hardware and its driver. */
  chosen: () => Promise<Readonly<{ backend: BackendName; key: string }>>
}>

const LIMIT_MS = 30_000

async function tryBackend(child: string, backend: GpuBackend, limitMs: number): Promise<Trial> {
  const tried = await tryInProcess(child, [backend], limitMs)
  return tried.kind === 'answered' ? { kind: 'answered', probed: tried.answer as Probed } : tried
}

async function testAll(child: string, around: Surroundings, limitMs: number): Promise<Trials> {
  const trials: Partial<Record<GpuBackend, Trial>> = {}
  // One after another: two at a time would share the free memory that each reports.
  for (const backend of GPU_BACKENDS) {
    if (whyNotHere(backend, around.platform, around.arch) === null) trials[backend] = await tryBackend(child, backend, limitMs)
  }
  return trials
}

function freeOn(folder: string): number {
  let existing = folder
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing)
  const { bavail, bsize } = statfsSync(existing)
  return bavail * bsize
}

type Tested = Readonly<{ around: Surroundings; backends: readonly Backend[]; at: number }>

export function openHardware(options: HardwareOptions): HardwareProbe {
  const { models, child = join(appRoot(), 'out', 'main', 'probe.js'), limitMs = LIMIT_MS, onChange = () => undefined, now = Date.now } = options
  let tested: Tested | null = null
  let testing: Promise<Tested> | null = null

  async function run(): Promise<Tested> {
    const around = await lookAround()
    tested = { around, backends: backendsOf(await testAll(child, around, limitMs), around), at: now() }
    onChange()
    return tested
  }

  const again = (): Promise<Tested> =>
    (testing ??= run().finally(() => {
      testing = null
    }))

  const processors = cpus()
  const view = (): Hardware => ({
    processor: processors[0]?.model.trim() || process.arch,
    cores: processors.length,
    memory: { total: totalmem(), free: freemem() },
    disk: { path: models, free: freeOn(models) },
    backends: tested?.backends ?? [],
    testedAt: tested?.at ?? null,
  })

  return {
    view,
    known: async () => {
      if (!tested) await again()
      return view()
    },
    test: async () => {
      await again()
      return view()
    },
    chosen: async () => {
      const { backends, around } = tested ?? (await again())
      const used = backends.find(({ isUsed }) => isUsed)
      const devices = used?.devices.join(', ') ?? around.processor
      return { backend: used?.id ?? 'cpu', key: [used?.id ?? 'cpu', devices, around.driver ?? ''].join(' | ') }
    },
  }
}
