import { asProposal, allProposals, dayStart } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import type { Parts } from './parts.ts'
import type { LedgerRow } from '../store/types.ts'

// What a person does with the cards beside answering them: that one was shown whole, and that it was left lying. Nothing else is noticed.

/** The window has shown these cards whole. Unknown ids, such as those of peeks, are passed over. */
export async function noteSeen({ store }: Pick<Parts, 'store'>, ids: readonly string[]): Promise<void> {
  const shown = [...new Set(ids)].flatMap((id) => store.proposals.get(id) ?? []).map(asProposal)
  const fresh = shown.filter(({ status, data }) => status === 'open' && data.isSeen !== true)
  if (fresh.length > 0) await store.say({ proposals: fresh.map((proposal) => ({ ...proposal, data: { ...proposal.data, isSeen: true } })) })
}

/**
 * A state of an earlier day's tray that was shown whole and got no answer, "not now" included, was left lying: one row each. One
 * that was not shown says nothing, since at `seen` = 0 the likelihood is 1 whatever the reward; so it gets none.
 */
export async function noteIgnored({ store, mind, now }: Pick<Parts, 'store' | 'mind' | 'now'>): Promise<void> {
  const today = dayStart(now())
  const lying = allProposals(store).filter((proposal) => isLying(proposal) && dayStart(proposal.at) < today)
  if (lying.length === 0) return
  const rows = lying.map(({ id, data }): LedgerRow => ({
    id: store.nextLedgerId(), at: now(), kind: 'ignored', proposalId: id, topic: data.topic, text: data.item.text, data: { item: data.item, seen: 1 },
  }))
  await mind.learn(rows, () => ({ proposals: lying.map((proposal, index) => ({ ...proposal, data: { ...proposal.data, ignoredRow: rows[index]!.id } })) }))
}

function isLying({ status, card, data }: Proposal): boolean {
  return status === 'open' && data.deck === 'tray' && card.form === 'state' && data.isSeen === true && data.answer === null && data.ignoredRow === undefined
}
