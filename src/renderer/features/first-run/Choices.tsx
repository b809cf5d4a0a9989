import { useEffect, useState } from 'react'
import { Deck } from '../../parts/deck/Deck.tsx'
import { useFirstRun } from '../../stores/first-run.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Pips } from '../../ui/Pips.tsx'
import { Mattering } from './Mattering.tsx'
import { Step } from './Step.tsx'
import styles from './DeckStep.module.css'

const PAIRS = 12

/** Twelve pairs and then which poles matter; each ends whenever the person likes. */
export function Choices() {
  const [isMattering, setMattering] = useState(false)
  return isMattering ? <Mattering onBack={() => setMattering(false)} /> : <Pairs onEnd={() => setMattering(true)} />
}

/** One at a time. */
function Pairs({ onEnd }: Readonly<{ onEnd: () => void }>) {
  const go = useFirstRun((state) => state.go)
  const { tray, opened, error, openFive } = useToday()
  useEffect(() => {
    void openFive('pair', PAIRS)
  }, [openFive])
  const answered = (tray?.answered ?? 0) + (opened ? 1 : 0)
  const isDone = tray !== null && tray.cards.length === 0 && !opened
  return (
    <Step
      lede={isDone ? `${answered} answered. That is enough to begin with.` : 'A few choices, to begin with.'}
      under={isDone ? undefined : `${Math.min(answered + (opened ? 0 : 1), tray?.total ?? PAIRS)} of ${tray?.total ?? PAIRS}. Leave whenever you like: each one helps.`}
      ways={
        <>
          <Button kind="plain" onClick={() => go('read')}>
            Back
          </Button>
          <span className="spacer" />
          <Button kind={isDone ? 'primary' : 'secondary'} onClick={onEnd}>
            {isDone ? 'Go on' : 'Enough for now'}
          </Button>
        </>
      }
    >
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read them again" onAction={() => void openFive('pair', PAIRS)} />}
      {tray && !isDone && (
        <div className={styles.deck}>
          <div className={styles.pips}>
            <Pips done={answered} total={tray.total} />
          </div>
          <Deck tray={{ ...tray, last: null }} />
        </div>
      )}
    </Step>
  )
}
