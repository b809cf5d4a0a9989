import { useState } from 'react'
import type { Tray } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useToday } from '../../stores/today.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { counted } from '../../words/numbers.ts'
import { BestWithheld } from './BestWithheld.tsx'
import styles from './TrayFoot.module.css'

type TrayFootProps = Readonly<{ tray: Tray; hasCard: boolean; isWriting: boolean }>

/** Under the card: what was kept quiet, and the other ways on. */
export function TrayFoot({ tray, hasCard, isWriting }: TrayFootProps) {
  const { opened, openFive, leaveFive, isSending } = useToday()
  const [showsBest, setBest] = useState(false)
  // The day's end says what was answered, and nothing else.
  if (isWriting || (!hasCard && tray.mode === 'tray' && tray.end !== null)) return null
  return (
    <div className={styles.foot}>
      {tray.keptQuiet > 0 && (
        <span>
          Kept quiet {counted(tray.keptQuiet, 'time')} since yesterday.{' '}
          <LinkButton aria-expanded={showsBest} onClick={() => setBest(!showsBest)}>
            See the best one withheld
          </LinkButton>
        </span>
      )}
      {hasCard && !opened && (
        <>
          {tray.mode === 'five' ? (
            <LinkButton disabled={isSending} onClick={() => void leaveFive()}>
              Leave these
            </LinkButton>
          ) : (
            <LinkButton disabled={isSending} aria-keyshortcuts="r" onClick={() => void openFive('state', 5)}>
              Rate five
            </LinkButton>
          )}
          <LinkButton onClick={() => go('today', 'write')}>Write a state of your own</LinkButton>
        </>
      )}
      {showsBest && tray.keptQuiet > 0 && <BestWithheld canPut={tray.mode === 'tray' && !opened} />}
    </div>
  )
}
