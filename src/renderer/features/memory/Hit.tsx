import type { PassageView } from '../../../agent/contract/index.ts'
import { formatAddress } from '../../words/address.ts'
import { shortDay } from '../../words/dates.ts'
import { marked, placeWords } from '../../words/memory.ts'
import styles from './Passages.module.css'

type HitProps = Readonly<{ passage: PassageView; query: string; isOpen: boolean }>

export function Hit({ passage, query, isOpen }: HitProps) {
  return (
    <li className={styles.hit}>
      <a href={formatAddress('memory', 'passage', passage.id)} aria-current={isOpen || undefined}>
        <span className={styles.text} dir="auto">
          {marked(passage.text, query).map((part, index) => (part.isMatch ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))}
        </span>
        <span className={styles.from}>
          {placeWords(passage)}
          {passage.date !== null && ` · ${shortDay(passage.date)}`}
        </span>
        <span className={styles.use}>{passage.use}</span>
      </a>
    </li>
  )
}
