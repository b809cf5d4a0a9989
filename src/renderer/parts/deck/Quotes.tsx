import { useId } from 'react'
import type { Card, Quote } from '../../../agent/contract/index.ts'
import { useIsSetUp } from '../../stores/app.ts'
import { Chip, Tag } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { formatAddress } from '../../words/address.ts'
import { shortDay } from '../../words/dates.ts'
import { chipWords } from '../../words/memory.ts'
import { originWords } from '../../words/writing.ts'
import { useQuotePlace } from '../quote-place.ts'
import styles from './Quotes.module.css'

type QuotesProps = Readonly<{ card: Card; openIndex: number | null; onOpen: (index: number | null) => void }>

/** Where a card comes from: chips, one of them open with the exact words. */
export function Quotes({ card, openIndex, onOpen }: QuotesProps) {
  const id = useId()
  const isSetUp = useIsSetUp()
  const placeOf = useQuotePlace()
  const open = openIndex === null ? undefined : card.quotes[openIndex]
  const origin = originWords(card)
  if (card.quotes.length === 0 && origin === null) return null
  return (
    <>
      <div className={styles.sources} role="group" aria-label="Sources">
        {card.quotes.map((quote, index) => (
          <Chip key={quote.passageId} expanded={index === openIndex} controls={id} data-do={`Show the source ${chipOf(quote)}`} data-key="s" onClick={() => onOpen(index === openIndex ? null : index)}>
            <Icon name="note" />
            <span dir="auto">{chipOf(quote)}</span>
          </Chip>
        ))}
        {origin !== null && <Tag>{origin}</Tag>}
        {card.isSample && card.quotes.length > 0 && <Tag>Sample notes</Tag>}
      </div>
      {open && (
        <figure className={styles.quote} id={id}>
          <blockquote dir="auto">“{open.text}”</blockquote>
          <figcaption>
            <bdi>{placeOf(open)}</bdi>
            {open.date !== null && `, ${shortDay(open.date)}`}
            {isSetUp && (
              <>
                {' '}
                · <a href={formatAddress('memory', 'passage', open.passageId)}>open the passage</a>
              </>
            )}
          </figcaption>
        </figure>
      )}
    </>
  )
}

function chipOf(quote: Quote): string {
  const name = chipWords(quote)
  return quote.date === null || /\d{4}-\d\d-\d\d/.test(name) ? name : `${name}, ${shortDay(quote.date)}`
}
