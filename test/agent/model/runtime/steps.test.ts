import { describe, expect, test } from 'vitest'
import { afterDeath, effectiveStep, fallbackText, FRESH, stepBelow, STEPS } from '../../../../src/agent/model/runtime/steps.ts'
import type { Standing } from '../../../../src/agent/model/runtime/steps.ts'

const CRASH = { signal: 'SIGABRT', exitCode: null, lastWords: 'CUDA error: out of memory' } as const

describe('what follows a crash', () => {
  test('goes from all layers to half of them, to the processor, and ends there', () => {
    const steps: string[] = []
    let standing: Standing = FRESH
    for (let crash = 0; crash < 6; crash += 1) {
      standing = afterDeath(standing, 'cuda', CRASH)
      steps.push(standing.step)
    }
    expect(steps).toEqual(['half', 'processor', 'processor', 'refused', 'refused', 'refused'])
  })

  test('tries a model once more on a machine that has a processor alone, and no third time', () => {
    const once = afterDeath(FRESH, 'cpu', CRASH)
    expect(once).toMatchObject({ step: 'processor', deaths: 1 })
    expect(afterDeath(once, 'cpu', CRASH).step).toBe('refused')
  })

  test('forgives a crash after which the model worked', () => {
    const worked = { ...afterDeath(FRESH, 'cpu', CRASH), deaths: 0 }
    expect(afterDeath(worked, 'cpu', CRASH).step).toBe('processor')
  })

  test('says what was changed, what the process said at last, and what to try', () => {
    expect(fallbackText('Smol', FRESH, 'cuda')).toBeNull()
    const half = fallbackText('Smol', afterDeath(FRESH, 'vulkan', CRASH), 'vulkan')
    expect(half).toContain('half of its layers')
    expect(half).toContain('CUDA error: out of memory')
    expect(half).toContain('Test again')
    expect(fallbackText('Smol', { step: 'refused', deaths: 0, why: 'SIGILL' }, 'cuda')).toContain('Choose another model')
  })

  test('speaks of no graphics card where there is none, and is silent again once the model works', () => {
    const once = afterDeath(FRESH, 'cpu', { signal: 'SIGBUS', exitCode: null, lastWords: '' })
    expect(fallbackText('Smol', once, 'cpu')).toMatch(/^Smol crashed \(SIGBUS: its file was cut off or changed while it was in use/)
    expect(fallbackText('Smol', once, 'cpu')).not.toMatch(/graphics|GPU/)
    expect(fallbackText('Smol', { ...once, deaths: 0 }, 'cpu')).toBeNull()
    expect(fallbackText('Smol', afterDeath(once, 'cpu', CRASH), 'cpu')).toContain('crashed twice')
  })

  test('has a step below each until there is none', () => {
    expect(STEPS.map(stepBelow)).toEqual(['half', 'processor', null, null])
  })

  test('has no step of the GPU where there is none', () => {
    expect(STEPS.map((step) => effectiveStep(step, 'cpu'))).toEqual(['processor', 'processor', 'processor', 'refused'])
  })
})
