import type { ModelKind, Needs } from '../../contract/models.ts'
import type { ModelFacts, Shape } from './facts.ts'

/** What a model is asked to hold: so many tokens, at most, in each of so many contexts. Embedders read several texts at a time. */
const USE: Readonly<Record<ModelKind, Readonly<{ context: number; contexts: number }>>> = { chat: { context: 4096, contexts: 1 }, embed: { context: 512, contexts: 4 } }

/** How many tokens are computed at a time, llama.cpp's default. */
const BATCH = 512
const HALF_BYTES = 2
const FLOAT_BYTES = 4
const WINDOW_STEP = 256

/** Bytes that layers keep for a context of so many tokens, by layer. Keys and values are half-precision. */
export function cacheOf({ layers }: Shape, context: number): readonly number[] {
  return layers.map(({ perToken, window, state }) => {
    const tokens = window === null ? context : Math.min(context, Math.ceil((window + BATCH + 1) / WINDOW_STEP) * WINDOW_STEP)
    return perToken * tokens * HALF_BYTES + state
  })
}

/**
 * Working memory while a batch is computed, in bytes: the larger of a layer's activations with its mask, and the scores of the whole vocabulary.
 * It leaves out what llama.cpp needs for attention where flash attention is not to be had.
 */
export function workingMemory({ vocabulary, embedding, feedForward }: Shape, context: number, isEmbedder: boolean): number {
  const batch = Math.min(BATCH, context)
  const inLayer = batch * (FLOAT_BYTES * (3 * embedding + 2 * feedForward) + HALF_BYTES * context)
  const scores = isEmbedder ? 0 : batch * FLOAT_BYTES * (vocabulary + 2 * embedding)
  return Math.max(inLayer, scores)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** All that a model takes on the processor: its weights, what its layers keep of a context, and working memory. */
export function needsOf({ kind, context: trained, shape }: Pick<ModelFacts, 'kind' | 'context' | 'shape'>, use = USE[kind]): Needs {
  const context = Math.min(use.context, trained ?? use.context)
  const weights = shape.input + shape.output + sum(shape.layers.map((layer) => layer.weights))
  const each = sum(cacheOf(shape, context)) + workingMemory(shape, context, kind === 'embed')
  return { bytes: weights + use.contexts * each, context, by: 'header' }
}

export type Offload = Readonly<{ onGpu: number; of: number; gpu: number; ram: number }>

/**
 * The most layers of a chat model that a GPU with so many free bytes holds, as llama.cpp fills it: the output first, then from the last layer on.
 * The input stays with the processor.
 */
export function offload(shape: Shape, context: number, free: number): Offload {
  const cache = cacheOf(shape, context)
  const layers = shape.layers.map(({ weights }, index) => weights + cache[index]!)
  const parts = [shape.output + shape.shared, ...layers.toReversed()]
  const working = workingMemory(shape, context, false)
  let gpu = 0
  let onGpu = 0
  while (onGpu < parts.length && working + gpu + parts[onGpu]! <= free) gpu += parts[onGpu++]!
  const rest = sum(parts.slice(Math.max(1, onGpu)))
  const ram = shape.input + rest + (onGpu === 0 ? shape.output : 0) + (onGpu === parts.length ? 0 : working)
  return { onGpu, of: parts.length, gpu: onGpu === 0 ? 0 : gpu + working, ram }
}
