import { describe, expect, it } from 'vitest'
import { init, update } from '../../../src/agent/game/belief.ts'
import { decide } from '../../../src/agent/game/policy.ts'
import type { Candidate } from '../../../src/agent/game/policy.ts'
import { withRegret } from '../../../src/agent/loop/reasons.ts'
import { makeItems, makePerson, prior, ratedBy } from '../game/people.ts'

const belief = ratedBy(makePerson(1, { level: 0.5 }), makeItems(2, 30)).reduce(update, init(prior))
const states = makeItems(3, 40).map((item, i): Candidate => ({ id: `c${i}`, kind: 'state', item, topic: 'a' }))
const context = { asOf: 0, seed: 1, shown: [], spoken: [], isGoodMoment: true }

describe('what each choice was expected to cost', () => {
  it('is said of every card of a deck: nothing for the best, more for the others, and what silence would have cost', () => {
    const decision = decide(belief, states, { ...context, mode: 'pull', count: 8 })
    const cards = withRegret(decision)
    expect(Math.min(...cards.map(({ regret }) => regret.card))).toBeGreaterThanOrEqual(0)
    for (const { regret, net } of cards) {
      expect(regret.card).toBeCloseTo(decision.worth.ask! - net, 12)
      expect(regret.said).toBe(`What each choice was expected to cost, in points: this card ${regret.card < 0.005 ? 'nothing' : regret.card.toFixed(2)}, saying nothing ${decision.worth.ask!.toFixed(2)}.`)
    }
  })

  it('names asking beside proposing where both were open', () => {
    const [x, y] = [states[0]!, states[1]!] as const
    if (x.kind !== 'state' || y.kind !== 'state') throw new Error('The first two candidates are states.')
    const pair: Candidate = { id: 'p', kind: 'pair', item: x.item, other: y.item, topic: 'a' }
    const cheap = { benefit: 2, wrong: 1, missed: 0.2, interruption: 0, answer: 0, sway: 0 }
    const decision = decide(belief, [...states.slice(2), pair], { ...context, mode: 'push', count: 1, costs: cheap })
    expect(decision.worth.propose).not.toBeNull()
    const [card] = withRegret(decision)
    expect(card!.regret.said.includes('asking instead')).toBe(decision.worth.ask !== null)
    expect(card!.regret.propose).toBe(0)
  })
})
