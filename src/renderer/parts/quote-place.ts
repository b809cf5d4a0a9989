import type { Quote } from '../../agent/contract/index.ts'
import { useSources } from '../stores/sources.ts'
import { placeWords } from '../words/memory.ts'

/** Where a quote stands: a file and its lines, or the conversation that it was said in. */
export function useQuotePlace(): (quote: Quote) => string {
  const sources = useSources((state) => state.sources)
  return (quote) => {
    const isChat = sources?.some(({ id, kind }) => id === quote.sourceId && kind === 'chats') ?? false
    return isChat ? `you said, in ${quote.heading ?? 'a conversation without a name'}` : placeWords(quote)
  }
}
