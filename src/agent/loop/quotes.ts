import type { Passage, Quote } from '../contract/index.ts'
import type { Store } from '../store/types.ts'
import { followStates } from './following-states.ts'
import { allProposals } from './proposals.ts'
import type { Proposal } from './proposals.ts'

/**
 * Lets unanswered cards follow the notes that they quote: a quote whose words stand elsewhere now names that place, one whose
 * words are gone is taken off, and a card that quoted nothing else is withdrawn. Answered cards keep what they quoted as it was
 * then, with its date. States that a model wrote follow in the same way. To be called in turn with what the person does.
 */
export async function followNotes({ store }: Readonly<{ store: Store }>): Promise<void> {
  const open = allProposals(store).filter(({ status, card }) => status === 'open' && card.form !== 'hindsight' && card.quotes.length > 0)
  const known = new Map((await store.memories.get([...new Set(open.flatMap(({ card }) => card.quotes.map(({ passageId }) => passageId)))])).map((passage) => [passage.id, passage]))
  const changed: Proposal[] = []
  for (const proposal of open) {
    const { quotes } = proposal.card
    const next: Quote[] = []
    for (const quote of quotes) {
      const passage = await placeOf(store, quote, known.get(quote.passageId))
      const isTwice = next.some(({ passageId, text }) => passageId === passage?.id && text === quote.text)
      if (passage && !isTwice) next.push(isAt(quote, passage) ? quote : { ...quote, passageId: passage.id, ...whereIs(passage) })
    }
    if (next.length === quotes.length && next.every((quote, index) => quote === quotes[index])) continue
    changed.push({ ...proposal, card: { ...proposal.card, quotes: next }, ...(next.length === 0 && { status: 'withdrawn' }) })
  }
  if (changed.length > 0) await store.say({ proposals: changed })
  await followStates(store, async (quote) => {
    const passage = await placeOf(store, quote, (await store.memories.get([quote.passageId]))[0])
    if (!passage) return null
    return isAt(quote, passage) ? quote : { ...quote, passageId: passage.id, ...whereIs(passage) }
  })
}

async function placeOf(store: Store, quote: Quote, passage: Passage | undefined): Promise<Passage | undefined> {
  if (passage?.text.includes(quote.text)) return passage
  const { passages } = await store.memories.list({ query: quote.text, sourceId: quote.sourceId, limit: 20 })
  return passages.find(({ text }) => text.includes(quote.text))
}

const whereIs = ({ sourceId, file, heading, lineStart, lineEnd, date }: Passage): Omit<Quote, 'passageId' | 'text' | 'sourceName'> => ({ sourceId, file, heading, lineStart, lineEnd, date })

function isAt(quote: Quote, passage: Passage): boolean {
  return quote.passageId === passage.id && JSON.stringify(whereIs(passage)) === JSON.stringify(whereIs({ ...passage, ...quote }))
}
