import type { Answer, Card, Move, Quote } from '../contract/index.ts'
import type { LabelledText } from './items.ts'
import type { ProposalRow, Store } from '../store/types.ts'

/** What a proposal's row holds beside its card and its seal. */
export type ProposalData = Readonly<{
  deck: 'tray' | 'five' | 'own'
  /** The library states it shows; empty for a state of the person's own. */
  stateIds: readonly string[]
  item: LabelledText
  /** The second text of a pair. */
  other: LabelledText | null
  topic: string | null
  /** For a question of change, the row at which the topic seemed to change. */
  since: number | null
  isAnchor: boolean
  /** For a contradiction, the rows of the two ratings and the cards that they were given on. */
  contradicts?: Readonly<{ rows: readonly [first: number, second: number]; proposalIds: readonly string[] }> | undefined
  /** For a question of hindsight, the proposal whose state it looks back on. */
  looksBackOn?: string | undefined
  /** A question of hindsight has asked about its state. */
  wasLookedBackOn?: boolean | undefined
  /** The window showed the card whole. */
  isSeen?: boolean | undefined
  /** The ledger row that says it was left lying. */
  ignoredRow?: number | undefined
  answer: Answer | null
  answeredAt: number | null
  /** The ledger rows of the answer. */
  rowIds: readonly number[]
  /** The ledger row of each reason chip that is chosen, by chip. */
  chipRows: Readonly<Record<string, number>>
  /** Why, in the person's own words. */
  note?: string | undefined
  moves: readonly Move[]
  isSurprise: boolean
  /** Set by "not now": shown again from then on, with the same seal. */
  deferredUntil: number | null
}>

export type Proposal = Omit<ProposalRow, 'data'> & Readonly<{ data: ProposalData }>

export const asProposal = (row: ProposalRow): Proposal => row as Proposal

export function allProposals(store: Pick<Store, 'proposals'>): readonly Proposal[] {
  return store.proposals.all() as readonly Proposal[]
}

export function freshData(data: Pick<ProposalData, 'deck' | 'stateIds' | 'item' | 'other' | 'topic' | 'since' | 'isAnchor' | 'contradicts' | 'looksBackOn' | 'isSeen' | 'ignoredRow'>): ProposalData {
  return { ...data, answer: null, answeredAt: null, rowIds: [], chipRows: {}, moves: [], isSurprise: false, deferredUntil: null }
}

/** The same proposal, of whose seal something was told before it is answered: what is answered then does not count on Trust. */
export const openedEarly = (proposal: Proposal): Proposal => (proposal.sealed === null ? proposal : { ...proposal, sealed: { ...proposal.sealed, openedEarly: true } })

/** The same proposal with its answer taken back: open, with its old seal; one that was opened by then no longer counts on Trust. */
export function reopened(proposal: Proposal): Proposal {
  const { status } = proposal
  const { wasLookedBackOn: _asked, note: _why, ...data } = proposal.data
  return { ...(status === 'answered' ? openedEarly(proposal) : proposal), status: 'open', data: freshData(data) }
}

/** Whether a card asks about the state of one of these: it shows that one's words. */
export const asksAbout = ({ data: { looksBackOn, contradicts } }: Proposal, ids: ReadonlySet<string>): boolean => [looksBackOn, ...(contradicts?.proposalIds ?? [])].some((id) => id !== undefined && ids.has(id))

export function withoutQuotes(card: Card, isGone: (quote: Quote) => boolean): Card {
  const quotes = card.quotes.filter((quote) => !isGone(quote))
  // What became of it was read from those words.
  const looksBack = card.looksBack && quotes.length === 0 ? { ...card.looksBack, happened: null } : card.looksBack
  return { ...card, quotes, looksBack }
}

/** The proposal with nothing that names these rows of the ledger; itself where it names none. */
export function withoutRows(proposal: Proposal, rowIds: ReadonlySet<number>): Proposal {
  const { reasons, data } = proposal
  const cites = reasons?.evidence.some(({ rowId }) => rowIds.has(rowId)) ?? false
  const hasChip = Object.values(data.chipRows).some((id) => rowIds.has(id))
  if (!cites && !hasChip) return proposal
  return {
    ...proposal,
    reasons: reasons && { ...reasons, evidence: reasons.evidence.filter(({ rowId }) => !rowIds.has(rowId)) },
    data: { ...data, chipRows: Object.fromEntries(Object.entries(data.chipRows).filter(([, id]) => !rowIds.has(id))) },
  }
}

/** Midnight at the start of the local day. */
export function dayStart(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** Answered ones, the latest first; answers that were taken back are not among them. */
export function answered(store: Store): readonly Proposal[] {
  return allProposals(store)
    .filter((proposal) => proposal.status === 'answered')
    .sort((a, b) => (b.data.answeredAt ?? 0) - (a.data.answeredAt ?? 0))
}
