import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { textKey } from '../../../src/agent/model/text-key.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import { loadAnswers } from '../../../src/agent/propose/answers.ts'
import { answersTo, chooseGroundings, ground, isMaterial, openAnswerBook } from '../../../src/agent/propose/ground.ts'
import type { AnswerBook, Grounding } from '../../../src/agent/propose/ground.ts'
import { readBundledCrowds, readBundledVectors } from '../../../src/agent/propose/library-vectors.ts'
import { loadAxes, loadLibrary } from '../../../src/agent/propose/library.ts'
import { isDuplicate, openKnown } from '../../../src/agent/propose/novelty.ts'
import { findReturned } from '../../../src/agent/propose/returned.ts'
import { findThreads } from '../../../src/agent/propose/threads.ts'
import type { Thread } from '../../../src/agent/propose/threads.ts'
import { dot, meanOfLargest } from '../../../src/agent/propose/vectors.ts'
import { resource } from '../../../src/agent/paths.ts'

const FILE = embedderFile()
const HAS_EMBEDDER = existsSync(FILE)
if (!HAS_EMBEDDER) console.log(`Skipped: there is no embedder at ${FILE}.`)

// Areas enough for a crowd: a want must stand out against others, not against nothing.
const AREAS = ['music', 'making', 'friends', 'writing', 'rest', 'garden']
let embedder: Embedder
let book: AnswerBook
let bundled: ReadonlyMap<string, Float32Array>

beforeAll(async () => {
  if (!HAS_EMBEDDER) return
  embedder = await openEmbedder(FILE)
  const library = (await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))).filter(({ area }) => AREAS.includes(area))
  const answers = await loadAnswers(resource('answers.json'), await loadLibrary(resource('states'), await loadAxes(resource('axes.json'))))
  const wants = library.flatMap(({ id }) => answers.get(id) ?? [])
  // What was computed when the app was built is not computed again.
  bundled = await readBundledVectors(embedder.id)
  const texts = [...library.map(({ text }) => text), ...wants]
  const missing = texts.filter((text) => !bundled.has(textKey(text)))
  const computed = await embedder.embed(missing)
  const vectors = new Map([...bundled, ...missing.map((text, index) => [textKey(text), computed[index]!] as const)])
  const vectorOf = (text: string) => vectors.get(textKey(text))!
  book = openAnswerBook(library.map(({ id, text, area }) => ({ id, text, area, vector: vectorOf(text), wants: (answers.get(id) ?? []).map((want) => ({ text: want, vector: vectorOf(want) })) })))
}, 300_000)
afterAll(() => embedder?.[Symbol.asyncDispose]())

/** Passages of texts, each with its vector, as they are kept. */
async function passagesOf(texts: readonly string[], dates: readonly number[] = []) {
  const vectors = await embedder.embed(texts)
  return texts.map((text, index) => ({ id: `p${index}`, text, heading: null, file: `n${index}.md`, date: dates[index] ?? null, vector: vectors[index]! }))
}

async function withVectors(threads: readonly Thread[]) {
  const vectors = await embedder.embed(threads.flatMap(({ quote, context }) => [quote, context]).concat('x'))
  return threads.map((thread, index) => ({ ...thread, vector: vectors[2 * index]!, contextVector: vectors[2 * index + 1]! }))
}

async function groundNotes(texts: readonly string[]) {
  const passages = await passagesOf(texts)
  const threads = findThreads(passages)
  return ground(await withVectors(threads), book, passages)
}

const areaOf = (id: string) => book.states.find((state) => state.id === id)?.area

