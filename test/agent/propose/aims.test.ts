import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import type { Embedder } from '../../../src/agent/model/embedder.ts'
import { intentsIn } from '../../../src/agent/observe/intent.ts'
import { aimsOf, inOrder, mentionKey } from '../../../src/agent/propose/aims.ts'
import type { Aim, Mention } from '../../../src/agent/propose/aims.ts'
import { gather } from '../../../src/agent/propose/gather.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const DAY = 86_400_000

function gatherAims(mentions: readonly Mention[]): readonly Aim[] {
  const ordered = inOrder(mentions)
  return aimsOf(ordered, gather(ordered))
}

/** A diary: what stands on which day. */
async function mentionsOf(diary: Readonly<Record<number, string>>): Promise<readonly Mention[]> {
  const said = Object.entries(diary).flatMap(([day, text]) => intentsIn({ id: `p${day}`, text, heading: null, file: `${day}.md`, speaker: 'person', conversation: null }).map((intent) => ({ intent, day: Number(day) })))
  const vectors = await embedder.embed(said.map(({ intent }) => intent.quote).concat('x'))
  return said.map(({ intent, day }, index) => ({ ...intent, sourceId: 's', file: `${day}.md`, heading: null, line: 1, lineEnd: 1, date: day * DAY, vector: vectors[index]! }))
}

const DIARY = {
  1: 'I want to learn the cello before I am sixty. The rain went on.',
  5: 'I should call my grandmother more often, says my conscience to me.',
  9: 'I’m going to finish the bookshelf in the hall this winter.',
  40: 'I signed up for cello lessons at the music school in the old mill.',
  60: 'I finally finished the bookshelf in the hall. My back hurts.',
  90: 'I haven’t touched the cello since March, and my bow hangs on the wall.',
  95: 'I called my grandmother twice this week. The soup was too salty for us.',
  120: 'I want to swim in the lake every morning of the summer.',
}
const about = (aims: readonly Aim[], word: string): Aim => aims.find(({ named }) => named.quote.includes(word))!

describe('a thread of intent', () => {
  it('gathers over time what is about one aim, and no more', async () => {
    const aims = gatherAims(await mentionsOf(DIARY))
    expect(about(aims, 'cello')).toMatchObject({ state: 'stalled', mentions: [{ kind: 'wish' }, { kind: 'step' }, { kind: 'stalled' }], leavesOpen: { kind: 'stalled' } })
    expect(about(aims, 'bookshelf')).toMatchObject({ state: 'done', mentions: [{ kind: 'plan' }, { kind: 'done' }], leavesOpen: null })
    expect(about(aims, 'swim')).toMatchObject({ state: 'open', mentions: [{ kind: 'wish' }] })
  })

  it.each<readonly [string, string, string | null]>([
    ['moving', 'I signed up for the pottery course in the old mill.', 'I want to take a pottery course.'],
    ['stalled', 'I still haven’t started the pottery course.', 'I still haven’t started the pottery course.'],
    ['dropped', 'I gave up on the pottery course.', null],
    ['done', 'I finally finished the pottery course.', null],
    ['open', 'I would love to take that pottery course one day.', 'I would love to take that pottery course one day.'],
  ])('is %s after %j', async (state, text, leaves) => {
    const [aim, ...others] = gatherAims(await mentionsOf({ 1: 'I want to take a pottery course.', 30: text }))
    expect(others).toEqual([])
    expect(aim!.state).toBe(state)
    expect(aim!.leavesOpen?.quote ?? null).toBe(leaves)
  })

  it('hears what leans on the sentence before it', async () => {
    const [aim] = gatherAims(await mentionsOf({ 1: 'I plan to mend the old boat at the jetty. It worked, and I am proud that I did.' }))
    expect(aim).toMatchObject({ state: 'done' })
  })

  it('tells apart what a list sets side by side, and gathers what later days say of each', async () => {
    const text = 'Enjoying science fiction reads\nLearning more about science\nHiking in the hills with friends'
    const mentions = intentsIn({ id: 'p', text, heading: 'Hobbies', file: 'Hobbies.md', speaker: 'person', conversation: null })
    const vectors = await embedder.embed(mentions.map(({ quote }) => quote))
    const aims = gatherAims(mentions.map((intent, index) => ({ ...intent, sourceId: 's', file: 'Hobbies.md', heading: 'Hobbies', line: index, lineEnd: index, date: DAY, vector: vectors[index]! })))
    expect(aims.map(({ mentions }) => mentions.length)).toEqual([1, 1, 1])
  })

  it('counts the same words in two notes once', async () => {
    const [aim] = gatherAims(await mentionsOf({ 1: 'I want to take a pottery course.', 2: 'I want to take a POTTERY course!' }))
    expect(aim!.mentions).toHaveLength(1)
  })

  it('keeps its id and what it has gathered, whatever is written later and in whatever order it is read', async () => {
    const all = await mentionsOf(DIARY)
    const later = all.filter(({ date }) => date! > 60 * DAY)
    const early = all.filter(({ date }) => date! <= 60 * DAY)
    const before = gatherAims(early)
    fc.assert(
      fc.property(fc.shuffledSubarray([...later]), fc.shuffledSubarray([...early], { minLength: early.length }), (more, shuffled) => {
        const after = gatherAims([...more, ...shuffled])
        for (const aim of before) {
          const same = after.find(({ id }) => id === aim.id)!
          expect(same.keys.slice(0, aim.keys.length)).toEqual(aim.keys)
        }
      }),
      { numRuns: 50 },
    )
    for (const { keys, mentions } of before) expect(keys).toEqual(mentions.map(({ quote }) => mentionKey(quote)))
  })

  it('comes out the same where what was gathered before is known, wherever that ends', async () => {
    const ordered = inOrder(await mentionsOf(DIARY))
    const whole = gather(ordered)
    for (let known = 0; known <= ordered.length; known += 1) expect(gather(ordered, { aims: whole.aims.slice(0, known), likeness: whole.likeness.slice(0, known) })).toEqual(whole)
  })
})
