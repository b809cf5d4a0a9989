import type { ComponentProps } from 'react'
import type { SearchHit } from '../../../agent/contract/index.ts'
import { formatAddress } from '../../words/address.ts'
import { shortDay } from '../../words/dates.ts'
import { alikeWords, parted, passagePlace } from '../../words/memory.ts'
import styles from './Passages.module.css'

type HitProps = Readonly<{ hit: SearchHit; isOpen: boolean } & Pick<ComponentProps<'li'>, 'ref' | 'style' | 'aria-setsize' | 'aria-posinset'> & { 'data-index': number }>

/** One passage: its words, whose they are in a chat, where it stands, and what it was used for. */
export function Hit({ hit: { passage, by, ranges, alike }, isOpen, ...item }: HitProps) {
  return (
    <li className={styles.hit} {...item}>
      <a data-row href={formatAddress('memory', 'passage', passage.id)} aria-current={isOpen || undefined}>
        <span className={styles.text} dir="auto" data-speaker={passage.speaker}>
          {parted(passage.text, ranges).map((part, index) => (part.isMatch ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))}
        </span>
        <span className={styles.from}>
          <bdi>{passagePlace(passage)}</bdi>
          {passage.date !== null && ` · ${shortDay(passage.date)}`}
          {by === 'meaning' && ' · near in meaning'}
          {alike && <bdi>{` · ${alikeWords(alike)}`}</bdi>}
        </span>
        <span className={styles.use}>{passage.use}</span>
      </a>
    </li>
  )
}
