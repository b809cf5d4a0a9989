import type { Quote } from '../../../agent/contract/index.ts'
import { useIsSetUp } from '../../stores/app.ts'
import { formatAddress } from '../../words/address.ts'
import { shortDay } from '../../words/dates.ts'
import { useQuotePlace } from '../quote-place.ts'
import styles from './Since.module.css'

const SHOWN = 3

/** What the person wrote since, in their exact words, each with its place. */
export function Since({ words, quotes }: Readonly<{ words: string; quotes: readonly Quote[] }>) {
  const isSetUp = useIsSetUp()
  const placeOf = useQuotePlace()
  return (
    <div className={styles.since}>
      <p className="small muted">{words}</p>
      {quotes.slice(0, SHOWN).map((quote) => (
        <figure key={`${quote.passageId} ${quote.text}`}>
          <blockquote dir="auto">“{quote.text}”</blockquote>
          <figcaption>
            {quote.date !== null && `${shortDay(quote.date)} · `}
            {isSetUp ? <a href={formatAddress('memory', 'passage', quote.passageId)}>{placeOf(quote)}</a> : placeOf(quote)}
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