describe.skipIf(!HAS_EMBEDDER)('a grounded proposal', () => {
  it.each([
    ['I want to sing in a choir again this winter.', 'music'],
    ['I keep wanting to draw again in the mornings.', 'making'],
    ['I should write to my old teacher, the letter is half finished.', 'writing'],
    ['I don’t want to lose the friends who moved far away.', 'friends'],
    ['I want a weekend off from everybody, alone.', 'rest'],
    ['I would like to have a greenhouse for the tomatoes.', 'garden'],
  ])('answers %j with something of %s', async (text, area) => {
    const { groundings } = await groundNotes([text])
    expect(groundings.length).toBeGreaterThan(0)
    expect(areaOf(groundings[0]!.stateId)).toBe(area)
    expect(text).toContain(groundings[0]!.quote)
  })

  it.each(['I want to win the argument about tariffs in the upper house.', 'I need to renew the parking permit for the van.', 'I would like to know how volcanoes form under the ice.'])(
    'is not made where the library has no answer: %j',
    async (text) => expect((await groundNotes([text])).groundings).toEqual([]),
  )

  it('is not made of notes that leave nothing open', async () => {
    expect((await groundNotes(['The choir sang well on Sunday, and the hall was full.', 'You should always draw from life.'])).groundings).toEqual([])
  })

  it('is not made of a crisis, nor of what is off, until that is turned on', async () => {
    const text = 'My therapist says it would help. I want to sing in a choir again.'
    const passages = await passagesOf([text])
    const threads = await withVectors(findThreads(passages))
    expect(ground(threads, book, passages).groundings).toEqual([])
    expect(ground(threads, book, passages, { allowed: ['health'] }).groundings.length).toBeGreaterThan(0)
    const crisis = passages.map((passage) => ({ ...passage, text: `${text}\nI want to die.` }))
    expect(ground(threads, book, crisis, { allowed: ['health', 'self-harm'] }).groundings).toEqual([])
  })

  it('leaves out what the notes already hold', async () => {
    const [first] = (await groundNotes(['I want to sing in a choir again this winter.'])).groundings
    const state = book.states.find(({ id }) => id === first!.stateId)!
    const found = await groundNotes(['I want to sing in a choir again this winter.', state.text])
    expect(found.known).toContain(state.id)
    expect(found.groundings.map(({ stateId }) => stateId)).not.toContain(state.id)
  })

  it('does not answer a giving up with a beginning', async () => {
    const [away] = await embedder.embed(['I want to give up the allotment for good.'])
    const found = answersTo({ passageId: 'p', kind: 'wish', strength: 1, quote: 'I want to give up the allotment for good.', context: '', vector: away!, contextVector: away! }, book)
    expect(found[0]?.stateId).toBe('last-bed-under-gravel')
  })

  it('a state whose wants are like everything does not match everything', async () => {
    const quotes = ['I want to sing in a choir again.', 'I want to draw again.', 'I would like to write more letters.', 'I want a greenhouse.', 'I want to see my friends more often.', 'I want to be alone for a day.']
    const vectors = await embedder.embed(quotes)
    const best = quotes.map((quote, index) => answersTo({ passageId: `p${index}`, kind: 'wish', strength: 1, quote, context: quote, vector: vectors[index]!, contextVector: vectors[index]! }, book)[0]?.stateId)
    expect(new Set(best).size).toBe(quotes.length)
  })
})

describe.skipIf(!HAS_EMBEDDER)('what comes back', () => {
  const DAY = 86_400_000
  const texts = [
    'I want to play the cello again before work.',
    'Opened the cello case, I had forgotten that a string was gone.',
    'I bought new strings for the cello and practised for an hour.',
    'I stood in the queue at the bakery and the bread was gone.',
  ]
  it('stands in several notes, weeks apart', async () => {
    const passages = await passagesOf(texts, [90, 60, 30, 0].map((days) => days * DAY))
    expect(findReturned(passages)).toMatchObject([{ kind: 'returned', passageId: 'p0', quote: texts[0] }])
  })
  it('not on one afternoon', async () => {
    expect(findReturned(await passagesOf(texts, [3, 2, 1, 0].map((days) => days * DAY)))).toEqual([])
  })
})

const grounding = (stateId: string, passageId: string, quote: string, score: number): Grounding => ({ stateId, passageId, quote, kind: 'wish', score })

describe('the choice', () => {
  it('shows no state, no quote and no pair too often, the best first', () => {
    const all = ['a', 'b', 'c', 'd'].flatMap((state, s) => ['x', 'y', 'z', 'w'].map((quote, q) => grounding(state, 'p', quote, 10 - s - q / 10)))
    const chosen = chooseGroundings([...all, ...all], new Set(['d']))
    const scores = chosen.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    for (const key of ['stateId', 'quote'] as const) {
      const counts = new Map<string, number>()
      for (const each of chosen) counts.set(each[key], (counts.get(each[key]) ?? 0) + 1)
      expect(Math.max(...counts.values())).toBeLessThanOrEqual(2)
    }
    expect(chosen.length).toBeLessThanOrEqual(6)
    expect(new Set(chosen.map(({ stateId, quote }) => stateId + quote)).size).toBe(chosen.length)
    expect(chosen.some(({ stateId }) => stateId === 'd')).toBe(false)
  })
})

