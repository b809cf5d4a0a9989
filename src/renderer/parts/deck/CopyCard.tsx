import type { Answer, Card } from '../../../agent/contract/index.ts'
import { copyText } from '../../stores/clipboard.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { CopyMarkdown } from '../../ui/CopyMarkdown.tsx'
import { cardMarkdown } from '../../words/markdown.ts'
import { linkTo } from '../../words/address.ts'
import { useQuotePlace } from '../quote-place.ts'
import styles from './CopyCard.module.css'

const base = window.tacit ? null : location.href.replace(/#.*$/, '')

/** What can be taken from a card: its words, and a link that comes back to it. */
export function CopyCard({ card, answer }: Readonly<{ card: Card; answer: Answer | null }>) {
  const place = useQuotePlace()
  return (
    <p className={styles.copy}>
      <CopyMarkdown what="the card" text={() => cardMarkdown(card, answer, place)} />
      <LinkButton data-copy-link aria-keyshortcuts="l" onClick={() => void copyText(linkTo(base, 'today', 'proposal', card.id), 'a link to this card')}>
        Copy link
      </LinkButton>
    </p>
  )
}
