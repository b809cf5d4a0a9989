import { useCallback, useEffect, useState } from 'react'
import { client } from '../../api.ts'
import { Deck } from '../../parts/deck/Deck.tsx'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { useFirstRun } from '../../stores/first-run.ts'
import { useSources } from '../../stores/sources.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Pips } from '../../ui/Pips.tsx'
import { counted } from '../../words/numbers.ts'
import { sourceState } from '../../words/memory.ts'
import { Step } from './Step.tsx'
import styles from './DeckStep.module.css'

const CARDS = 6

/** The first proposals: from the person's own notes as soon as a passage answers one, else from the library. */
export function First() {
  const { finish, go } = useFirstRun()
  const { tray, opened, error } = useToday()
  const { sources, load, readAgain } = useSources()
  const reading = sources?.find((source) => source.state === 'reading') ?? null
  const broken = sources?.find((source) => source.state === 'failed' || source.state === 'missing')
  const { isAsked, isThere, ask } = useFirstCards()
  useEffect(() => {
    void load()
  }, [load])

  const isDone = isThere && tray !== null && tray.cards.length === 0 && !opened && reading === null
  const hasCards = isThere && tray !== null && (tray.cards.length > 0 || opened !== null)
  const answered = (tray?.answered ?? 0) + (opened ? 1 : 0)
  const fromNotes = (opened?.card ?? tray?.cards[0])?.origin === 'notes'
  return (
    <Step
      lede={isDone ? `That was the first deck: ${counted(answered, 'answer')}.` : hasCards ? (fromNotes ? 'The first proposals, each beside the words that it answers.' : 'The first proposals, from the library.') : reading ? 'Reading, to find the first proposals.' : 'The first proposals are being set out.'}
      under={isDone ? 'Today holds at most three a day, once it may propose by itself. Five more are there whenever you open them.' : undefined}
      ways={
        <>
          <Button kind="plain" onClick={() => go('model')}>
            Back
          </Button>
          <span className="spacer" />
          {!isDone && !hasCards && (
            <Button waits={isAsked} onClick={ask}>
              Do not wait
            </Button>
          )}
          <Button kind={isDone ? 'primary' : 'secondary'} onClick={() => void finish()}>
            Go to Today
          </Button>
        </>
      }
    >
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read them again" onAction={ask} />}
      {broken && <ErrorNote what={`${broken.name}: ${sourceState(broken).toLowerCase()}.`} message={broken.message ?? ''} action="Read again" onAction={() => void readAgain(broken)} />}
      {!isDone && !hasCards && (reading ? (
        <div className={styles.meter}>
          <p className="muted">{sourceState(reading)}. A proposal comes as soon as a passage answers one.</p>
          <Meter label="Notes read" words={sourceState(reading)} done={reading.done} total={reading.total} />
        </div>
      ) : (
        <p className={styles.waiting}>Looking for what the notes leave open.</p>
      ))}
      {tray && hasCards && (
        <div className={fromNotes || (opened?.card ?? tray.cards[0])?.form === 'state' ? styles.states : styles.deck}>
          <div className={styles.pips}>
            <Pips done={answered} total={tray.total} />
          </div>
          <Deck tray={{ ...tray, last: null }} />
        </div>
      )}
    </Step>
  )
}

/** Asks for the cards once the notes were looked through, or have been for long enough, or the person will not wait. */
function useFirstCards(): Readonly<{ isAsked: boolean; isThere: boolean; ask: () => void }> {
  const openFive = useToday((state) => state.openFive)
  const returns = useApp((state) => state.returns)
  const [isAsked, setAsked] = useState(false)
  const [isThere, setThere] = useState(false)
  const ask = useCallback((): void => {
    setAsked(true)
    void openFive('grounded', CARDS, false).then(() => setThere(useToday.getState().error === null))
  }, [openFive])
  useEffect(() => {
    if (isAsked) return
    let isCurrent = true
    client.request('today.notes', {}).then(() => isCurrent && ask(), noticeFailure)
    return () => {
      isCurrent = false
    }
  }, [isAsked, ask, returns])
  return { isAsked, isThere, ask }
}
