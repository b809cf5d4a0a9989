import type { Passage } from '../contract/index.ts'
import type { Embedder } from '../model/embedder.ts'
import { intentsIn } from '../observe/intent.ts'
import type { Intent } from '../observe/intent.ts'
import { fatesOfState } from '../observe/outcomes/of-state.ts'
import type { Heard, StateFate } from '../observe/outcomes/of-state.ts'
import { dot } from '../propose/vectors.ts'
import type { Store } from '../store/types.ts'
import { liveRows } from './evidence.ts'
import type { ObservedClaim } from './admission.ts'
import type { Items, LabelledText } from './items.ts'
import { allProposals } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import { NO_TYPING } from './typing.ts'
import type { Typing } from './typing.ts'

/** A state that the person said they would like, in the words that they left it in. */
export type Accepted = Readonly<{ proposal: Proposal; state: LabelledText; at: number }>

/** What a later passage says has become of an accepted state. */
export type Found = StateFate & Readonly<{ passage: Passage }>

export type StateOutcomes = Readonly<{
  /** Reads the passages that have changed. */
  refresh: () => Promise<void>
  /** The surest first. */
  of: (proposalId: string) => readonly Found[]
  claims: () => readonly ObservedClaim[]
}>

type StateOutcomesParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id' | 'embed'>
  items: Items
  /** A model's reading of the same sentences, where one is worth listening to. */
  typing?: Typing
}>

/** What a passage says that may be about one state. */
type Told = Readonly<{ proposalId: string; state: string; passage: Passage; heard: readonly Heard[] }>

const PORTION = 500
/** A passage that is no nearer is about something else, and is not read for it. */
const LEAST_LIKENESS = 0.25
const LEAST_PROBABILITY = 0.5
const MOST_OF_STATE = 3

const REASONS = { happened: 'says that it happened', stalled: 'says that it has come to a halt', dropped: 'says that you let it go' } as const

/** The states that were rated 4 or 5 or rewritten; a question of hindsight is not one. */
export function acceptedStates(store: Pick<Store, 'proposals' | 'ledger'>): readonly Accepted[] {
  const live = new Map(liveRows(store.ledger.all()).map((row) => [row.id, row]))
  return allProposals(store as Store).flatMap((proposal): readonly Accepted[] => {
    const { status, card, data } = proposal
    if (status !== 'answered' || card.form !== 'state' || data.answeredAt === null) return []
    if (data.answer?.kind === 'stars') return data.answer.rating >= 4 && data.rowIds.some((id) => live.has(id)) ? [{ proposal, state: data.item, at: data.answeredAt }] : []
    if (data.answer?.kind !== 'edit') return []
    const taken = data.rowIds.map((id) => live.get(id)).find((row) => row?.kind === 'accept')
    return taken ? [{ proposal, state: (taken.data as { item: LabelledText }).item, at: data.answeredAt }] : []
  })
}

export function openStateOutcomes({ store, embedder, items, typing = NO_TYPING }: StateOutcomesParts): StateOutcomes {
  /** What was looked at, and what of it says something of which proposals. */
  let looked = new Map<string, string>()
  const told = new Map<string, readonly Told[]>()

  async function refresh(): Promise<void> {
    const accepted = acceptedStates(store)
    const vectors = (await items.many(accepted.map(({ state }) => state))).map(({ vector }) => vector)
    // Nothing can tell of states that do not exist; what is accepted later is told of by what is written later.
    const since = Math.min(...accepted.map(({ at }) => at))
    const marks = accepted.length === 0 ? new Map<string, string>() : new Map(await store.memories.marks(embedder.id, since))
    for (const id of told.keys()) if (!marks.has(id)) told.delete(id)
    const wanted = [...marks].flatMap(([id, mark]) => (looked.get(id) === mark ? [] : [id])).sort()
    for (let start = 0; start < wanted.length; start += PORTION) {
      for (const id of wanted.slice(start, start + PORTION)) told.delete(id)
      for (const { vector, embedder: _embedder, ...passage } of await store.memories.withVectors(embedder.id, wanted.slice(start, start + PORTION))) {
        const near = accepted.filter(({ at }, index) => passage.date !== null && passage.date > at && dot(vector, vectors[index]!) >= LEAST_LIKENESS)
        const found = near.length === 0 ? [] : await foundIn(passage, near)
        if (found.length > 0) told.set(passage.id, found)
      }
    }
    looked = marks
    typing.weigh([...told.values()].flatMap((some) => some.slice(0, 1).flatMap(({ heard }) => heard.map(({ intent }) => intent))))
  }

  async function foundIn(passage: Passage, near: readonly Accepted[]): Promise<readonly Told[]> {
    const intents = intentsIn(passage)
    if (intents.length === 0) return []
    const quotes = await embedder.embed(intents.map(({ quote }) => quote))
    const states = await items.many(near.map(({ state }) => state))
    return near.flatMap(({ proposal, state }, index) => {
      const heard = intents.map((intent: Intent, at) => ({ intent, likeness: dot(quotes[at]!, states[index]!.vector) }))
      return fatesOfState(state.text, heard).length === 0 ? [] : [{ proposalId: proposal.id, state: state.text, passage, heard }]
    })
  }

  function of(proposalId: string): readonly Found[] {
    return [...told.values()]
      .flat()
      .filter((each) => each.proposalId === proposalId)
      .flatMap(({ state, passage, heard }) => fatesOfState(state, heard.map(({ intent, likeness }) => ({ intent: typing.heard(intent), likeness }))).map((fate) => ({ ...fate, passage })))
      .filter(({ probability }) => probability >= LEAST_PROBABILITY)
      .toSorted((a, b) => b.probability - a.probability || (a.passageId < b.passageId ? -1 : 1))
      .slice(0, MOST_OF_STATE)
  }

  return {
    refresh,
    of,
    claims: () => acceptedStates(store).flatMap(({ proposal, state }) =>
      of(proposal.id).map(({ verdict, probability, quote, passage }): ObservedClaim => ({
        kind: 'outcome', item: state, topic: proposal.data.topic, proposalId: proposal.id, date: passage.date,
        passageId: passage.id, sourceId: passage.sourceId, quote, reason: REASONS[verdict], probability, verdict,
      })),
    ),
  }
}
