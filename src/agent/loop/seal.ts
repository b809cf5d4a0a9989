import { randomUUID } from 'node:crypto'
import type { Card, Quote, Regret, Sealed } from '../contract/index.ts'
import { explain } from '../game/explain.ts'
import { answersOf, goodChance } from '../game/forecast.ts'
import { forecast, forecastPair, score } from '../game/predict.ts'
import type { Belief } from '../game/belief.ts'
import type { Chosen } from '../game/policy.ts'
import type { Item } from '../game/types.ts'
import type { LabelledText } from './items.ts'
import type { Parts } from './parts.ts'
import { freshData } from './proposals.ts'
import type { Proposal, ProposalData } from './proposals.ts'
import { reasonsOf } from './reasons.ts'

/** What is about to be shown, before it is sealed. */
export type Draft = Readonly<{
  deck: 'tray' | 'five' | 'own'
  origin: Card['origin']
  writer?: string
  item: Item
  labels: LabelledText
  other: Readonly<{ item: Item; labels: LabelledText }> | null
  stateIds: readonly string[]
  /** For a question of change, the row at which the topic seemed to change; else null. */
  since: number | null
  /** For a contradiction, its two ratings. */
  contradicts?: Readonly<{ ratings: NonNullable<Card['ratings']> } & NonNullable<ProposalData['contradicts']>>
  /** For a question of hindsight, the proposal that it looks back on, and what is said of it. */
  looksBack: (NonNullable<Card['looksBack']> & Readonly<{ on: string }>) | null
  topics: readonly string[]
  quotes: readonly Quote[]
  isSample: boolean
}>

/** What is not the policy's choice: the person's own, or drawn at random. */
export const NOT_CHOSEN = { chance: 0, threshold: 0, isAnchor: false, isGuess: false, value: 0, informationValue: 0 } as const

export type Judged = Pick<Chosen, 'chance' | 'threshold' | 'isAnchor' | 'isGuess' | 'value' | 'informationValue'> & Readonly<{ regret?: Regret }>

/** Writes the prediction down and closes the envelope: from here on nothing in it changes. */
export function seal(draft: Draft, judged: Judged, { mind, axes, store, now }: Pick<Parts, 'mind' | 'axes' | 'store' | 'now'>, belief = mind.belief()): Proposal {
  const at = now()
  const id = randomUUID()
  return {
    id,
    at,
    status: 'open',
    card: {
      id,
      form: formOf(draft),
      kind: draft.deck === 'own' ? 'own' : judged.isGuess ? 'guess' : 'proposal',
      origin: draft.origin,
      ...(draft.writer && { writer: draft.writer }),
      text: draft.item.text,
      other: draft.other?.item.text ?? null,
      ...(draft.contradicts && { ratings: draft.contradicts.ratings }),
      topics: draft.topics,
      quotes: draft.quotes,
      sealedAt: at,
      isSample: draft.isSample,
      looksBack: draft.looksBack && { answer: draft.looksBack.answer, at: draft.looksBack.at, happened: draft.looksBack.happened },
    },
    sealed: isOfTheLedger(draft) ? null : predicted(draft, judged.isAnchor, belief),
    reasons: draft.other || isOfTheLedger(draft) ? null : reasonsOf(explain(belief, draft.item, mind.evidence()), draft.item, judged, axes, (id) => store.ledger.get(id)),
    data: freshData({
      deck: draft.deck,
      stateIds: draft.stateIds,
      item: draft.labels,
      other: draft.other?.labels ?? null,
      topic: draft.topics[0] ?? null,
      since: draft.since,
      isAnchor: judged.isAnchor,
      ...(draft.contradicts && { contradicts: { rows: draft.contradicts.rows, proposalIds: draft.contradicts.proposalIds } }),
      ...(draft.looksBack && { looksBackOn: draft.looksBack.on }),
    }),
  }
}

/** Asked about what was said already: nothing is foreseen of the answer. */
const isOfTheLedger = ({ since, contradicts }: Draft): boolean => since !== null || contradicts !== undefined

const formOf = ({ other, since, looksBack, contradicts }: Draft): Card['form'] => (looksBack ? 'hindsight' : contradicts ? 'contradiction' : since !== null ? 'change' : other ? 'pair' : 'state')

/** Calibrated P(glad). */
function gladChance(belief: Belief, item: Item): number {
  const { mean, variance } = score(belief, [item])
  return goodChance('hindsight', answersOf(belief, 'hindsight', mean[0]!, variance[0]!))
}

function predicted(draft: Draft, isAnchor: boolean, belief: Belief): Sealed {
  if (draft.other) {
    const { chance } = forecastPair(belief, draft.item, draft.other.item)
    return { mean: chance, likely: null, chance, openedEarly: false, isAnchor }
  }
  if (draft.looksBack) {
    const chance = gladChance(belief, draft.item)
    return { mean: chance, likely: null, chance, openedEarly: false, isAnchor }
  }
  const { mean, likely, chance } = forecast(belief, draft.item)
  return { mean, likely, chance, openedEarly: false, isAnchor }
}
