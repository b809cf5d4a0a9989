import { go, useAddress } from '../../stores/address.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { day } from '../../words/dates.ts'
import { sourceLede } from '../../words/sources.ts'
import { RemovePanel } from './RemovePanel.tsx'
import { SourceReading } from './SourceReading.tsx'
import { UseSwitches } from './UseSwitches.tsx'
import { WithheldList } from './WithheldList.tsx'
import styles from './Memory.module.css'

/** One source: what it may be used for, how it is kept up to date, what was kept out of it, and the way out. */
export function SourcePage({ id }: Readonly<{ id: string }>) {
  const { sources, error, load } = useSources()
  const isLeaving = useAddress(({ path }) => path[2] === 'remove')
  const source = sources?.find((known) => known.id === id)
  if (!source) {
    return (
      <div className={styles.memory}>
        <p className="lede" id="lede">
          {sources === null ? 'Looking for the source.' : 'This source is not there any more.'}
        </p>
        <div className={styles.ways}>
          <Button onClick={() => go('memory')}>Back</Button>
        </div>
      </div>
    )
  }
  return (
    <div className={styles.memory}>
      <p className="lede" id="lede">
        {sourceLede(source)}
      </p>
      <p className="under">
        <bdi>{source.isSample ? 'The sample notes.' : source.path}</bdi> Opted in {day(source.consentedAt)}.
      </p>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read it again" onAction={() => void load()} />}
      <div className={styles.columns}>
        <div>
          <UseSwitches key={source.id} source={source} />
          <SourceReading source={source} />
        </div>
        <div>
          {isLeaving && <RemovePanel source={source} />}
          <WithheldList withheld={source.withheld} />
          <WithheldList withheld={source.secrets} heading="Secrets" none="No key, password, card or account number was found." note="Replaced before anything was kept. Places are listed, never the text." />
        </div>
      </div>
      <div className={styles.ways}>
        <Button kind="plain" onClick={() => go('memory')}>
          Back
        </Button>
        <span className="spacer" />
        <Button onClick={() => go('memory', 'exclusions', source.id)}>Exclude…</Button>
        {!isLeaving && <Button onClick={() => go('memory', 'source', source.id, 'remove')}>{source.isSample ? 'Leave the sample notes…' : 'Remove source…'}</Button>}
      </div>
    </div>
  )
}
