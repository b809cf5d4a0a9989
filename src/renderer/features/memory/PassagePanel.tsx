import { useEffect, useRef, useState } from 'react'
import type { PassageView } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useMemory } from '../../stores/memory.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyMarkdown } from '../../ui/CopyMarkdown.tsx'
import { Redacted } from '../../ui/Redacted.tsx'
import { shortDay } from '../../words/dates.ts'
import { passageMarkdown } from '../../words/markdown.ts'
import { placeWords, speakerWords } from '../../words/memory.ts'
import { capital } from '../../words/numbers.ts'
import styles from './Panel.module.css'

/** One passage: its words, its place, what it fed, and how to have it forgotten. */
export function PassagePanel({ passage }: Readonly<{ passage: PassageView }>) {
  const { forget } = useMemory()
  const [isAsking, setAsking] = useState(false)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    panel.current?.focus({ preventScroll: true })
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <section className={styles.panel} ref={panel} tabIndex={-1} aria-label="Passage" data-copyable>
      {passage.heading !== null && <p className={styles.heading} dir="auto">{passage.heading}</p>}
      <blockquote className={styles.text} dir="auto">
        <Redacted text={passage.text} />
      </blockquote>
      <dl className={styles.facts}>
        {speakerWords(passage) !== null && (
          <>
            <dt>Who</dt>
            <dd>{capital(speakerWords(passage)!)}</dd>
          </>
        )}
        <dt>Place</dt>
        <dd dir="auto">{passage.turn === null ? placeWords(passage) : `Turn ${passage.turn + 1}, ${passage.file}`}</dd>
        <dt>Source</dt>
        <dd dir="auto">{passage.sourceName}</dd>
        {passage.date !== null && (
          <>
            <dt>Date</dt>
            <dd>{shortDay(passage.date)}</dd>
          </>
        )}
        <dt>Use</dt>
        <dd>{passage.use}</dd>
      </dl>
      {isAsking ? (
        <>
          <p className="small">The passage goes, with every waiting proposal that quotes it. Your note is not changed; a passage stays away until its note changes.</p>
          <div className="row">
            <Button kind="danger" onClick={() => void forget(passage).then(() => go('memory'))}>
              Forget it
            </Button>
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the harmless answer has the focus */}
            <Button autoFocus onClick={() => setAsking(false)}>
              Keep it
            </Button>
          </div>
        </>
      ) : (
        <div className="row">
          <Button small onClick={() => setAsking(true)}>
            Forget this passage
          </Button>
          <Button small onClick={() => go('memory', 'exclusions', passage.sourceId, passage.file)}>
            Exclude this {passage.conversation === null ? 'note' : 'conversation'}
          </Button>
          <Button small kind="plain" onClick={() => go('memory')}>
            Close
          </Button>
          <span className="spacer" />
          <span className="small">
            <CopyMarkdown what="the passage" text={() => passageMarkdown(passage)} />
          </span>
        </div>
      )}
    </section>
  )
}
