import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Backend } from '../../../src/agent/contract/index.ts'
import { fitOf } from '../../../src/agent/model/fit.ts'
import type { Shape } from '../../../src/agent/model/gguf/facts.ts'
import { needsOf, offload } from '../../../src/agent/model/gguf/needs.ts'

const GB = 1e9
const cpu: Backend = { id: 'cpu', name: 'CPU', isUsed: true, isUsable: true, devices: [], memory: null, reason: 'used', fix: null }
const gpu = (total: number, free = total): Backend => ({ ...cpu, id: 'cuda', name: 'CUDA', memory: { total, free } })
const machine = (ram: number, graphics: number | null, free = ram - 2 * GB) => ({ memory: { total: ram, free }, backends: graphics === null ? [cpu] : [cpu, gpu(graphics)] })

/** The shape of a model of four billion numbers, of 36 layers with 8 heads of 128 for keys and values, in 2.5 GB. */
const shape: Shape = {
  layers: Array.from({ length: 36 }, () => ({ weights: 60_000_000, perToken: 2048, window: null, state: 0 })),
  input: 320_000_000,
  output: 10_000,
  shared: 320_000_000,
  vocabulary: 151_936,
  embedding: 2560,
  feedForward: 9728,
}
const needs = needsOf({ kind: 'chat', context: 40_960, shape })
const fitting = { kind: 'chat' as const, needs, shape }

test('nothing is said before it is known what the machine computes with', () => {
  expect(fitOf(fitting, { memory: { total: 16 * GB, free: 8 * GB }, backends: [] })).toBeNull()
})

test('a model that the GPU holds runs wholly on it', () => {
  expect(fitOf(fitting, machine(16 * GB, 8 * GB))).toEqual({ where: 'gpu', layers: { onGpu: 37, of: 37 }, text: 'Runs wholly on your GPU' })
})

test('of a model that the GPU cannot hold it is said how many layers run there', () => {
  const fit = fitOf(fitting, machine(16 * GB, 3 * GB))!
  expect(fit.where).toBe('partly')
  expect(fit.layers!.onGpu).toBeGreaterThan(20)
  expect(fit.text).toBe(`${fit.layers!.onGpu} of 37 layers run on your GPU`)
})

test('without a GPU it runs on the processor, and where memory is taken now that is said', () => {
  expect(fitOf(fitting, machine(16 * GB, null))!.text).toBe('Runs on the processor')
  expect(fitOf(fitting, machine(16 * GB, null, 1.2 * GB))!.text).toMatch(/^Runs on the processor; needs 3\.\d GB of memory, of which 1\.2 GB is free now$/)
})

test('memory that its own model holds counts as free', () => {
  const crowded = { memory: { total: 16 * GB, free: 8 * GB }, backends: [cpu, gpu(8 * GB, 1 * GB)] }
  expect(fitOf(fitting, crowded)!.where).not.toBe('gpu')
  expect(fitOf(fitting, crowded, { ram: 0, gpu: 6.5 * GB })!.where).toBe('gpu')
})

test('a model that no memory here could hold fits nowhere, in numbers', () => {
  const big = { kind: 'chat' as const, needs: { bytes: 9.2 * GB, context: 0, by: 'size' as const }, shape: null }
  expect(fitOf(big, machine(7.9 * GB, null))).toEqual({ where: 'nowhere', layers: null, text: 'Needs 9.2 GB; this machine has 7.9 GB' })
  expect(fitOf(big, machine(7.9 * GB, 4 * GB))!.where).toBe('partly')
})

test('an embedder runs on the processor whatever GPU there is', () => {
  expect(fitOf({ ...fitting, kind: 'embed' }, machine(16 * GB, 24 * GB))!.where).toBe('cpu')
})

test('what goes to the GPU and what stays are together the whole, and more memory never holds fewer layers', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 * GB }), { minLength: 2, maxLength: 6 }).map((all) => all.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(sizes, fc.integer({ min: 256, max: 40_960 }), (frees, context) => {
      const whole = needsOf({ kind: 'chat', context, shape }, { context, contexts: 1 }).bytes
      const splits = frees.map((free) => offload(shape, context, free))
      for (const [index, { onGpu, of, gpu: taken, ram }] of splits.entries()) {
        expect(taken).toBeLessThanOrEqual(frees[index]!)
        expect(onGpu).toBeGreaterThanOrEqual(splits[index - 1]?.onGpu ?? 0)
        // A part on each side needs working memory on each, and the output a copy of the input's weights.
        const copies = taken + ram - whole
        if (onGpu === 0) expect(copies).toBe(0)
        else expect(copies).toBeGreaterThanOrEqual(onGpu === of ? shape.shared : 0)
        if (onGpu === of) expect(copies).toBe(shape.shared)
      }
    }),
  )
})