describe('material', () => {
  it('is judged by the line that it stands in', () => {
    expect(isMaterial('I want to draw.', 'I want to draw.\nMy doctor called.')).toBe(true)
    expect(isMaterial('I want to draw.', 'My doctor called. I want to draw.')).toBe(false)
    expect(isMaterial('I want to draw.', 'My doctor called. I want to draw.', ['health'])).toBe(true)
  })
})

const vector = (...values: number[]) => Float32Array.from(values)

describe('a pair', () => {
  const unit = (cosine: number) => vector(cosine, Math.sqrt(1 - cosine * cosine), 0)
  const apart = vector(0, 0, 1)
  const state = { id: 'boat', text: 'The boat is out at six, Monday and Thursday.', area: 'water', vector: apart, wants: [{ text: 'row on the lake', vector: vector(1, 0, 0) }] }
  const pairsOf = (cosine: number, support: number, quote = 'I want to row on the lake.', told = apart, text = state.text) => {
    const thread = { passageId: 'p', kind: 'wish' as const, strength: 1, quote, context: quote, vector: unit(cosine), contextVector: unit(support) }
    const note = [{ id: 'q', file: 'n.md', text: '', vector: told }]
    return answersTo(thread, openAnswerBook([{ ...state, vector: vector(0, 0, -1), text }]), note)
  }
  it('needs the support of the place, more where the quote names nothing', () => {
    expect(pairsOf(0.9, 0.7)).toHaveLength(1)
    expect(pairsOf(0.9, 0.3)).toEqual([])
    expect(pairsOf(0.9, 0.44)).toHaveLength(1)
    expect(pairsOf(0.9, 0.44, 'I want to row something on the lake.')).toEqual([])
    expect(pairsOf(0.9, 0.7)[0]!.score).toBeGreaterThan(pairsOf(0.9, 0.45)[0]!.score)
  })
  it('is not made where the note says the state already', () => {
    expect(pairsOf(0.9, 0.7, undefined, vector(0.6, 0, -0.8))).toEqual([])
  })
  it('loses where the state turns the quote round', () => {
    const often = 'I want to row on the lake often.'
    expect(pairsOf(0.9, 0.7, often, apart, 'Once a year the boat is out.')[0]!.score).toBeLessThan(pairsOf(0.9, 0.7, often)[0]!.score)
  })
  it('shows a second state for a quote only where it is as good, or sure', () => {
    const all = [grounding('a', 'p', 'x', 1), grounding('b', 'p', 'x', 0.97), grounding('c', 'p', 'y', 1), grounding('d', 'p', 'y', 0.9), grounding('e', 'p', 'z', 1.2), grounding('f', 'p', 'z', 1.08)]
    expect(chooseGroundings(all, new Set()).map(({ stateId }) => stateId)).toEqual(['e', 'f', 'a', 'c', 'b'])
  })
})

describe('novelty', () => {
  it('knows what a passage says already, and what was shown', () => {
    const states = [{ id: 'a', vector: vector(1, 0) }, { id: 'b', vector: vector(0, 1) }]
    expect(openKnown(states)({ vector: vector(0.9, Math.sqrt(1 - 0.81)) })).toEqual(['a'])
    expect(openKnown(states)({ vector: vector(Math.SQRT1_2, Math.SQRT1_2) })).toEqual([])
    expect(isDuplicate(vector(0.9, Math.sqrt(1 - 0.81)), states)).toBe(true)
    expect(isDuplicate(vector(0.8, 0.6), states)).toBe(false)
  })
})

describe.skipIf(!HAS_EMBEDDER)('the crowd of each want', () => {
  it('is the mean cosine of its nearest, and was computed of the whole library when the app was built', async () => {
    const crowds = await readBundledCrowds(embedder.id)
    const wants = [...crowds.keys()].map((key) => bundled.get(key)!)
    expect(wants.length).toBeGreaterThan(1000)
    const some = [0, 17, wants.length - 1]
    const expected = some.map((at) => meanOfLargest(wants.filter((_, index) => index !== at).map((other) => dot(other, wants[at]!)), 60))
    for (const [index, at] of some.entries()) expect([...crowds.values()][at]).toBeCloseTo(expected[index]!, 10)
  })
})
