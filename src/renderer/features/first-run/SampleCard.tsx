import { useEffect, useId, useRef, useState } from 'react'
import { useCardKeys } from '../../parts/deck/use-card-keys.ts'
import { Moves } from '../../parts/deck/Moves.tsx'
import { useFirstRun } from '../../stores/first-run.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { RatingScale } from '../../ui/RatingScale.tsx'
import type { RatingValue } from '../../ui/RatingScale.tsx'
import { ScaleChart } from '../../ui/ScaleChart.tsx'
import { decimal, span } from '../../words/numbers.ts'
import { RATING_WORDS } from '../../words/opened.ts'
import styles from './SampleCard.module.css'

/** A live card to see how it works. It can be rated again and again; nothing of it is kept. */
export function SampleCard() {
  const { card, opened, error, rateSample, loadSample } = useFirstRun()
  const [draft, setDraft] = useState<RatingValue | null>(null)
  const article = useRef<HTMLElement>(null)
  const id = useId()
  const given = opened?.answer.kind === 'stars' ? opened.answer.rating : null
  useEffect(() => {
    if (card) article.current?.focus({ preventScroll: true })
  }, [card])
  const rate = (rating: RatingValue): void => {
    setDraft(rating)
    void rateSample(rating)
  }
  const keys = Object.fromEntries(([1, 2, 3, 4, 5] as const).map((rating) => [String(rating), () => rate(rating)]))
  const onKeyDown = useCardKeys(keys)
  if (!card) return error ? <ErrorNote what="The sample card did not come." message={error.message} code={error.code} onAction={() => void loadSample()} /> : <div className={styles.empty} />
  const sealed = opened?.sealed
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys of the radios inside; it takes the focus on arrival
    <article className={styles.card} ref={article} tabIndex={-1} aria-labelledby={`${id}-kind ${id}-state`} onKeyDown={onKeyDown}>
      <p className="small faint" id={`${id}-kind`}>
        A sample, to see how it works
      </p>
      <h2 id={`${id}-state`}>{card.text}</h2>
      <RatingScale
        name={`sample-${id}`}
        legend="How much would you want this to be so?"
        words={RATING_WORDS}
        value={draft ?? given}
        isGiven={given !== null && (draft === null || draft === given)}
        isLocked={false}
        onDraft={setDraft}
        onCommit={rate}
      />
      {opened && sealed?.likely ? (
        <div className={styles.found}>
          <ScaleChart
            sentence={`Tacit had written ${decimal(sealed.mean, 1)}, likely ${span(sealed.likely)}. You rated ${given}.`}
            likely={sealed.likely}
            wrote={sealed.mean}
            said={given}
          />
          <p>
            It had written{' '}
            <b className="tacit">
              {decimal(sealed.mean, 1)}, likely {span(sealed.likely)}
            </b>
            : it knows nothing yet. <Moves moves={opened.moves} answer={opened.answer} />.
          </p>
          <p className="faint">Samples are forgotten when you go on.</p>
        </div>
      ) : (
        <p className={styles.ask}>Rate it, and see what Tacit would conclude. Samples are forgotten when you go on.</p>
      )}
    </article>
  )
}
