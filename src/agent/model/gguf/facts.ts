import { z } from 'zod'
import { MODEL_KINDS } from '../../contract/models.ts'
import { ARCHITECTURES, ENCODERS, OF_NO_USE } from './architectures.ts'
import type { Header } from './header.ts'
import { layerMemory } from './layer-memory.ts'
import { refuse } from './refuse.ts'
import { FILE_TYPES, TENSOR_TYPES } from './tensor-types.ts'

const count = z.number().min(0)

/** What a layer holds besides its weights: elements of keys and values for each token (within a window, or of all), and bytes that do not grow. */
const layerSchema = z.strictObject({ weights: count, perToken: count, window: count.nullable(), state: count })
export type Layer = Readonly<z.infer<typeof layerSchema>>

/** What the memory that a model takes follows from; weights in bytes, the others in numbers. */
export const shapeSchema = z.strictObject({
  layers: z.array(layerSchema).max(1024),
  /** Weights that belong to no layer: what turns tokens into vectors, and back. */
  input: count,
  output: count,
  /** Those of the input that serve the output as well; on a GPU it has a copy of its own. */
  shared: count,
  vocabulary: count,
  embedding: count,
  feedForward: count,
})
export type Shape = Readonly<z.infer<typeof shapeSchema>>

/** What the header of a model file says; nothing of it was loaded. */
export const factsSchema = z.strictObject({
  architecture: z.string(),
  name: z.string().nullable(),
  kind: z.enum(MODEL_KINDS),
  pooling: z.enum(['none', 'mean', 'cls', 'last']),
  context: count.nullable(),
  quantisation: z.string(),
  /** How many numbers it consists of. */
  parameters: count,
  hasChatTemplate: z.boolean(),
  isMultilingual: z.boolean().nullable(),
  shape: shapeSchema,
})
export type ModelFacts = Readonly<z.infer<typeof factsSchema>>

const POOLINGS = ['none', 'mean', 'cls', 'last'] as const
const RANKING = 4
const MOST_LAYERS = 1024
const MOST_WIDTH = 1_048_576

/** Throws Refused where llama.cpp could not load it, or Tacit could not use it. */
export function factsOf(header: Header): ModelFacts {
  const { values, lengths, tensors } = header
  const architecture = values.get('general.architecture')
  if (typeof architecture !== 'string') return refuse('does not say what kind of model it is (general.architecture is missing). It is damaged.')
  refuseParts(header, architecture)
  const number = (key: string): number | null => {
    const value = values.get(`${architecture}.${key}`)
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
  }
  const within = (key: string, most: number, what: string): number => {
    const value = number(key)
    if (value === null || !Number.isInteger(value) || value < 1 || value > most) return refuse(`says that it has ${value ?? 'no'} ${what} (${architecture}.${key}). It is damaged.`)
    return value
  }
  const layerCount = within('block_count', MOST_LAYERS, 'layers')
  const embedding = within('embedding_length', MOST_WIDTH, 'numbers to a token')
  const pooling = number('pooling_type')
  if (pooling === RANKING) refuse('ranks texts, and neither writes nor turns them into vectors. Choose a chat model or an embedder.')
  const isEncoder = ENCODERS.has(architecture) || values.get(`${architecture}.attention.causal`) === false
  const isPooling = pooling !== null && pooling > 0 && pooling < POOLINGS.length
  const vocabulary = number('vocab_size') ?? lengths.get('tokenizer.ggml.tokens') ?? 0
  const languages = lengths.get('general.languages') ?? 0
  return {
    architecture,
    name: named(values.get('general.name')),
    kind: isEncoder || isPooling ? 'embed' : 'chat',
    pooling: (isPooling && POOLINGS[pooling]) || 'none',
    context: number('context_length') || null,
    quantisation: quantisationOf(header),
    parameters: tensors.reduce((sum, { elements }) => sum + elements, 0),
    hasChatTemplate: values.has('tokenizer.chat_template') || lengths.has('tokenizer.chat_template'),
    isMultilingual: languages === 0 ? null : languages > 1,
    shape: { ...weightsOf(header, layerMemory(header, architecture, layerCount, isEncoder)), vocabulary, embedding, feedForward: Math.min(number('feed_forward_length') ?? 4 * embedding, MOST_WIDTH) },
  }
}

function refuseParts({ values, tensors }: Header, architecture: string): void {
  const splits = values.get('split.count')
  if (typeof splits === 'number' && splits > 1) refuse(`is one of ${splits} parts of a model. Join them with llama.cpp's "llama-gguf-split --merge" and add the whole.`)
  const type = values.get('general.type')
  if (type === 'mmproj') refuse(OF_NO_USE.get('clip')!)
  if (type === 'adapter') refuse('is an adapter (LoRA) that changes another model, not a model itself. Add the model.')
  if (type === 'imatrix') refuse('holds measurements that help to pack a model (an importance matrix), not a model.')
  const use = OF_NO_USE.get(architecture)
  if (use) refuse(use)
  if (!ARCHITECTURES.has(architecture)) refuse(`is a model of the architecture ${JSON.stringify(architecture.slice(0, 60))}, which the llama.cpp of this version of Tacit does not know.`)
  if (tensors.length === 0) refuse('holds a vocabulary and no weights. Add the whole model.')
}

const named = (name: unknown): string | null => (typeof name === 'string' && name.trim() !== '' ? name.replaceAll(/\p{C}/gu, '').trim().slice(0, 120) : null)

function quantisationOf({ values, tensors }: Header): string {
  const declared = FILE_TYPES.get(Number(values.get('general.file_type') ?? -1))
  if (declared) return declared
  const bytes = new Map<number, number>()
  for (const { type, bytes: size } of tensors) bytes.set(type, (bytes.get(type) ?? 0) + size)
  const [most] = [...bytes].toSorted(([, a], [, b]) => b - a)
  return TENSOR_TYPES.get(most![0])!.name
}

/** Tensors of a layer are named "blk.7.…"; what comes after the layers is "output…". */
function weightsOf({ tensors }: Header, memory: readonly Omit<Layer, 'weights'>[]): Pick<Shape, 'layers' | 'input' | 'output' | 'shared'> {
  const weights = memory.map(() => 0)
  let input = 0
  let output = 0
  for (const { name, bytes } of tensors) {
    const layer = /^(?:enc\.|dec\.)?blk\.(\d{1,4})\./.exec(name)
    const index = layer ? Number(layer[1]) : -1
    if (layer && index >= memory.length) refuse(`has weights of layer ${index}, and says that it has ${memory.length} layers. It is damaged.`)
    if (layer) weights[index]! += bytes
    else if (/^(output|cls)/.test(name)) output += bytes
    else input += bytes
  }
  if (weights.every((each) => each === 0)) refuse('has no weights for its layers. It is damaged.')
  const hasOutput = tensors.some(({ name }) => name === 'output.weight')
  const shared = hasOutput ? 0 : (tensors.find(({ name }) => name === 'token_embd.weight')?.bytes ?? 0)
  return { layers: memory.map((each, index) => ({ weights: weights[index]!, ...each })), input, output, shared }
}
