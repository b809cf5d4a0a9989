import { z } from 'zod'
import { AppError } from '../contract/index.ts'
import type { Finding, Hardware, Notice, Speed } from '../contract/index.ts'
import type { LanguageModel } from '../model/language-model.ts'
import { amount } from '../model/amount.ts'
import { openHardware } from '../model/runtime/hardware.ts'
import { openRuntime } from '../model/runtime/runtime.ts'
import type { ModelFile, Runtime, StandingMemory } from '../model/runtime/runtime.ts'
import { STEPS } from '../model/runtime/steps.ts'
import type { Store } from '../store/types.ts'
import type { ModelHere, ModelRegistry } from './models.ts'
import { readSettings } from './settings.ts'

/** Runs the chat model that is chosen, and knows what this machine can compute with. */
export type ModelRunner = AsyncDisposable &
  Readonly<{
    /** The chosen chat model; null where none is chosen or its file is not here. */
    languageModel: () => LanguageModel | null
    /** Starts the first test of the hardware where there was none; its result comes with the event `models`. */
    look: () => void
    /** Looks again at the hardware, and gives models that crashed another chance. */
    test: () => Promise<Hardware>
    measure: (id: string) => Promise<Speed>
    unload: () => Promise<void>
    findings: () => Promise<readonly Finding[]>
  }>

export type ModelRunnerOptions = Readonly<{
  store: Store
  models: ModelRegistry
  /** What embedders are measured with. */
  texts: readonly string[]
  now: () => number
  /** A crash of the model's process; null once it was tested anew. */
  onNotice: (notice: Notice | null) => void
}>

const KEY = 'model-standings'
const standingSchema = z.record(z.string(), z.strictObject({ step: z.enum(STEPS), deaths: z.int(), why: z.string().nullable() }))

/** What this version cannot read is forgotten: a crash more is the worst that follows. */
const standingsIn = (store: Store): StandingMemory => ({
  read: () => standingSchema.safeParse(store.settings.get(KEY)?.value).data ?? {},
  write: async (value) => void (await store.say({ settings: [{ key: KEY, value }] })),
})

const crashNotice = (text: string): Notice => ({ code: 'MODEL_FAILED', cause: text, kept: 'Nothing that you said is lost, and proposals come from the library and your notes meanwhile.', action: { label: 'Test again', route: 'models.test' } })

/** Below it neither a rating nor a model can be sure of its place. */
const LEAST_DISK = 256 << 20

function machineFinding({ cores, memory, disk }: Hardware): Finding {
  const isFull = disk.free < LEAST_DISK
  const text = `${cores} cores; ${amount(memory.free)} of ${amount(memory.total)} of memory are free, and ${amount(disk.free)} on the disk of ${disk.path}.`
  return { part: 'Memory and disk', ok: !isFull, text, fix: isFull ? 'Free some space on that disk: what you say is written there first.' : null }
}

const fileOf = ({ id, name, path, sha256 }: ModelHere): ModelFile => ({ id, name, path, digest: sha256 })

export function openModelRunner({ store, models, texts, now, onNotice }: ModelRunnerOptions): ModelRunner {
  let isClosed = false
  const changed = (): void => {
    if (!isClosed) models.changed()
  }
  const hardware = openHardware({ models: models.folder, now, onChange: changed })
  const runtime: Runtime = openRuntime({
    hardware: hardware.chosen,
    idleMs: () => readSettings(store).modelIdleMinutes * 60_000,
    standings: standingsIn(store),
    onChange: changed,
    onCrash: (text) => onNotice(crashNotice(text)),
    now,
  })
  models.plug({
    hardware: hardware.view,
    loaded: runtime.loaded,
    fallback: runtime.fallback,
    release: async (id) => (runtime.loaded()?.modelId === id ? runtime.unload() : undefined),
  })
  models.onChoice((kind) => {
    const loaded = runtime.loaded()
    if (kind === 'chat' && loaded && loaded.modelId !== models.chosen('chat')?.id) void runtime.unload()
  })

  async function measureChat(file: ModelFile): Promise<Speed> {
    const { tokensPerSecond, firstTokenMs, loaded } = await runtime.measure(file)
    return { tokensPerSecond, firstTokenMs, embeddingsPerSecond: null, backend: loaded.backend, layers: loaded.layers, at: now() }
  }

  async function measureEmbedder({ path, facts }: ModelHere): Promise<Speed> {
    const embeddingsPerSecond = await runtime.measureEmbedder(path, texts)
    return { tokensPerSecond: null, firstTokenMs: null, embeddingsPerSecond, backend: 'cpu', layers: { onGpu: 0, of: facts?.shape.layers.length ?? 0 }, at: now() }
  }

  return {
    languageModel: () => {
      const chosen = models.chosen('chat')
      return chosen && runtime.open(fileOf(chosen))
    },
    look: () => void hardware.known(),
    test: async () => {
      await runtime.forgetCrashes()
      const tested = await hardware.test()
      onNotice(null)
      return tested
    },
    measure: async (id) => {
      const here = models.here(id)
      if (!here) throw new AppError('NOT_FOUND', `The model ${id} is not here, so it cannot be measured. "tacit models" lists those that are.`, { data: { id } })
      const speed = here.kind === 'chat' ? await measureChat(fileOf(here)) : await measureEmbedder(here)
      await models.measured(id, speed)
      return speed
    },
    unload: runtime.unload,
    findings: async () => {
      const found = await hardware.known()
      const { backends } = found
      const fallback = runtime.fallback()
      const used = backends.map(({ name, devices, isUsable, reason, fix }): Finding => ({ part: name, ok: true, ...(!isUsable && { isAbsent: true }), text: devices.length > 0 ? `${devices.join(', ')}. ${reason}` : reason, fix }))
      const trouble = models.trouble()
      return [machineFinding(found), { part: 'Model', ok: fallback === null && trouble === null, text: fallback ?? trouble ?? `${models.line()}.`, fix: null }, ...used]
    },
    [Symbol.asyncDispose]: async () => {
      isClosed = true
      await runtime[Symbol.asyncDispose]()
    },
  }
}
