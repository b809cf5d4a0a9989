import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { order } from '../../../../src/agent/observe/chats/tree.ts'
import type { Said } from '../../../../src/agent/observe/chats/types.ts'

const say = (id: string, parent: string | null, at: number | null = null): Said => ({ id, parent, by: 'person', text: id, at })
const seen = (said: readonly Said[], current: string | null): readonly string[] => order(said, current).flatMap(({ said: { id }, isSuperseded }) => (isSuperseded ? [] : [id]))

describe('the order of a conversation', () => {
  it('is the path to what was seen last, with the branches it replaced before it', () => {
    const said = [say('a', null), say('old', 'a'), say('old answer', 'old'), say('new', 'a'), say('new answer', 'new')]
    expect(order(said, 'new answer').map(({ said: { id }, isSuperseded }) => (isSuperseded ? `(${id})` : id))).toEqual(['a', '(old)', '(old answer)', 'new', 'new answer'])
  })

  it('takes the newest leaf where nothing says what was seen last', () => {
    expect(seen([say('a', null, 1), say('b', 'a', 2), say('c', 'a', 3), say('d', 'a', 2)], null)).toEqual(['a', 'c'])
    expect(seen([say('a', null, 1), say('b', 'a', 2)], 'not there')).toEqual(['a', 'b'])
  })

  it('takes what is left for what came before, where the parent is missing', () => {
    expect(seen([say('a', null, 1), say('b', 'a', 2), say('c', 'gone', 3), say('d', 'c', 4)], 'd')).toEqual(['a', 'b', 'c', 'd'])
  })

  it('holds every message once and ends, for any tree, circle or nonsense', () => {
    const id = fc.integer({ min: 0, max: 12 }).map(String)
    const message = fc.record({ id, parent: fc.option(id), at: fc.option(fc.integer({ min: 1, max: 9 })) })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 14 }), fc.option(id), (messages, current) => {
        const said = messages.map((each) => say(each.id, each.parent, each.at))
        const placed = order(said, current)
        const ids = placed.map((each) => each.said.id)
        expect([...ids].sort()).toEqual([...new Set(messages.map((each) => each.id))].sort())
        const path = placed.filter(({ isSuperseded }) => !isSuperseded).map((each) => each.said)
        if (messages.length > 0) expect(path.length).toBeGreaterThan(0)
        if (current !== null && ids.includes(current)) expect(path.at(-1)!.id).toBe(current)
        // Whatever is on the path follows its parent, where the parent is on it before.
        for (const [index, each] of path.entries()) {
          const parent = path.findIndex((other) => other.id === each.parent)
          if (parent !== -1 && parent < index) expect(parent).toBe(index - 1)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
