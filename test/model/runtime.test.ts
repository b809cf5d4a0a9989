import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WriteRequest } from '../../src/agent/model/language-model.ts'
import { openRuntime } from '../../src/agent/model/runtime/runtime.ts'
import type { Runtime } from '../../src/agent/model/runtime/runtime.ts'
import { requireTestModel, testModel } from './test-model.ts'

const SCHEMA = {
  type: 'object',
  properties: { place: { type: 'string', maxLength: 40 }, size: { enum: ['small', 'large'] } },
} as const

const request = (changes: Partial<WriteRequest> = {}): WriteRequest => ({
  system: 'You answer briefly.',
  prompt: 'Name a place by the sea and say whether it is small or large.',
  maxTokens: 80,
  temperature: 0.7,
  priority: 'person',
  ...changes,
})
/** Goes on for minutes if nobody stops it. */
const endless = (changes: Partial<WriteRequest> = {}): WriteRequest =>
  request({ prompt: 'Count from one to ten thousand in words, and leave out no number.', schema: { type: 'array', items: { type: 'string' }, minItems: 1000 }, maxTokens: 3000, ...changes })

describe.skipIf(testModel === null)('a model in a process of its own', () => {
  let runtime: Runtime

  beforeAll(() => {
    runtime = openRuntime({ hardware: async () => ({ backend: 'cpu', key: 'test' }), idleMs: () => 60_000 })
  })

  afterAll(async () => {
    await runtime[Symbol.asyncDispose]()
  })

  test('writes the JSON that was asked for, and says each piece of it as it comes', async () => {
    const pieces: string[] = []
    const written = await runtime.open(requireTestModel()).write(request({ schema: SCHEMA, onText: (text) => pieces.push(text) }))
    expect(written.end).toBe('done')
    expect(Object.keys(JSON.parse(written.text) as object)).toEqual(['place', 'size'])
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.join('').trim()).toBe(written.text.trim())
    expect(written.tokens).toBeGreaterThan(5)
    expect(written.tokens).toBeLessThanOrEqual(80)
  })

  test('tells the probabilities of the answers to typed questions', async () => {
    const { decide } = runtime.open(requireTestModel())
    const answers = await decide!({
      text: 'The ferry leaves at nine and I have already bought the ticket.',
      questions: {
        boat: { kind: 'yes-no', instruction: 'Does the text speak of a boat?', yes: 'It speaks of a boat.', no: 'It does not.' },
        when: { kind: 'choice', instruction: 'What time of day is meant?', options: { morning: 'In the morning', evening: 'In the evening', night: 'At night' } },
      },
      priority: 'person',
    })
    expect(Object.keys(answers).toSorted()).toEqual(['boat', 'when'])
    expect(Object.keys(answers['when']!)).toEqual(['morning', 'evening', 'night'])
    for (const probabilities of Object.values(answers)) expect(Object.values(probabilities).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 3)
  })

  test('ends at the tokens that it was given, and says that it was cut off', async () => {
    const written = await runtime.open(requireTestModel()).write(endless({ maxTokens: 12 }))
    expect(written.end).toBe('length')
    expect(written.tokens).toBeLessThanOrEqual(13)
  })

  test('stops when it is cancelled, and goes on with the next', async () => {
    const model = runtime.open(requireTestModel())
    const controller = new AbortController()
    const endlessly = model.write(endless({ signal: controller.signal, onText: () => controller.abort() }))
    await expect(endlessly).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await model.write(request({ maxTokens: 4 }))).tokens).toBeGreaterThan(0)
  })

  test('stops also while it still reads a long prompt, without its process being ended', async () => {
    const model = runtime.open(requireTestModel())
    await model.write(request({ maxTokens: 1 }))
    const before = runtime.pid()
    const long = model.write(request({ prompt: 'The boat came in and the wind was from the west. '.repeat(300), signal: AbortSignal.timeout(100) }))
    await expect(long).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(runtime.pid()).toBe(before)
    expect((await model.write(request({ maxTokens: 1 }))).tokens).toBeGreaterThan(0)
    expect(runtime.pid()).toBe(before)
  })

  test('stops a decision while it still reads the text, without its process being ended, and decides the same afterwards', async () => {
    const { decide } = runtime.open(requireTestModel())
    const questions = { boat: { kind: 'yes-no', instruction: 'Does the text speak of a boat?', yes: 'It speaks of a boat.', no: 'It does not.' } } as const
    const short = { text: 'The ferry leaves at nine.', questions, priority: 'person' } as const
    const before = await decide!(short)
    const pid = runtime.pid()
    const long = decide!({ text: 'The boat came in and the wind was from the west. '.repeat(160), questions, priority: 'background', signal: AbortSignal.timeout(200) })
    await expect(long).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await decide!(short))['boat']!['yes']).toBeCloseTo(before['boat']!['yes']!, 5)
    expect(runtime.pid()).toBe(pid)
  })

  test('lets the person overtake what is written in the background, which is done afterwards', async () => {
    const model = runtime.open(requireTestModel())
    await model.write(request({ maxTokens: 2 }))
    const order: string[] = []
    const background = model.write(request({ schema: SCHEMA, priority: 'background' })).then(() => order.push('background'))
    const later = model.write(request({ maxTokens: 3, priority: 'background' })).then(() => order.push('later'))
    await wait(50)
    await model.write(request({ maxTokens: 3 })).then(() => order.push('person'))
    await Promise.all([background, later])
    expect(order).toEqual(['person', 'background', 'later'])
  })

  test('says in words that its process was ended in the middle, and works again when asked again', async () => {
    const model = runtime.open(requireTestModel())
    const endlessly = model.write(endless({ onText: () => process.kill(runtime.pid()!, 'SIGKILL') }))
    await expect(endlessly).rejects.toMatchObject({ code: 'MODEL_FAILED', message: expect.stringContaining('Do it again') })
    expect(runtime.loaded()).toBeNull()
    expect(runtime.fallback()).toContain(requireTestModel().name)
    expect((await model.write(request({ maxTokens: 4 }))).tokens).toBeGreaterThan(0)
  })

  test('refuses a text that is longer than its context, with both lengths', async () => {
    await expect(runtime.open(requireTestModel()).write(request({ prompt: 'again '.repeat(5000) }))).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('4096') })
  })
})
