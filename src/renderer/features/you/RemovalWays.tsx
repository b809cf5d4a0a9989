import { useState } from 'react'
import { useYou } from '../../stores/you.ts'
import type { Loss, Rows } from '../../stores/you.ts'
import { Button } from '../../ui/Button.tsx'
import { counted } from '../../words/numbers.ts'
import styles from './Evidence.module.css'

type RemovalWaysProps = Readonly<{ rows: Rows; axisId: string; /** "Remove", or "Remove 3 rows". */ act: string; onGone: () => void }>

/** The two ways out: removed rows can be put back, forgotten ones leave no byte, which is said before. */
export function RemovalWays({ rows, axisId, act, onGone }: RemovalWaysProps) {
  const { remove, forget, lossOf } = useYou()
  const [loss, setLoss] = useState<Loss | null>(null)
  const [isBusy, setBusy] = useState(false)
  const run = async (way: typeof remove): Promise<void> => {
    setBusy(true)
    const isDone = await way(rows, axisId)
    setBusy(false)
    if (isDone) onGone()
  }
  if (loss) {
    return (
      <div className={styles.forget} role="group" aria-label="Forget for good">
        <p>
          {counted(loss.rows, 'row')}
          {loss.proposals > 0 && ` and ${counted(loss.proposals, 'card')}`} leave the ledger, its backups and every other file. This cannot be undone.
        </p>
        <Button small kind="danger" waits={isBusy} onClick={() => void run(forget)}>
          Forget for good
        </Button>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the harmless answer has the focus */}
        <Button small autoFocus waits={isBusy} onClick={() => setLoss(null)}>
          Keep it
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.out}>
      <Button small waits={isBusy} onClick={() => void run(remove)}>
        {act}
      </Button>
      <Button small kind="plain" waits={isBusy} onClick={() => void lossOf(rows).then(setLoss)}>
        Forget for good…
      </Button>
    </div>
  )
}
