import type { Quote } from '../contract/index.ts'
import { textKey } from '../model/text-key.ts'
import type { Store } from '../store/types.ts'
import { allProposals } from './proposals.ts'
import { allWritten } from './written-states.ts'
import type { WrittenRow } from './written-states.ts'

/**
 * Lets states that a model wrote follow the notes that they quote. One whose words stand no longer in the notes goes, with its card
 * while that is unanswered; one that was answered is only offered no more. `placed` gives a quote where it stands now, or null.
 */
export async function followStates(store: Store, placed: (quote: Quote) => Promise<Quote | null>): Promise<void> {
  const cards = allProposals(store)
  const moved: WrittenRow[] = []
  const gone: WrittenRow[] = []
  for (const row of allWritten(store)) {
    if (row.status !== 'kept' || row.data.quotes.length === 0) continue
    const quotes = (await Promise.all(row.data.quotes.map(placed))).filter((quote) => quote !== null)
    if (quotes.length < row.data.quotes.length) gone.push(row)
    else if (quotes.some((quote, index) => quote !== row.data.quotes[index])) moved.push({ ...row, data: { ...row.data, quotes, material: [...row.data.material, ...quotes] } })
  }
  const isAnswered = ({ id }: WrittenRow): boolean => cards.some(({ status, data }) => status === 'answered' && data.stateIds.includes(id))
  const retired = gone.filter(isAnswered).map((row) => ({ ...row, status: 'retired' as const }))
  const going = gone.filter((row) => !isAnswered(row))
  if (moved.length + retired.length > 0) await store.say({ states: [...moved, ...retired] })
  if (going.length === 0) return
  const ids = new Set(going.map(({ id }) => id))
  const proposalIds = cards.filter(({ data }) => data.stateIds.some((id) => ids.has(id))).map(({ id }) => id)
  await store.forget({ stateIds: [...ids], proposalIds, vectorKeys: going.map(({ text }) => textKey(text)) })
}
