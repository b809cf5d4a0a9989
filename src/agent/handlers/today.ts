import type { Card, Handlers, Opened } from '../contract/index.ts'
import { movesBetween, openedOf } from '../loop/answers.ts'
import type { Deck } from '../loop/deck.ts'
import { init, update } from '../game/belief.ts'
import type { StarRating } from '../game/types.ts'
import type { Parts } from '../loop/parts.ts'
import { seal } from '../loop/seal.ts'
import { SAMPLE } from '../propose/sample.ts'

const SAMPLE_JUDGED = { chance: 0, threshold: 0, isAnchor: false, isGuess: false, value: 0, informationValue: 1 } as const

export function todayHandlers(parts: Parts, deck: Deck): Pick<Handlers, 'sample.card' | 'sample.rate' | 'today.tray' | 'today.five' | 'today.notes' | 'today.leaveFive'> {
  async function sample() {
    const item = await parts.items.one(SAMPLE)
    const belief = init(parts.mind.prior)
    const draft = { deck: 'five', origin: 'library', item, labels: SAMPLE, other: null, stateIds: [], since: null, looksBack: null, topics: ['mornings'], quotes: [], isSample: true } as const
    const proposal = seal(draft, SAMPLE_JUDGED, parts, belief)
    const card: Card = { ...proposal.card, id: 'sample', kind: 'sample' }
    return { item, belief, proposal: { ...proposal, id: card.id, card } }
  }

  /** Rates the sample card with a belief that knows nothing, and forgets both. */
  async function rate(rating: StarRating): Promise<Opened> {
    const { item, belief, proposal } = await sample()
    const at = parts.now()
    const after = update(belief, { channel: 'stars', id: 1, at, topic: 'mornings', item, rating })
    const likely = proposal.sealed?.likely
    const data = {
      ...proposal.data,
      answer: { kind: 'stars' as const, rating },
      answeredAt: at,
      moves: movesBetween(belief, after, parts.axes),
      isSurprise: likely ? rating < likely[0] || rating > likely[1] : false,
    }
    return { ...openedOf({ ...proposal, status: 'answered', data }, parts.axes, deck.status()), chips: [] }
  }

  return {
    'sample.card': async () => (await sample()).proposal.card,
    'sample.rate': ({ rating }) => rate(rating as StarRating),
    'today.tray': () => deck.tray(),
    'today.five': ({ form, count, waits }) => deck.open(form, count, waits),
    'today.notes': async () => {
      await deck.lookedUp()
      return {}
    },
    'today.leaveFive': () => deck.leave(),
  }
}
