import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Passage } from '../../../src/agent/contract/index.ts'
import { answersRow, answersWithout, keptAnswers, keptCalibrations } from '../../../src/agent/loop/decided.ts'
import { openDeciding } from '../../../src/agent/loop/deciding.ts'
import type { Deciding, Wanted } from '../../../src/agent/loop/deciding.ts'
import { openTyping } from '../../../src/agent/loop/typing.ts'
import { loadLabelled } from '../../../src/agent/model/decisions/labelled.ts'
import type { Labelled } from '../../../src/agent/model/decisions/labelled.ts'
import { askedKey, put } from '../../../src/agent/model/decisions/questions.ts'
import type { Asked, QuestionName } from '../../../src/agent/model/decisions/questions.ts'
import type { LanguageModel } from '../../../src/agent/model/language-model.ts'
import { resource } from '../../../src/agent/paths.ts'
import { intentsIn } from '../../../src/agent/observe/intent.ts'
import { loadAxes } from '../../../src/agent/propose/library.ts'
import { openStore } from '../../../src/agent/store/store.ts'
import type { Store } from '../../../src/agent/store/types.ts'
import { proposalRow } from '../store/rows.ts'

const NOW = Date.UTC(2026, 10, 21, 9)
const WISH = 'I want to learn to play the cello in the evenings.'
const intentOf = (sentence: string): Asked => ({ name: 'intent', sentence })

let home: string
let store: Store
let labelled: Readonly<Record<QuestionName, readonly Labelled[]>>
let deciding: Deciding
let calls: string[]
let mayWork: boolean
let told: number

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-deciding-'))
  store = await openStore(home, { onTrouble: (error) => { throw error } })
  labelled = await loadLabelled(await loadAxes(resource('axes.json')))
  calls = []
  mayWork = true
  told = 0
  await store.memories.put([{ ...passage('p1'), embedder: '', vector: null }, { ...passage('p2'), embedder: '', vector: null }])
})

