import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import styles from './ErrorNote.module.css'

type ErrorNoteProps = Readonly<{ what: string; message: string; code?: string; action?: string; onAction?: () => void }>

/** A failure beside the thing that failed: cause, what is kept, one way on, then the code. */
export function ErrorNote({ what, message, code, action = 'Try again', onAction }: ErrorNoteProps) {
  return (
    <div className={styles.note}>
      <Icon name="warning" className={styles.icon} />
      <div>
        <p>
          <b>{what}</b>
        </p>
        <p className="small muted">
          {message} {code !== undefined && <span className="faint">({code})</span>}
        </p>
      </div>
      {onAction && (
        <Button small onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  )
}
