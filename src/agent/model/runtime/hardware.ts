import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, statfsSync } from 'node:fs'
import { cpus, freemem, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import type { Backend, BackendName, Hardware } from '../../contract/models.ts'
import { appRoot } from '../../paths.ts'
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

/** Some failures are told by an event and others thrown, such as that memory is too short. */
function tryToFork(child: string, backend: GpuBackend, env: NodeJS.ProcessEnv): ChildProcess | Error {
  try {
    return fork(child, [backend], { env, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function tryIn(child: string, backend: GpuBackend, limitMs: number): Promise<Trial> {
  return new Promise((resolve) => {
    const env = process.versions.electron ? { ...process.env, ELECTRON_RUN_AS_NODE: '1' } : process.env
    const started = tryToFork(child, backend, env)
    if (started instanceof Error) return resolve({ kind: 'died', signal: null, exitCode: null, lastWords: `The probe could not be started: ${started.message}` })
    let trial: Trial | null = null
    let lastWords = ''
    const limit = setTimeout(() => {
      trial ??= { kind: 'stalled', seconds: Math.round(limitMs / 1000) }
      started.kill('SIGKILL')
    }, limitMs)
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = text.split('\n').map((line) => line.trim()).findLast((line) => line !== '' && !/^(at |Node\.js v|\})/.test(line)) ?? lastWords
    })
    started.on('message', (probed: Probed) => {
      trial ??= { kind: 'answered', probed }
    })
    started.on('error', (error) => {
      trial ??= { kind: 'died', signal: null, exitCode: null, lastWords: `The probe could not be started: ${error.message}` }
    })
    started.on('close', (exitCode, signal) => {
      clearTimeout(limit)
      resolve(trial ?? { kind: 'died', signal, exitCode, lastWords })
    })
  })
}

async function testAll(child: string, around: Surroundings, limitMs: number): Promise<Trials> {
  const trials: Partial<Record<GpuBackend, Trial>> = {}
  // One after another: two at a time would share the free memory that each reports.
  for (const backend of GPU_BACKENDS) {
    if (whyNotHere(backend, around.platform, around.arch) === null) trials[backend] = await tryIn(child, backend, limitMs)
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
