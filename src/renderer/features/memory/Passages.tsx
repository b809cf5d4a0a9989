import { useEffect, useState } from 'react'
import type { Source } from '../../../agent/contract/index.ts'
import { useMemory } from '../../stores/memory.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { counted } from '../../words/numbers.ts'
import { Hit } from './Hit.tsx'
import styles from './Passages.module.css'

const PAUSE_MS = 180

/** The passages that were kept, searched by their words. */
export function Passages({ sources }: Readonly<{ sources: readonly Source[] }>) {
  const { query, sourceId, total, passages, search, more, opened } = useMemory()
  const [text, setText] = useState(query)
  useEffect(() => {
    if (text.trim() === query) return
    const timer = setTimeout(() => void search(text.trim(), sourceId), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, query, sourceId, search])

  return (
    <section aria-labelledby="passages">
      <h2 id="passages">Passages</h2>
      <SearchField label="Search passages" cap="/" data-search value={text} onText={setText} />
      <div className={styles.filters}>
        {sources.length > 1 && (
          <div className="row" role="group" aria-label="Source">
            <Chip pressed={sourceId === null} onClick={() => void search(query, null)}>
              <span>All</span>
            </Chip>
            {sources.map((source) => (
              <Chip key={source.id} pressed={sourceId === source.id} onClick={() => void search(query, source.id)}>
                <span dir="auto">{source.name}</span>
              </Chip>
            ))}
          </div>
        )}
        <span className={styles.total}>{total === null ? '' : counted(total, 'passage')}</span>
      </div>
      {total === 0 && <p className={styles.none}>{query === '' ? 'No passage yet.' : `No passage holds “${query}”.`}</p>}
      <ul>
        {passages.map((passage) => (
          <Hit key={passage.id} passage={passage} query={query} isOpen={opened?.id === passage.id} />
        ))}
      </ul>
      {total !== null && passages.length < total && (
        <p className={styles.more}>
          <Button small onClick={() => void more()}>
            Show {Math.min(30, total - passages.length)} more
          </Button>
          <span className="small faint">
            {passages.length} of {counted(total, 'passage')}
          </span>
        </p>
      )}
    </section>
  )
}
