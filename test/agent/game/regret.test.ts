import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { decide } from '../../../src/agent/game/policy.ts'
import type { Candidate, Context } from '../../../src/agent/game/policy.ts'
import { regretOf } from '../../../src/agent/game/regret.ts'
import { makeItems, makePerson, prior, ratedBy } from './people.ts'

const belief = ratedBy(makePerson(1, { level: 0.5 }), makeItems(2, 30)).reduce(update, init(prior))
const pool = makeItems(3, 40)
const states = pool.map((item, i): Candidate => ({ id: `c${i}`, kind: 'state', item, topic: 'a' }))
const pairs = pool.slice(0, 6).map((item, i): Candidate => ({ id: `p${i}`, kind: 'pair', item, other: pool[20 + i]!, topic: 'a' }))
const context = (more: Partial<Context> = {}): Context => ({ asOf: 0, seed: 1, mode: 'push', count: 1, shown: [], spoken: [], isGoodMoment: true, ...more })

describe('the regret of a decision', () => {
  it('is 0 for the best action and what the others lack, in points', () => {
    const decision = decide(belief, [...states, ...pairs], context())
    const { best, actions } = regretOf(decision)
    expect(best).toBe('propose')
    expect(actions.propose).toBe(0)
    expect(actions.wait).toBeCloseTo(decision.worth.propose!, 12)
    if (decision.worth.ask !== null) expect(actions.ask).toBeCloseTo(decision.worth.propose! - decision.worth.ask, 12)
  })

  it('orders the cards as their worth does: a card is as far behind as its net', () => {
    const decision = decide(belief, states, context({ mode: 'pull', count: 8 }))
    const { options } = regretOf(decision)
    const most = decision.worth.ask!
    expect(options.map(({ id }) => id)).toEqual(decision.chosen.map(({ id }) => id))
    for (const [i, { regret }] of options.entries()) expect(regret).toBeCloseTo(most - decision.chosen[i]!.net, 12)
    expect(options.every(({ regret }) => regret >= 0)).toBe(true)
    expect(options.find((_, i) => decision.chosen[i]!.isAnchor || decision.chosen[i]!.isGuess)!.regret).toBeGreaterThan(0)
  })

  it('says what a limit cost: waiting is best of what was open, and the card withheld was worth more', () => {
    const decision = decide(belief, states, context({ spoken: [1, 2, 3].map(() => ({ at: 0, answer: 'none' })) }))
    const { best, actions, options } = regretOf(decision)
    expect([best, actions]).toEqual(['wait', { wait: 0, ask: null, propose: null }])
    const limited = decision.withheld.filter(({ reason }) => reason === 'limit').map(({ id }) => id)
    expect(limited.length).toBeGreaterThan(0)
    for (const { id, regret } of options) if (limited.includes(id)) expect(regret).toBeLessThan(0)
  })
})
