import type { Card } from '../../../agent/contract/index.ts'
import { Key } from '../../ui/Key.tsx'
import styles from './PairOption.module.css'

type PairOptionProps = Readonly<{ name: string; origin: Card['origin']; text: string; cap: string; isChosen: boolean; isGiven: boolean; onChoose: () => void }>

const LONG = 180

export function PairOption({ name, origin, text, cap, isChosen, isGiven, onChoose }: PairOptionProps) {
  return (
    <label className={styles.option} data-given={isGiven || undefined}>
      <input
        type="radio"
        name={name}
        checked={isChosen}
        aria-disabled={isGiven || undefined}
        readOnly
        data-do={isGiven ? undefined : `Choose: ${text}`}
        data-key={cap}
        onKeyDown={(event) => {
          // Arrows are the deck's, not the radio group's: Space and Enter choose.
          if (event.key === 'Enter') onChoose()
          if (event.key === 'ArrowUp') event.preventDefault()
        }}
        onClick={onChoose}
      />
      <p dir="auto" data-length={text.length > LONG ? 'long' : undefined}>
        {text}
      </p>
      <span className={styles.foot}>
        {origin === 'library' ? 'From the library' : 'From your notes'}
        <Key>{cap}</Key>
      </span>
    </label>
  )
}
