import { useEffect, useRef } from 'react'
import type { Source } from '../../../agent/contract/index.ts'
import { say } from '../../stores/announcer.ts'
import { go } from '../../stores/address.ts'
import { useSources } from '../../stores/sources.ts'
import { useYou } from '../../stores/you.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { sourceState } from '../../words/memory.ts'
import { counted } from '../../words/numbers.ts'
import { SourceRow } from './SourceRow.tsx'
import styles from './SourceList.module.css'

const SPOKEN_EVERY_MS = 30_000

/** Says how far the reading is, while Memory is open. */
function useSpokenProgress(sources: readonly Source[]): void {
  const reading = sources.find((source) => source.state === 'reading' && source.total > 0)
  const words = useRef('')
  useEffect(() => {
    words.current = reading ? sourceState(reading) : ''
  })
  useEffect(() => {
    const timer = setInterval(() => {
      if (words.current !== '') say(words.current)
    }, SPOKEN_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
}

/** The sources, each with its live state; what the person does here is one too. */
export function SourceList({ sources }: Readonly<{ sources: readonly Source[] }>) {
  const { you, load } = useYou()
  const rows = you?.rows
  useEffect(() => {
    void load()
  }, [load])
  useSpokenProgress(sources)
  const { removed, forgetRemoved } = useSources()
  return (
    <>
      {removed && (
        <div className={styles.removed}>
          <p>
            <b>
              <bdi>{removed.name}</bdi> is gone.
            </b> {counted(removed.passages, 'passage')} removed, {counted(removed.proposals, 'proposal')} that quoted them withdrawn, {counted(removed.rows, 'row')} of evidence
            forgotten.
          </p>
          <Button small kind="plain" onClick={forgetRemoved}>
            Close
          </Button>
        </div>
      )}
      <ul className={styles.sources} aria-label="Sources">
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} />
        ))}
        <li>
          <Icon name="check" />
          <div className={styles.name}>
            <b>What you do here</b>
            <span>Ratings, pairs, edits, what you wrote and set</span>
          </div>
          <div className={styles.state}>
            <span>Kept until you remove it</span>
          </div>
          <div className={styles.counts}>
            {rows !== undefined && (
              <>
                {counted(rows, 'row')}
                <span>with all sources</span>
              </>
            )}
          </div>
          <div className={styles.go}>
            <Button kind="plain" small onClick={() => go('memory', 'ledger')}>
              Open ledger
            </Button>
          </div>
        </li>
      </ul>
    </>
  )
}
