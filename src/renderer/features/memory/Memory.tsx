import { useEffect } from 'react'
import { useAddress } from '../../stores/address.ts'
import { useMemory } from '../../stores/memory.ts'
import { useSources } from '../../stores/sources.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { memoryLede } from '../../words/memory.ts'
import { AddSource } from './AddSource.tsx'
import { Ledger } from './Ledger.tsx'
import { PassagePanel } from './PassagePanel.tsx'
import { Passages } from './Passages.tsx'
import { RemovePanel } from './RemovePanel.tsx'
import { SourceList } from './SourceList.tsx'
import { WithheldList } from './WithheldList.tsx'
import styles from './Memory.module.css'

/** What Tacit has read, from where, and what was kept out. */
export function Memory() {
  const view = useAddress((state) => state.path[0])
  if (view === 'add') return <AddSource />
  if (view === 'ledger') return <Ledger />
  return <Overview />
}

function Overview() {
  const path = useAddress((state) => state.path)
  const { sources, error: sourceError, load: loadSources } = useSources()
  const { withheld, error, opened, load, open, close } = useMemory()
  const [view, id] = path
  const stamp = sources?.map((source) => `${source.id} ${source.state} ${source.passages}`).join()
  useEffect(() => {
    void load()
  }, [load, stamp])
  useEffect(() => {
    if (view === 'passage' && id !== undefined) void open(id)
    else close()
  }, [view, id, open, close])
  useEffect(() => {
    if (view === 'withheld') document.getElementById('withheld')?.scrollIntoView({ block: 'nearest' })
  }, [view])
  useEffect(() => () => useSources.getState().forgetRemoved(), [])

  const failure = sourceError ?? error
  const leaving = view === 'source' ? sources?.find((source) => source.id === id) : undefined
  return (
    <div className={styles.memory}>
      <p className="lede" id="lede">
        {sources ? memoryLede(sources, withheld) : 'What Tacit has read.'}
      </p>
      <p className="under">Read only. Your files are never changed, and nothing is read before it passes the exclusions.</p>
      {failure && (
        <ErrorNote
          what="That could not be done."
          message={failure.message}
          code={failure.code}
          action="Read it again"
          onAction={() => {
            void loadSources()
            void load()
          }}
        />
      )}
      {sources && <SourceList sources={sources} />}
      <div className={styles.columns}>
        <Passages sources={sources ?? []} />
        <div>
          {leaving && <RemovePanel key={leaving.id} source={leaving} />}
          {opened && view === 'passage' && <PassagePanel key={opened.id} passage={opened} />}
          <WithheldList withheld={withheld} />
        </div>
      </div>
    </div>
  )
}
