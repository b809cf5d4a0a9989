import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { basename } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { BackendName, Loaded } from '../../contract/models.ts'
import type { LanguageModel, Priority } from '../language-model.ts'
import { unlessCancelled } from './cancelled.ts'
import type { JobKind, JobOf, LoadedModel, Measured, ResultOf } from './messages.ts'
import { modelChild, ProcessDied, startModelProcess } from './process.ts'
import type { ModelProcess } from './process.ts'
import { afterDeath, effectiveStep, fallbackText, FRESH, stepBelow } from './steps.ts'
import type { Standing, Standings, Step } from './steps.ts'
import { openTurns } from './turns.ts'

/** A chat model on disk. */
export type ModelFile = Readonly<{
  id: string
  name: string
  path: string
  /** SHA-256 of the whole file; null while it is not known. */
  digest?: string | null
}>

/** What crashed before, so that the next start does not crash again. */
export type StandingMemory = Readonly<{ read: () => Standings; write: (standings: Standings) => Promise<void> }>

export type RuntimeOptions = Readonly<{
  /** The built `child.ts`. */
  child?: string
  /** Which back-end to use, and a key that changes with the hardware or its driver. */
  hardware: () => Promise<Readonly<{ backend: BackendName; key: string }>>
  /** Milliseconds without work after which the memory is given back. */
  idleMs: () => number
  standings?: StandingMemory
  /** Tokens of context at most. */
  context?: number
  /** Of the processor, for good; by default as many as others leave cores free, also while it works. */
  threads?: number
  onChange?: () => void
  /** Told in words when a model has crashed, and what was changed. */
  onCrash?: (text: string) => void
  limitsMs?: Partial<typeof LIMITS_MS>
  now?: () => number
}>

/** The one owner of the GPU: one process, one model in it, one work at a time. */
export type Runtime = AsyncDisposable &
  Readonly<{
    /** Nothing is loaded until something is asked of it. */
    open: (file: ModelFile) => LanguageModel
    /** Errors: those of a LanguageModel. */
    measure: (file: ModelFile, signal?: AbortSignal) => Promise<Measured & Readonly<{ loaded: LoadedModel }>>
    /** Texts a second, in a process of its own. */
    measureEmbedder: (path: string, texts: readonly string[]) => Promise<number>
    loaded: () => Loaded | null
    /** Of what was used last: what was changed by itself after a crash. */
    fallback: () => string | null
    /** Gives the memory back now; what is being written is cancelled. */
    unload: () => Promise<void>
    /** Forgets what crashed before. */
    forgetCrashes: () => Promise<void>
    /** Of the process that holds the model; null while none does. */
    pid: () => number | null
  }>

const CONTEXT = 4096
/** How long each may take at most; `grace` is what a process gets beyond that before it counts as hung. */
const LIMITS_MS = { load: 300_000, write: 300_000, decide: 120_000, grace: 30_000 }
const MEASURING_MS = 5000

type Held = Readonly<{ file: ModelFile; process: ModelProcess; model: LoadedModel; key: string; backend: BackendName }>

const inMemory = (): StandingMemory => {
  let kept: Standings = {}
  return {
    read: () => kept,
    write: async (standings) => {
      kept = standings
    },
  }
}

