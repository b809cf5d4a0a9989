import { Button } from '../../ui/Button.tsx'
import styles from './StateCard.module.css'

type LeaveActsProps = Readonly<{ isSending: boolean; notNow: () => void; cannotSay: () => void }>

/** The ways past a question that answer nothing. */
export function LeaveActs({ isSending, notNow, cannotSay }: LeaveActsProps) {
  return (
    <div className={styles.acts}>
      <Button kind="plain" small icon="clock" cap="N" keys="n" disabled={isSending} onClick={notNow}>
        Not now
      </Button>
      <span className="spacer" />
      <Button kind="plain" small cap="0" keys="0" disabled={isSending} onClick={cannotSay}>
        Can’t say
      </Button>
    </div>
  )
}
