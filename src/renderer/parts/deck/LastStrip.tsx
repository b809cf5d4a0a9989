import type { Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { ScaleChart } from '../../ui/ScaleChart.tsx'
import { capital, decimal } from '../../words/numbers.ts'
import { isNoVerdict, saidWords, wroteSentence } from '../../words/opened.ts'
import { Moves } from './Moves.tsx'
import { ReasonChips } from './ReasonChips.tsx'
import styles from './LastStrip.module.css'

/** What the last answer did, above the card in focus. */
export function LastStrip({ last }: Readonly<{ last: Opened }>) {
  const { undo, isSending } = useToday()
  const { card, answer, sealed } = last
  const teaches = answer.kind === 'stars' || answer.kind === 'pair' || answer.kind === 'edit' || (answer.kind === 'hindsight' && !isNoVerdict(answer))
  const undoButton = (
    <LinkButton disabled={isSending} onClick={() => void undo(last.undoId)}>
      Undo
    </LinkButton>
  )
  const text = answer.kind === 'edit' ? answer.text : answer.kind === 'pair' && answer.choice === 'second' ? (card.other ?? card.text) : card.text
  return (
    <section className={styles.strip} aria-label="Your last answer">
      <div className={styles.what}>
        <p className={styles.state} dir="auto">
          {text}
        </p>
        {teaches && (
          <p className={styles.moved}>
            <Moves moves={last.moves} answer={answer} />
          </p>
        )}
      </div>
      <div className={styles.meet}>
        {sealed?.likely && teaches && (
          <ScaleChart
            sentence={`Tacit wrote ${decimal(sealed.mean, 1)}, likely between ${decimal(sealed.likely[0], 1)} and ${decimal(sealed.likely[1], 1)}; ${saidWords(answer)}.`}
            likely={sealed.likely}
            wrote={sealed.mean}
            said={answer.kind === 'stars' ? answer.rating : null}
          />
        )}
        <p className="muted">
          {answer.kind === 'stars' && sealed?.likely ? (
            <>
              It wrote <b className="tacit">{decimal(sealed.mean, 1)}</b>, you said <b className="you">{answer.rating}</b>
            </>
          ) : teaches ? (
            (wroteSentence(last) ?? `${capital(saidWords(answer))}.`).replace(/\.$/, '')
          ) : (
            (SHORT[answer.kind] ?? capital(saidWords(answer)))
          )}{' '}
          · {undoButton}
        </p>
      </div>
      {teaches && (
        <div className={styles.reasons}>
          <ReasonChips opened={last} />
        </div>
      )}
    </section>
  )
}

const SHORT: Readonly<Record<string, string>> = { dismiss: 'Dismissed', 'not-now': 'Not now', 'cannot-say': 'Can’t say' }
