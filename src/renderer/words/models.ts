import type { BackendName, Hardware, Loaded, Models, ModelView, Speed, Tier } from '../../agent/contract/index.ts'
import { clock, shortDay } from './dates.ts'
import { bytes, count, counted, decimal, spelled } from './numbers.ts'

export const BACKEND_NAMES: Readonly<Record<BackendName, string>> = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal', cpu: 'CPU' }

/** What a kind of machine is called over the models that are offered for it. */
export const TIER_NAMES: Readonly<Record<Tier, string>> = { gpu: 'For a GPU', partly: 'Partly on a GPU', cpu: 'For the CPU' }

/** "4B Instruct, Q4_K_M" */
export const modelName = ({ name, quantisation }: Pick<ModelView, 'name' | 'quantisation'>): string => (quantisation === null || name.includes(quantisation) ? name : `${name}, ${quantisation}`)

export const chosenOf = ({ models }: Models, kind: ModelView['kind']): ModelView | null => models.find((model) => model.kind === kind && model.isChosen) ?? null

type Layers = Loaded['layers']

/** "The model runs wholly on your GPU." */
export function whereSentence({ backend, layers }: Pick<Loaded, 'backend' | 'layers'>): string {
  if (backend === 'cpu' || layers.onGpu === 0) return 'The model runs on the CPU.'
  return layers.onGpu >= layers.of ? 'The model runs wholly on your GPU.' : `${layers.onGpu} of ${layers.of} layers run on your GPU.`
}

/** "37 of 37 layers on the GPU" */
export const layersWords = ({ onGpu, of }: Layers): string => (onGpu === 0 ? `${counted(of, 'layer')} on the CPU` : `${onGpu} of ${of} layers on the GPU`)

/** The state of the section in one sentence. */
export function modelsHeading(models: Models): string {
  const { loaded, server } = models
  if (server) return `A server of your own writes, at ${serverHost(server.address)}.`
  const model = chosenOf(models, 'chat')
  if (!model) return 'No model: proposals come from the library and your notes.'
  if (model.state === 'missing') return 'The model is not where it was.'
  if (model.state === 'refused') return 'The model cannot be used.'
  if (loaded?.modelId === model.id) return loaded.state === 'loading' ? 'The model is waking.' : whereSentence(loaded)
  return model.speed ? whereSentence(model.speed) : 'A model is chosen. It has not run yet.'
}

export function serverHost(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}

/** "awake, holding 1.2 GB", "asleep, holding 0 GB" */
export function awakeWords(loaded: Loaded | null): string {
  if (!loaded) return 'asleep, holding 0 GB'
  if (loaded.state === 'loading') return 'waking'
  const state = loaded.state === 'working' ? 'at work' : 'awake'
  return `${state}, holding ${bytes(loaded.memory.ram + loaded.memory.gpu)}`
}

/** How the file was checked: against the digest that was pinned, or not at all. */
export function verifiedWords({ verifiedAt, origin }: Pick<ModelView, 'verifiedAt' | 'origin'>): string | null {
  if (verifiedAt !== null) return `SHA-256 verified ${shortDay(verifiedAt)}`
  return origin === 'own' ? 'your own file, nothing to compare its SHA-256 with' : null
}

/** "2.5 GB · SHA-256 verified 2 Oct · asleep, holding 0 GB" */
export const modelLine = (model: ModelView, loaded: Loaded | null): string => [bytes(model.size), verifiedWords(model), awakeWords(loaded)].filter(Boolean).join(' · ')

/** "3.4 of 12 GB when awake"; `total` is that of the device. */
export function needWords({ needs }: Pick<ModelView, 'needs'>, total: number | null): string {
  const about = needs.by === 'size' ? 'about ' : ''
  return total === null ? `${about}${bytes(needs.bytes)} when awake` : `${about}${bytesOf(needs.bytes, total)} when awake`
}

/** "1.1 of 2.5 GB", in the unit of the whole. */
export function bytesOf(done: number, total: number): string {
  const whole = bytes(total)
  const part = bytes(done)
  const [unit, partUnit] = [whole.split(' ')[1], part.split(' ')[1]]
  if (unit === partUnit) return `${part.split(' ')[0]} of ${whole}`
  const scale = { kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }[unit ?? ''] ?? 1
  return done > total ? `${part} of ${whole}` : `${scale === 1 ? done : decimal(done / scale, 1)} of ${whole}`
}

/** "61", "8.4": as many digits as were measured. */
export const rateNumber = (perSecond: number): string => (perSecond < 10 ? decimal(perSecond, 1) : count(Math.round(perSecond)))

