import type { Quote } from '../contract/index.ts'
import type { Store } from '../store/types.ts'
import { allProposals } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import { allWritten } from './written-states.ts'
import type { WrittenRow } from './written-states.ts'

// What a model wrote of words that are forgotten goes with them, and so does what it varied from that.

export type GoingStates = Readonly<{
  states: readonly WrittenRow[]
  /** They were answered and hold no such words, so that the answer stays; they are offered and varied no more. */
  retired: readonly WrittenRow[]
  /** Cards of states that go; an answered one only where its text holds such words. */
  cards: readonly Proposal[]
}>

type Asked = Readonly<{
  holdsQuote: (quote: Quote) => boolean
  /** Cards that go anyway. */
  going: readonly Proposal[]
  /** Answered cards stay whatever their text holds: a use was taken back, and nothing forgotten. */
  keepsAnswers: boolean
}>

export function goingStates(store: Pick<Store, 'proposals' | 'states'>, { holdsQuote, going, keepsAnswers }: Asked): GoingStates {
  const cards = allProposals(store)
  const written = allWritten(store)
  // True where the text may hold words that are forgotten, false where only its ground is gone.
  const goes = new Map<string, boolean>()
  const isGone = new Map<string, boolean>(going.map((card) => [card.id, holdsOwnWords(card)]))
  const cardsGoing = new Map<string, Proposal>()
  for (let before = -1; before !== goes.size + cardsGoing.size + count(goes) + count(isGone); ) {
    before = goes.size + cardsGoing.size + count(goes) + count(isGone)
    for (const { id, data } of written) {
      const parents = data.parents.filter((parent) => isGone.has(parent))
      const holdsWords = goes.get(id) === true || [...data.quotes, ...data.material].some(holdsQuote) || parents.some((parent) => isGone.get(parent))
      if (holdsWords || parents.length > 0) goes.set(id, holdsWords)
    }
    for (const card of cards) {
      const its = card.data.stateIds.filter((id) => goes.has(id))
      if (its.length === 0) continue
      const holdsWords = its.some((id) => goes.get(id))
      const stays = card.status === 'answered' && (keepsAnswers || !holdsWords)
      if (stays && !isGone.has(card.id)) continue
      isGone.set(card.id, isGone.get(card.id) === true || holdsWords)
      cardsGoing.set(card.id, card)
    }
  }
  const stay = new Set(cards.flatMap(({ id, status, data }) => (status === 'answered' && !isGone.has(id) ? data.stateIds : [])))
  const all = written.filter(({ id }) => goes.has(id))
  return {
    states: all.filter(({ id }) => !stay.has(id)),
    retired: all.flatMap((row) => (stay.has(row.id) && !isBare(row) ? [bare(row)] : [])),
    cards: [...cardsGoing.values()],
  }
}

/** Words of the person's own: of the library's and of a model's the states themselves tell. */
const holdsOwnWords = ({ card, data }: Proposal): boolean => card.origin === 'own' || data.answer?.kind === 'edit'

const count = (flags: ReadonlyMap<string, boolean>): number => [...flags.values()].filter(Boolean).length

/** Where its words stood is kept, so that the answer goes should they be forgotten. */
const bare = (row: WrittenRow): WrittenRow => ({ ...row, status: 'retired', data: { ...row.data, parents: [], quotes: [], material: row.data.material.map((quote) => ({ ...quote, heading: null, text: '' })) } })
const isBare = ({ status, data }: WrittenRow): boolean => status === 'retired' && data.parents.length === 0 && data.quotes.length === 0 && data.material.every(({ text }) => text === '')