export function openRuntime(options: RuntimeOptions): Runtime {
  const { child = modelChild(), hardware, idleMs, standings = inMemory(), context = CONTEXT, threads, onChange = () => undefined, onCrash = () => undefined, now = Date.now } = options
  const limitsMs = { ...LIMITS_MS, ...options.limitsMs }
  const turns = openTurns()
  let held: Held | null = null
  let loading: ModelFile | null = null
  let latest: Readonly<{ file: ModelFile; key: string; backend: BackendName }> | null = null
  let tokensPerSecond: number | null = null
  let sleepsAt: number | null = null
  let idle: NodeJS.Timeout | undefined
  let isClosed = false

  const contentOf = ({ path, digest }: ModelFile): string => (!digest ? basename(path) : `${basename(path)}@${digest.slice(0, 12)}`)
  const isSame = (one: ModelFile, other: ModelFile): boolean => one.id === other.id && one.path === other.path && contentOf(one) === contentOf(other)
  const standingOf = (key: string): Standing => standings.read()[key] ?? FRESH

  async function letGo(): Promise<void> {
    clearTimeout(idle)
    const { process } = held ?? {}
    held = null
    sleepsAt = null
    tokensPerSecond = null
    await process?.[Symbol.asyncDispose]()
    onChange()
  }

  async function died(file: ModelFile, key: string, backend: BackendName, error: ProcessDied): Promise<AppError> {
    await letGo()
    const standing = afterDeath(standingOf(key), backend, error.ending)
    await standings.write({ ...standings.read(), [key]: standing })
    const text = fallbackText(file.name, standing, backend) ?? `${file.name} crashed.`
    onCrash(text)
    return new AppError('MODEL_FAILED', standing.step === 'refused' ? text : `${text} Do it again.`, { cause: error, data: { step: standing.step } })
  }

  async function loadAt(file: ModelFile, backend: BackendName, step: Step, signal: AbortSignal): Promise<Readonly<{ process: ModelProcess; model: LoadedModel }>> {
    const process = startModelProcess(child)
    try {
      const job = { file: file.path, context, step, backend: step === 'processor' ? 'cpu' : backend, ...(threads && { threads }) } as const
      return { process, model: await process.run('load', job, { signal, limitMs: limitsMs.load }) }
    } catch (error) {
      await process[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Where memory is too short it is tried one step lower, at most three times. */
  async function load(file: ModelFile, signal: AbortSignal): Promise<Held> {
    if (!existsSync(file.path)) throw new AppError('MODEL_FAILED', `There is no file at ${file.path} any more. Put it back, or choose another model.`)
    const { backend, key: hardwareKey } = await unlessCancelled(hardware(), signal)
    const key = `${contentOf(file)} | ${hardwareKey}`
    latest = { file, key, backend }
    const standing = standingOf(key)
    let step: Step | null = effectiveStep(standing.step, backend)
    if (step === 'refused') throw new AppError('MODEL_FAILED', fallbackText(file.name, standing, backend) ?? `${file.name} is not loaded any more.`, { data: { step } })
    for (;;) {
      try {
        return { file, key, backend, ...(await loadAt(file, backend, step, signal)) }
      } catch (error) {
        if (error instanceof ProcessDied) throw await died(file, key, backend, error)
        if (!(error instanceof AppError) || error.code !== 'MEMORY_SHORT') throw error
        step = stepBelow(step)
        if (step === null) throw new AppError('MEMORY_SHORT', `${error.message} Close other programs, or choose a smaller model.`, { cause: error })
      }
    }
  }

  async function ready(file: ModelFile, signal: AbortSignal): Promise<Held> {
    if (isClosed) throw new AppError('CANCELLED', 'Tacit is closing.')
    clearTimeout(idle)
    sleepsAt = null
    if (held && isSame(held.file, file) && !held.process.hasEnded()) return held
    await letGo()
    loading = file
    onChange()
    try {
      const loaded = await load(file, signal)
      held = loaded
      // One that ends while nothing is asked of it, by the system or from outside, is no crash of its own.
      void loaded.process.ended.then(() => (held?.process === loaded.process && !turns.isBusy() ? turns.take('person', letGo) : undefined))
      return loaded
    } finally {
      loading = null
      onChange()
    }
  }

  function sleepLater(): void {
    clearTimeout(idle)
    if (!held || isClosed) return
    const ms = idleMs()
    sleepsAt = now() + ms
    idle = setTimeout(() => void turns.take('person', letGo), ms)
    idle.unref()
    onChange()
  }

  type Use<Kind extends JobKind> = Readonly<{ file: ModelFile; kind: Kind; job: JobOf<Kind>; priority: Priority; limitMs: number; signal?: AbortSignal | undefined; onText?: ((text: string) => void) | undefined }>

  const use = <Kind extends JobKind>({ file, kind, job, priority, limitMs, signal, onText }: Use<Kind>): Promise<Readonly<{ result: ResultOf<Kind>; model: LoadedModel }>> =>
    turns.take(priority, async (turn, dropped) => {
      // A model that is being loaded for background work is loaded for the person too.
      const { process, model, key, backend } = await ready(file, dropped)
      onChange()
      try {
        const result = await process.run(kind, job, { signal: turn, limitMs: limitMs + limitsMs.grace, ...(onText && { onText }) })
        const standing = standings.read()[key]
        if (standing && standing.deaths > 0) await standings.write({ ...standings.read(), [key]: { ...standing, deaths: 0 } })
        return { result, model }
      } catch (error) {
        if (error instanceof ProcessDied) throw await died(file, key, backend, error)
        throw error
      } finally {
        sleepLater()
      }
    }, signal)

  return {
    open: (file) => ({
      id: contentOf(file),
      write: async ({ priority, signal, onText, ...job }) => {
        // What is overtaken is written anew, so nobody sees its pieces before it has ended.
        const isSeen = priority === 'person'
        const { result } = await use({ file, kind: 'write', job: { ...job, limitMs: limitsMs.write }, priority, limitMs: limitsMs.write, signal, onText: isSeen ? onText : undefined })
        if (!isSeen) onText?.(result.text)
        if (result.seconds > 0) tokensPerSecond = result.tokens / result.seconds
        return result
      },
      decide: async ({ priority, signal, text, questions }) => {
        const { answers, loaded } = (await use({ file, kind: 'decide', job: { text, questions }, priority, limitMs: limitsMs.decide, signal })).result
        if (held && isSame(held.file, file)) held = { ...held, model: loaded }
        return answers
      },
    }),
    measure: async (file, signal) => {
      const { result, model } = await use({ file, kind: 'measure', job: { forMs: MEASURING_MS }, priority: 'person', limitMs: MEASURING_MS, signal })
      tokensPerSecond = result.tokensPerSecond
      return { ...result, loaded: model }
    },
    measureEmbedder: (path, texts) =>
      turns.take('person', async (signal) => {
        // As in the agent, where the embedder works.
        await using process = startModelProcess(child, constants.priority.PRIORITY_NORMAL)
        try {
          const { embeddingsPerSecond } = await process.run('measureEmbedder', { file: path, texts, forMs: MEASURING_MS }, { signal, limitMs: limitsMs.load })
          return embeddingsPerSecond
        } catch (error) {
          throw error instanceof ProcessDied ? new AppError('MODEL_FAILED', `The embedder ${path} crashed while it was measured. ${error.message}`, { cause: error }) : error
        }
      }),
    loaded: () => {
      const file = loading ?? held?.file
      if (!file) return null
      const model = loading ? null : held?.model
      const state = loading ? 'loading' : turns.isBusy() ? 'working' : 'idle'
      return {
        modelId: file.id,
        state,
        backend: model?.backend ?? 'cpu',
        layers: model?.layers ?? { onGpu: 0, of: 0 },
        context: model?.context ?? 0,
        memory: model?.memory ?? { ram: 0, gpu: 0 },
        tokensPerSecond,
        sleepsAt,
      }
    },
    fallback: () => latest && fallbackText(latest.file.name, standingOf(latest.key), latest.backend),
    unload: async () => {
      await turns.cancel('The model was unloaded.')
      await turns.take('person', letGo)
    },
    forgetCrashes: () => standings.write({}),
    pid: () => held?.process.pid ?? null,
    [Symbol.asyncDispose]: async () => {
      isClosed = true
      await turns.cancel('Tacit is closing.')
      await letGo()
    },
  }
}
