import { expect, test } from 'vitest'
import type { Loaded, Models, ModelView } from '../../../src/agent/contract/index.ts'
import { modelLine } from '../../../src/agent/loop/model-words.ts'

const model: ModelView = {
  id: 'a', kind: 'chat', name: '4B Instruct', origin: 'catalogue', tier: 'gpu', isRecommended: true, isForThisMachine: false, repository: null, revision: null, file: 'a.gguf', path: '/a.gguf', size: 2.5e9, licence: null,
  context: null, quantisation: 'Q4_K_M', isMultilingual: true, state: 'ready', problem: null, verifiedAt: null, needs: { bytes: 3e9, context: 4096, by: 'header' }, fit: null, quality: null, speed: null,
  isChosen: true, download: null,
}
const loaded: Loaded = { modelId: 'a', state: 'idle', backend: 'cuda', layers: { onGpu: 37, of: 37 }, context: 4096, memory: { ram: 1, gpu: 2 }, tokensPerSecond: 58.3, sleepsAt: null }
const line = (changes: Partial<ModelView>, rest: Partial<Models> = {}): string => modelLine({ models: [{ ...model, ...changes }], loaded: null, server: null, ...rest } as Models)

test.each([
  ['none is chosen', line({ isChosen: false }), 'No model: proposals come from the library and your notes'],
  ['it sleeps and never ran', line({}), '4B Instruct Q4_K_M · asleep'],
  ['it sleeps and was measured', line({ speed: { ...loaded, firstTokenMs: 1, embeddingsPerSecond: null, at: 1 } }), '4B Instruct Q4_K_M · CUDA · 37 of 37 layers · asleep'],
  ['its name says how it is packed', line({ name: 'mine.Q4_K_M' }), 'mine.Q4_K_M · asleep'],
  ['it is awake', line({}, { loaded }), '4B Instruct Q4_K_M · CUDA · 37 of 37 layers · awake'],
  ['it wakes on the processor', line({}, { loaded: { ...loaded, state: 'loading', backend: 'cpu' } }), '4B Instruct Q4_K_M · CPU · waking'],
  ['it writes', line({}, { loaded: { ...loaded, state: 'working' } }), '4B Instruct Q4_K_M · writing, 58 a second'],
  ['its file went away', line({ state: 'missing' }), '4B Instruct: its file is not there'],
  ['it is downloaded', line({ isChosen: false, download: { state: 'running', done: 1.14e9, total: 2.5e9, bytesPerSecond: 1, message: null, retryAt: null } }), 'Downloading, 1.1 of 2.5 GB'],
  ['a small one is downloaded', line({ download: { state: 'running', done: 4.4e7, total: 1.32e8, bytesPerSecond: 1, message: null, retryAt: null } }), 'Downloading, 44 of 132 MB'],
  ['a server writes', line({}, { server: { address: 'http://127.0.0.1:8080/v1', model: 'llama', hasKey: false } }), 'llama on 127.0.0.1:8080'],
])('the status line where %s', (_, said, expected) => {
  expect(said).toBe(expected)
})
