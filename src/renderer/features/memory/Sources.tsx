import { useEffect } from 'react'
import { useAddress } from '../../stores/address.ts'
import { useMemory } from '../../stores/memory.ts'
import { useSources } from '../../stores/sources.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { formatAddress } from '../../words/address.ts'
import { memoryLede } from '../../words/memory.ts'
import { PassagePanel } from './PassagePanel.tsx'
import { Passages } from './Passages.tsx'
import { SourceList } from './SourceList.tsx'
import { WithheldList } from './WithheldList.tsx'
import styles from './Memory.module.css'

export function SourcesLede() {
  const sources = useSources((state) => state.sources)
  const withheld = useMemory((state) => state.withheld)
  return (
    <>
      <p className="lede" id="lede">
        {sources ? memoryLede(sources, withheld) : 'What Tacit has read.'}
      </p>
      <p className="under">Read only. Your files are never changed, and nothing is read before it passes the exclusions.</p>
    </>
  )
}

/** The sources, the passages that they gave, and what was withheld. */
export function Sources() {
  const [view, id] = useAddress((state) => state.path)
  const { sources, error: sourceError, load: loadSources } = useSources()
  const { withheld, error, opened, load, open, close } = useMemory()
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
  return (
    <>
      {failure && (
        <ErrorNote
          what={failure.what}
          message={failure.message}
          code={failure.code}
          action="Read it again"
          onAction={() => {
            void loadSources()
            void load()
          }}
        />
      )}
      {sources ? <SourceList sources={sources} /> : !failure && <Waiting words="Reading the list of sources" rows={2} />}
      <div className={styles.columns}>
        <Passages sources={sources ?? []} />
        <div>
          {opened && view === 'passage' && <PassagePanel key={opened.id} passage={opened} />}
          <WithheldList withheld={withheld} aside={<a href={formatAddress('memory', 'exclusions')}>Edit exclusions</a>} />
        </div>
      </div>
    </>
  )
}