export function measuredWords({ tokensPerSecond, firstTokenMs, embeddingsPerSecond, backend, at }: Speed): string {
  const parts = [
    tokensPerSecond !== null && `${rateNumber(tokensPerSecond)} tokens a second`,
    firstTokenMs !== null && `first word after ${firstTokenMs < 1000 ? `${Math.round(firstTokenMs)} ms` : `${decimal(firstTokenMs / 1000, 1)} s`}`,
    embeddingsPerSecond !== null && `${rateNumber(embeddingsPerSecond)} passages a second`,
  ].filter(Boolean)
  return `${parts.join(', ')}; measured on ${backend === 'cpu' ? 'the CPU' : BACKEND_NAMES[backend]}, ${shortDay(at)}`
}

/** "Sleeps at 14:32", "Asleep": when it gives its memory back. */
export function sleepWords(loaded: Loaded | null): string {
  if (!loaded) return 'asleep'
  return loaded.sleepsAt === null ? (loaded.state === 'idle' ? 'not set' : 'not while it works') : clock(loaded.sleepsAt)
}

const LANGUAGES = { true: 'many languages', false: 'English' } as const

/** Facts of a model that is not in use: "2.5 GB · Apache-2.0 · many languages · holds 32,768 tokens". */
export function factsLine({ size, licence, isMultilingual, context }: Pick<ModelView, 'size' | 'licence' | 'isMultilingual' | 'context'>): string {
  return [bytes(size), licence, isMultilingual === null ? null : LANGUAGES[`${isMultilingual}`], context === null ? null : `holds ${count(context)} tokens`].filter(Boolean).join(' · ')
}

/** What was found to compute with: "One GPU with 12 GB, 10.9 GB free; 8 cores; 32 GB of memory." */
export function hardwareWords({ backends, cores, memory, testedAt }: Hardware): string {
  const gpu = backends.find(({ id, isUsed, isUsable, devices }) => id !== 'cpu' && (isUsed || isUsable) && devices.length > 0)
  const named = gpu ? `${spelled(gpu.devices.length, 'GPU')}${gpu.memory ? ` with ${bytes(gpu.memory.total)}, ${bytes(gpu.memory.free)} free` : ''}` : testedAt === null ? 'GPUs not tested yet' : 'no GPU that can be used'
  return `${named}; ${counted(cores, 'core')}; ${bytes(memory.total)} of memory`
}

/** How a model would run here, in two or three words. */
export const FIT_NAMES: Readonly<Record<NonNullable<ModelView['fit']>['where'], string>> = {
  gpu: 'Fits your GPU',
  partly: 'Partly on your GPU',
  cpu: 'On the CPU',
  nowhere: 'Too large for this machine',
}

const PLACES = ['gpu', 'partly', 'cpu', 'nowhere'] as const

type Fitted = Pick<ModelView, 'fit' | 'tier'>

/** Whether it runs here at least as well as on the kind of machine that it is offered for. */
export const isMadeFor = ({ fit, tier }: Fitted): boolean => fit !== null && tier !== null && PLACES.indexOf(fit.where) <= PLACES.indexOf(tier)

/** "Fits your GPU"; "For a GPU, here on the CPU" where this machine is less than it is offered for. */
export function fitHeading({ fit, tier }: Fitted): string {
  if (fit === null) return tier === null ? '' : TIER_NAMES[tier]
  const here = FIT_NAMES[fit.where]
  return tier === null || fit.where === 'nowhere' || isMadeFor({ fit, tier }) ? here : `${TIER_NAMES[tier]}, here ${here.charAt(0).toLowerCase()}${here.slice(1)}`
}

/** How it would run, in a sentence or two; null where that is not known. */
export function fitNote({ fit, tier }: Fitted): string | null {
  if (fit === null) return null
  const isSlow = fit.where === 'cpu' && tier !== null && tier !== 'cpu'
  return `${fit.text.replace(/[^.]$/, '$&.')}${isSlow ? ' Larger than what is offered for a CPU, and slow there.' : ''}`
}

const TIER_ORDER: readonly (Tier | null)[] = ['gpu', 'partly', 'cpu', null]

/** The one that suits this machine, then by tier, the recommended one of each first; the person's own files stand last. */
export function inOrder(models: readonly ModelView[]): readonly ModelView[] {
  const rank = ({ tier, isRecommended, isForThisMachine }: ModelView): number => (isForThisMachine ? -1 : TIER_ORDER.indexOf(tier) * 2 + (isRecommended ? 0 : 1))
  return models.toSorted((a, b) => rank(a) - rank(b) || a.size - b.size)
}
