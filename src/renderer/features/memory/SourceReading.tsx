import { Fragment } from 'react'
import type { Source } from '../../../agent/contract/index.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { clockOrDay } from '../../words/dates.ts'
import { sourceState } from '../../words/memory.ts'
import { heldWords, watchWords } from '../../words/sources.ts'
import styles from './SourcePage.module.css'

/** What a message is about. */
const MESSAGES: Readonly<Record<Source['state'], string>> = { reading: 'So far', current: 'Left out', paused: 'Left out', missing: 'Why', failed: 'Why' }

/** How far it is read, how changes are seen, and the reading in the person's hand. */
export function SourceReading({ source }: Readonly<{ source: Source }>) {
  const { pause, readAgain } = useSources()
  const { state, done, total, message, readAt } = source
  const isReading = state === 'reading'
  return (
    <section aria-labelledby="reading" className={styles.reading}>
      <h2 id="reading">Reading</h2>
      <dl>
        <dt>Now</dt>
        <dd>
          {sourceState(source)}
          {isReading && total > 0 && <Meter label={`${source.name}, files read`} words={sourceState(source)} done={done} total={total} />}
        </dd>
        <dt>Kept</dt>
        <dd>{heldWords(source)}</dd>
        <dt>Changes</dt>
        <dd>{watchWords(source)}</dd>
        {readAt !== null && (
          <>
            <dt>Read last</dt>
            <dd>{clockOrDay(readAt)}</dd>
          </>
        )}
        {message !== null && (
          <>
            <dt>{MESSAGES[state]}</dt>
            <dd>{message}</dd>
          </>
        )}
        {source.folders.length > 0 && (
          <>
            <dt>Folders</dt>
            <dd>
              {source.folders.map((folder, index) => (
                <Fragment key={folder}>
                  {index > 0 && ', '}
                  <bdi>{folder === '.' ? 'directly in it' : folder}</bdi>
                </Fragment>
              ))}
            </dd>
          </>
        )}
      </dl>
      <div className="row">
        {state === 'paused' ? (
          <Button small onClick={() => void pause(source, false)}>
            Go on
          </Button>
        ) : (
          <Button small onClick={() => void pause(source, true)}>
            Pause
          </Button>
        )}
        {!isReading && state !== 'paused' && (
          <Button small onClick={() => void readAgain(source)}>
            Read again
          </Button>
        )}
      </div>
    </section>
  )
}
