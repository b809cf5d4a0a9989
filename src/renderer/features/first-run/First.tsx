import { useEffect, useState } from 'react'
import { Deck } from '../../parts/deck/Deck.tsx'
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
const PATIENCE_MS = 12_000
/** What the assistant needs, once the notes are read, to find which states answer them. */
const LOOK_MS = 1500

/** The first proposals: from the person's own notes as soon as a passage answers one, else from the library. */
export function First() {
  const { finish, go } = useFirstRun()
  const { tray, opened, error, openFive } = useToday()
  const { sources, load, readAgain } = useSources()
  const reading = sources?.find((source) => source.state === 'reading') ?? null
  const broken = sources?.find((source) => source.state === 'failed' || source.state === 'missing')
  const isAsked = useFirstCards(reading !== null, openFive)
  useEffect(() => {
    void load()
  }, [load])

  const isDone = isAsked && tray !== null && tray.cards.length === 0 && !opened && reading === null
  const hasCards = tray !== null && (tray.cards.length > 0 || opened !== null)
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
            <Button onClick={() => void openFive('grounded', CARDS)}>Do not wait</Button>
          )}
          <Button kind={isDone ? 'primary' : 'secondary'} onClick={() => void finish()}>
            Go to Today
          </Button>
        </>
      }
    >
      {error && <ErrorNote what="The proposals did not come." message={error.message} code={error.code} onAction={() => void openFive('grounded', CARDS)} />}
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

/** Asks for the cards once the notes are read, or have been for `PATIENCE_MS`; the agent falls back on the library. */
function useFirstCards(isReading: boolean, openFive: (form: 'grounded', count: number) => Promise<void>): boolean {
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), isReading ? PATIENCE_MS : LOOK_MS)
    return () => clearTimeout(timer)
  }, [isReading])
  useEffect(() => {
    if (isDue) void openFive('grounded', CARDS)
  }, [isDue, openFive])
  return isDue
}
