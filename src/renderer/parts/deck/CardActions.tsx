import { Button } from '../../ui/Button.tsx'
import styles from './CardActions.module.css'

type CardActionsProps = Readonly<{ acts: Readonly<{ edit: () => void; notNow: () => void; dismiss: () => void; cannotSay: () => void }>; isSending: boolean }>

/** The answers that are no rating. */
export function CardActions({ acts, isSending }: CardActionsProps) {
  return (
    <div className={styles.acts}>
      <Button kind="plain" small icon="edit" cap="E" keys="e" disabled={isSending} onClick={acts.edit}>
        Edit
      </Button>
      <Button kind="plain" small icon="clock" cap="N" keys="n" disabled={isSending} onClick={acts.notNow}>
        Not now
      </Button>
      <Button kind="plain" small icon="close" cap="D" keys="d" disabled={isSending} onClick={acts.dismiss}>
        Dismiss
      </Button>
      <span className="spacer" />
      <Button kind="plain" small cap="0" keys="0" disabled={isSending} onClick={acts.cannotSay}>
        Can’t say
      </Button>
    </div>
  )
}