afterEach(async () => {
  await deciding?.[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

const passage = (id: string): Passage => ({
  id, text: WISH, sourceId: 's', file: 'note.md', heading: null, lineStart: 1, lineEnd: 1, date: NOW, fileHash: 'h', speaker: 'person', conversation: null, turn: null, marks: null,
})

/** Knows the labelled answers with this certainty; to anything else it says the first option. */
function scripted(certainty: number, id = 'scripted'): LanguageModel {
  const right = new Map(Object.values(labelled).flat().map(({ asked, answer }) => [`${asked.name} ${put(asked).text}`, answer]))
  return {
    id,
    write: () => Promise.reject(new Error('It was not asked to write.')),
    decide: async ({ text, questions }) => {
      calls.push(text)
      return Object.fromEntries(Object.entries(questions).map(([name, question]) => {
        const options = question.kind === 'choice' ? Object.keys(question.options) : ['yes', 'no']
        const answer = right.get(`${name} ${text}`) ?? options[0]!
        return [name, Object.fromEntries(options.map((option) => [option, option === answer ? certainty : (1 - certainty) / (options.length - 1)]))]
      }))
    },
  }
}

async function open(model: () => LanguageModel | null, secondsADay?: number): Promise<Deciding> {
  deciding = await openDeciding({ store, model, labelled: async () => labelled, mayWork: () => mayWork, now: () => NOW, onAnswers: () => (told += 1), ...(secondsADay !== undefined && { secondsADay }) })
  return deciding
}

const wish: Wanted = { asked: intentOf(WISH), passageIds: ['p1'] }

describe('what a model makes of texts', () => {
  it('is asked for only after the model was tried on what is known, and then calibrated', async () => {
    const model = scripted(0.9)
    ;(await open(() => model)).want('test', [wish])
    await deciding.settled()
    expect(keptCalibrations(store)['scripted']!.by['intent']!.isOn).toBe(true)
    expect(deciding.of(wish.asked)!['wish']).toBeGreaterThan(0.8)
    expect(told).toBe(1)
    expect(deciding.line()).toContain('what a sentence says of an aim: listened to')
  })

  it('is not listened to where the model knows nothing, and no text of the person is shown to it', async () => {
    const model = scripted(0.2)
    ;(await open(() => model)).want('test', [wish])
    await deciding.settled()
    expect(keptCalibrations(store)['scripted']!.by['intent']!.isOn).toBe(false)
    expect(deciding.of(wish.asked)).toBeNull()
    expect(calls.filter((text) => text.includes('cello'))).toEqual([])
    expect(deciding.line()).toContain('not listened to')
  })

  it('is asked for once, and known again after a start', async () => {
    const model = scripted(0.9)
    ;(await open(() => model)).want('test', [wish])
    await deciding.settled()
    const before = deciding.of(wish.asked)
    await deciding[Symbol.asyncDispose]()
    calls = []
    ;(await open(() => model)).want('test', [wish])
    await deciding.settled()
    expect(deciding.of(wish.asked)).toEqual(before)
    expect(calls).toEqual([])
  })

  it('waits while the machine is in use, and goes on after', async () => {
    mayWork = false
    const model = scripted(0.9)
    ;(await open(() => model)).want('test', [wish])
    await deciding.settled()
    expect(calls).toEqual([])
    mayWork = true
    deciding.again()
    await deciding.settled()
    expect(deciding.of(wish.asked)).not.toBeNull()
  })

  it('reads what it would be tried on only where there is a model, and knows it at once after a start', async () => {
    const model = scripted(0.9)
    let read = 0
    const openWith = (chosen: LanguageModel | null): Promise<Deciding> => openDeciding({ store, model: () => chosen, labelled: async () => ((read += 1), labelled), mayWork: () => true, now: () => NOW, onAnswers: () => undefined })
    deciding = await openWith(null)
    deciding.want('test', [wish])
    await deciding.settled()
    expect(read).toBe(0)
    await deciding[Symbol.asyncDispose]()

    deciding = await openWith(model)
    deciding.want('test', [wish])
    await deciding.settled()
    const opinion = deciding.of(wish.asked)
    expect([read, opinion]).toEqual([1, expect.anything()])
    await deciding[Symbol.asyncDispose]()

    deciding = await openWith(model)
    expect([read, deciding.of(wish.asked)]).toEqual([2, opinion])
  })

  it('stops when the seconds of a day are used', async () => {
    const model = scripted(0.9)
    ;(await open(() => model, 0)).want('test', [wish])
    await deciding.settled()
    expect(calls).toEqual([])
  })

  it('goes on with the day’s seconds after a start, and anew once the day is over by the local clock', async () => {
    const model = scripted(0.9)
    let now = new Date(2026, 10, 21, 1).getTime()
    const openAt = (): Promise<Deciding> => openDeciding({ store, model: () => model, labelled: async () => labelled, mayWork: () => true, now: () => now, onAnswers: () => undefined, secondsADay: 1e-9 })
    deciding = await openAt()
    deciding.want('test', [wish])
    await deciding.settled()
    expect(calls).toHaveLength(1)
    await deciding[Symbol.asyncDispose]()

    now = new Date(2026, 10, 21, 23, 59).getTime()
    deciding = await openAt()
    deciding.want('test', [wish])
    await deciding.settled()
    expect(calls).toHaveLength(1)

    now = new Date(2026, 10, 22, 0, 1).getTime()
    deciding.again()
    await deciding.settled()
    expect(calls).toHaveLength(2)
  })

  it('is nothing without a model, and of another model once that is chosen', async () => {
    let model: LanguageModel | null = null
    ;(await open(() => model)).want('test', [wish])
    await deciding.settled()
    expect(deciding.of(wish.asked)).toBeNull()
    model = scripted(0.9)
    deciding.again()
    await deciding.settled()
    expect(deciding.of(wish.asked)).not.toBeNull()
    model = scripted(0.2, 'another')
    expect(deciding.of(wish.asked)).toBeNull()
    expect(deciding.known()).toEqual({})
  })

  it('is forgotten with any passage or edit whose words were asked about, and holds none of them', async () => {
    await store.say({ settings: [answersRow({ modelId: 'scripted', answers: [
      { key: askedKey(wish.asked), passageIds: ['p1'], proposalIds: [], probabilities: [1, 0, 0, 0, 0] },
      { key: 'edit', passageIds: [], proposalIds: ['card'], probabilities: [1, 0] },
      { key: 'other', passageIds: ['p2', 'p3'], proposalIds: [], probabilities: [1, 0, 0, 0] },
    ] })] })
    expect(JSON.stringify(store.settings.all())).not.toContain('cello')
    expect(answersWithout(store, new Set(['nobody']), new Set(['none']))).toBeNull()
    const row = answersWithout(store, new Set(['p3']), new Set(['card']))!
    expect((row.value as { answers: readonly { key: string }[] }).answers.map(({ key }) => key)).toEqual([askedKey(wish.asked)])
  })

  it('is not kept of a passage that went while it was asked', async () => {
    const model = scripted(0.9)
    ;(await open(() => model)).want('test', [wish, { asked: intentOf('I want a dog of my own.'), passageIds: ['gone'] }])
    await deciding.settled()
    expect(keptAnswers(store).answers.map(({ passageIds }) => passageIds)).toEqual([['p1']])
  })

  it('is swept up where its passage has gone since, also without a model', async () => {
    await store.say({ settings: [answersRow({ modelId: 'scripted', answers: [{ key: 'k', passageIds: ['gone'], proposalIds: [], probabilities: [1] }, { key: 'l', passageIds: ['p1'], proposalIds: [], probabilities: [1] }] })] })
    ;(await open(() => null)).want('test', [])
    await deciding.settled()
    expect(keptAnswers(store)).toEqual({ modelId: 'scripted', answers: [{ key: 'l', passageIds: ['p1'], proposalIds: [], probabilities: [1] }] })
  })

  it('of an edit goes once that is no answer any more, and so does one of which nobody knows whose words it held', async () => {
    const card = (status: 'answered' | 'open') => proposalRow('card', { status })
    await store.say({ proposals: [card('answered')], settings: [answersRow({ modelId: 'scripted', answers: [{ key: 'edit', passageIds: [], proposalIds: ['card'], probabilities: [1] }, { key: 'nobody', passageIds: [], proposalIds: [], probabilities: [1] }] })] })
    ;(await open(() => null)).want('test', [])
    await deciding.settled()
    expect(keptAnswers(store).answers.map(({ key }) => key)).toEqual(['edit'])
    await store.say({ proposals: [card('open')] })
    deciding.again()
    await deciding.settled()
    expect(keptAnswers(store).answers).toEqual([])
  })

  it('says what went wrong, and leaves everything as it is', async () => {
    const broken: LanguageModel = { ...scripted(0.9), decide: async () => ({ intent: { wish: Number.NaN } }) }
    ;(await open(() => broken)).want('test', [wish])
    await deciding.settled()
    expect(deciding.of(wish.asked)).toBeNull()
    expect(deciding.line()).toContain('gave no probabilities')
  })
})

describe('the sentences that the cues found', () => {
  const [intent] = intentsIn(passage('p1'))

  it('are as they were while nothing is known', () => {
    expect(openTyping({ of: () => null, known: () => ({}), want: () => undefined }).weigh([intent!])).toEqual([intent])
  })

  it('become surer where a model reads them the same way, and less sure where it does not; their words and kinds stay', () => {
    const read = (wish: number) => openTyping({ of: () => ({ wish }), known: () => ({}), want: () => undefined }).weigh([intent!])[0]!
    expect(read(0.9).probability).toBeGreaterThan(intent!.probability)
    expect(read(0.05).probability).toBeLessThan(intent!.probability)
    expect({ ...read(0.05), probability: 0 }).toEqual({ ...intent, probability: 0 })
  })
})
