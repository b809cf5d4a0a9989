import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PrincipleText } from '../../src/agent/contract/index.ts'
import { changed, holdsWord, inForce, loosens, openJudge } from '../../src/agent/govern/principles.ts'
import type { Principle } from '../../src/agent/govern/principles.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const DAY = 86_400_000
const NOW = new Date(2026, 9, 12, 10).getTime()
const said = (changes: Partial<PrincipleText> = {}): PrincipleText => ({ text: 'No dogs.', strength: 'never', words: ['dog'], keepsOut: [], letsIn: [], ...changes })
const principle = (changes: Partial<Principle> = {}): Principle => ({ ...said(), id: 'p', since: 0, pending: null, ...changes })
const at = (...values: number[]): Float32Array => Float32Array.from(values)

describe('a principle', () => {
  it('finds its words whole, whatever their case', () => {
    expect(holdsWord('The DOG sleeps by the stove.', ['dog'])).toBe(true)
    expect(holdsWord('The hotdog stand is closed.', ['dog'])).toBe(false)
    expect(holdsWord('A second-hand phone, in a drawer', ['second hand phone'])).toBe(true)
  })

  it('follows the nearest of the states that the person judged, and what they let in comes before its words', () => {
    const states = new Map([
      ['out', { id: 'out', text: 'A screen in bed.', vector: at(1, 0) }],
      ['in', { id: 'in', text: 'The bedroom holds no screen.', vector: at(0.8, 0.6) }],
    ])
    const judge = openJudge([principle({ words: ['screen'], keepsOut: ['out'], letsIn: ['in'] })], (id) => states.get(id))
    expect(judge({ id: 'x', text: 'A tablet under the pillow.', vector: at(0.98, 0.199) })).toEqual({ id: 'p', strength: 'never' })
    expect(judge({ id: 'y', text: 'The bedroom is for sleep.', vector: at(0.7, 0.714) })).toBeNull()
    expect(judge({ id: 'in', text: 'The bedroom holds no screen.', vector: at(0.8, 0.6) })).toBeNull()
  })

  it('is looser by whatever lets in what was kept out, and then waits a day; tighter at once', () => {
    for (const looser of [said({ strength: 'strong' }), said({ words: [] }), said({ letsIn: ['s'] })]) {
      expect(loosens(said(), looser)).toBe(true)
      const waiting = changed(principle(), looser, NOW)
      expect(inForce([waiting], NOW + DAY - 1)[0]).toMatchObject(said())
      expect(inForce([waiting], NOW + DAY)[0]).toMatchObject({ ...looser, pending: null })
    }
    const tighter = said({ words: ['dog', 'puppy'] })
    expect(changed(principle({ strength: 'strong' }), tighter, NOW)).toMatchObject({ ...tighter, pending: null })
    expect(inForce([changed(principle(), null, NOW)], NOW + DAY)).toEqual([])
  })

  it('is tighter at once also where the same change makes it looser in a day', () => {
    const next = said({ words: ['puppy'], keepsOut: ['b'], letsIn: ['a', 'c'] })
    const waiting = changed(principle({ strength: 'strong', keepsOut: ['a'], letsIn: ['c', 'd'] }), next, NOW)
    expect(inForce([waiting], NOW)[0]).toMatchObject(said({ words: ['dog', 'puppy'], keepsOut: ['a', 'b'], letsIn: ['c'] }))
    expect(inForce([waiting], NOW + DAY)[0]).toMatchObject({ ...next, pending: null })
  })

  it('never lets a state in by a change that it took for tighter', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
    const texts = fc.record({ strength: fc.constantFrom('never' as const, 'strong' as const), words: fc.uniqueArray(fc.constantFrom('dog', 'rain', 'phone')), keepsOut: ids, letsIn: ids }).map((parts) => said(parts))
    const states = ['a', 'b', 'c', 'd'].map((id, index) => ({ id, text: ['A dog.', 'Rain.', 'A phone.', 'Bread.'][index]!, vector: at(...[0, 1, 2, 3].map((other) => (other === index ? 1 : 0))) }))
    const stateOf = (id: string) => states.find((state) => state.id === id)
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        if (loosens(before, after) || after.keepsOut.some((id) => after.letsIn.includes(id)) || before.keepsOut.some((id) => before.letsIn.includes(id))) return
        const [was, is] = [before, after].map((each) => openJudge([{ ...each, id: 'p', since: 0, pending: null }], stateOf))
        for (const state of states) if (was!(state)?.strength === 'never') expect(is!(state)?.strength).toBe('never')
      }),
      { seed: 7, numRuns: 500 },
    )
  })

  it('holds more words than can be said at once while a loosening waits', async () => {
    await using home = await makeHome(embedder)
    const words = (start: string) => Array.from({ length: 40 }, (_, index) => `${start}${index}`)
    await using agent = await home.open()
    const { handlers } = agent
    const [{ id } = { id: '' }] = await handlers['principles.save']({ id: null, ...said({ words: words('dog') }) })
    await handlers['principles.save']({ id, ...said({ words: words('cat') }) })
    expect((await handlers['principles.list']({}))[0]!.words).toHaveLength(80)
  })

  it('keeps what it forbids off every deck, takes it out of the tray, and waits a day before it is gone', async () => {
    let now = NOW
    await using home = await makeHome(embedder, () => now)
    await using agent = await home.open()
    const { handlers } = agent
    const first = (await handlers['today.five']({ form: 'state', count: 5 })).cards[0]!
    const near = await handlers['principles.near'](said({ text: first.text, words: [] }))
    expect(near[0]).toMatchObject({ text: first.text, isMeant: null })
    const [kept] = await handlers['principles.save']({ id: null, ...said({ text: 'Not this.', words: [], keepsOut: [near[0]!.id], letsIn: near.slice(1).map(({ id }) => id) }) })
    expect(kept!.bearsOn).toMatchObject({ count: 1, examples: [first.text] })
    const after = await handlers['today.tray']({})
    expect(after.cards.map(({ text }) => text)).not.toContain(first.text)

    const [waiting] = await handlers['principles.remove']({ id: kept!.id })
    expect(waiting!.pending).toEqual({ what: 'removed', at: now + DAY })
    const [again] = await handlers['principles.keep']({ id: kept!.id })
    expect(again!.pending).toBeNull()
    await handlers['principles.remove']({ id: kept!.id })
    now += DAY
    expect(await handlers['principles.list']({})).toEqual([])
    await expect(async () => handlers['principles.keep']({ id: kept!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
