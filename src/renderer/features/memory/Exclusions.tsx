import { useEffect } from 'react'
import { useAddress } from '../../stores/address.ts'
import { useExclusions } from '../../stores/exclusions.ts'
import { useMemory } from '../../stores/memory.ts'
import { useSources } from '../../stores/sources.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Button } from '../../ui/Button.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { exclusionsLede } from '../../words/exclusions.ts'
import { ExclusionForm } from './ExclusionForm.tsx'
import { ExclusionList } from './ExclusionList.tsx'
import { PurgePanel } from './PurgePanel.tsx'
import { WithheldList } from './WithheldList.tsx'
import styles from './Memory.module.css'

export function ExclusionsLede() {
  const exclusions = useExclusions((state) => state.exclusions)
  const withheld = useMemory((state) => state.withheld)
  return (
    <>
      <p className="lede" id="lede">
        {exclusionsLede(exclusions, withheld)}
      </p>
      <p className="under">A rule keeps out what it covers, and takes away what was read of it before. Your files are never changed.</p>
    </>
  )
}

/** What may not be read, by rule: each with what it catches, and each new one with what it would take away first. */
export function Exclusions() {
  const [, sourceId, rule] = useAddress((state) => state.path)
  const { exclusions, preview, done, error, isWorking, load, look, exclude, keep } = useExclusions()
  const { withheld, load: loadMemory } = useMemory()
  const sources = useSources((state) => state.sources)
  useEffect(() => {
    void load()
    void loadMemory()
  }, [load, loadMemory, done])
  useEffect(() => () => useExclusions.getState().keep(), [])
  // From a passage or a source the rule comes along, and what it would take away is shown at once.
  useEffect(() => {
    if (sourceId !== undefined && rule !== undefined) void look(rule, sourceId)
  }, [sourceId, rule, look])
  const focusForm = (): void => document.querySelector<HTMLInputElement>('main [data-rule]')?.focus()

  return (
    <>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read it again" onAction={() => void load()} />}
      <div className={styles.columns}>
        <div>
          <ExclusionForm key={`${sourceId} ${rule}`} sources={sources ?? []} sourceId={sourceId ?? null} rule={rule ?? ''} />
          {exclusions ? <ExclusionList exclusions={exclusions} sources={sources ?? []} /> : !error && <Waiting words="Reading the rules" rows={3} />}
        </div>
        <div>
          {preview && (
            <PurgePanel
              key={preview.rule}
              label={`Preview of excluding ${preview.rule}`}
              heading={`Exclude ${preview.rule} now`}
              purge={preview.purge}
              none="Nothing that was kept is covered by it. From now on nothing that it covers is read."
              note="What is removed cannot be brought back; it can be read again once the rule is gone."
            >
              <Button kind="danger" disabled={isWorking} onClick={() => void exclude()}>
                Exclude and remove
              </Button>
              <Button
                disabled={isWorking}
                onClick={() => {
                  keep()
                  focusForm()
                }}
              >
                Keep it
              </Button>
            </PurgePanel>
          )}
          {done && (
            <PurgePanel key={`done ${done.rule}`} label={`What excluding ${done.rule} took away`} heading={`${done.rule} is excluded`} purge={done} none="Nothing had been kept of it. From now on nothing that it covers is read.">
              <Button
                onClick={() => {
                  keep()
                  focusForm()
                }}
              >
                Close
              </Button>
            </PurgePanel>
          )}
          <WithheldList withheld={withheld} />
        </div>
      </div>
    </>
  )
}
