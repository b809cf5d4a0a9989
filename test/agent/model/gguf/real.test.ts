import { getLlama, GgufInsights, LlamaLogLevel, readGgufFileInfo } from 'node-llama-cpp'
import { describe, expect, test } from 'vitest'
import { ARCHITECTURES } from '../../../../src/agent/model/gguf/architectures.ts'
import { needsOf } from '../../../../src/agent/model/gguf/needs.ts'
import { readModelFile } from '../../../../src/agent/model/gguf/read.ts'
import { TENSOR_TYPES } from '../../../../src/agent/model/gguf/tensor-types.ts'
import { CHAT_MODEL, EMBEDDER } from './files.ts'

/** What node-llama-cpp finds in the same file: exact sizes of weights, and memory as llama.cpp itself reckons it for an empty context. */
async function asLlamaCppSays(path: string, context: number, isEmbedder: boolean) {
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false, logLevel: LlamaLogLevel.error })
  try {
    const insights = await GgufInsights.from(await readGgufFileInfo(path), llama)
    const { cpuRam } = await insights.estimateContextResourceRequirementsV2({ contextSize: context, modelGpuLayers: 0, batchSize: 512, sequences: 1, isEmbeddingContext: isEmbedder })
    return { weights: insights.modelSize, parameters: insights.totalParameters, layers: insights.totalLayers - 1, context: insights.trainContextSize, memory: insights.modelSize + cpuRam }
  } finally {
    await llama.dispose()
  }
}

const MEMORY_TOLERANCE = 0.08

describe.each([
  { what: 'the built-in embedder', path: EMBEDDER, kind: 'embed' as const, contexts: [512] },
  ...(CHAT_MODEL ? [{ what: 'a chat model', path: CHAT_MODEL, kind: 'chat' as const, contexts: [1024, 4096, 8192] }] : []),
])('the header of $what', ({ path, kind, contexts }) => {
  test.each(contexts)('gives the sizes that llama.cpp finds, and its memory for %i tokens within 8 %', async (context) => {
    const expected = await asLlamaCppSays(path, context, kind === 'embed')
    const { facts } = await readModelFile(path)
    const { layers, input, output } = facts.shape
    const found = { weights: layers.reduce((sum, { weights }) => sum + weights, input + output), parameters: facts.parameters, layers: layers.length, context: facts.context }
    expect({ ...found, kind: facts.kind }).toEqual({ weights: expected.weights, parameters: expected.parameters, layers: expected.layers, context: expected.context, kind })
    const { bytes } = needsOf(facts, { context, contexts: 1 })
    expect(Math.abs(bytes / expected.memory - 1)).toBeLessThan(MEMORY_TOLERANCE)
  })
})

/** What node-llama-cpp asks llama.cpp itself, and does not offer to others. */
type Bindings = Readonly<{ _bindings: Readonly<{ getTypeSizeForGgmlType: (type: number) => number; getBlockSizeForGgmlType: (type: number) => number; getIsArchSupported: (name: string) => boolean }> }>

test('packs tensors as llama.cpp does, and knows the architectures that it knows', async () => {
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false, logLevel: LlamaLogLevel.error })
  try {
    const { _bindings: bindings } = llama as unknown as Bindings
    for (let type = 0; type < 43; type++) {
      const found = TENSOR_TYPES.get(type)
      expect([type, found?.block ?? 0, found?.bytes ?? 0]).toEqual([type, bindings.getBlockSizeForGgmlType(type), bindings.getTypeSizeForGgmlType(type)])
    }
    expect([...ARCHITECTURES].filter((name) => !bindings.getIsArchSupported(name))).toEqual([])
    expect(['gemma-embedding2', 'xlm-roberta', ''].some((name) => bindings.getIsArchSupported(name))).toBe(false)
  } finally {
    await llama.dispose()
  }
})

test('says what a real file is', async () => {
  const { facts } = await readModelFile(EMBEDDER)
  expect(facts).toMatchObject({ architecture: 'bert', name: 'all-MiniLM-L6-v2', kind: 'embed', pooling: 'mean', context: 512, quantisation: 'F16', hasChatTemplate: false })
})

test.skipIf(CHAT_MODEL === null)('says that a chat model has a template (needs TACIT_TEST_MODEL)', async () => {
  const { facts } = await readModelFile(CHAT_MODEL!)
  expect(facts).toMatchObject({ architecture: 'llama', kind: 'chat', quantisation: 'Q4_1', hasChatTemplate: true, isMultilingual: false })
  expect(facts.shape.layers[0]).toMatchObject({ perToken: 2 * 3 * 64, window: null, state: 0 })
})
