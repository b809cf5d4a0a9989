import { useEffect, useState } from 'react'
import type { SearchHit, Source, Speaker } from '../../../agent/contract/index.ts'
import { useMemory } from '../../stores/memory.ts'
import { Chip } from '../../ui/Chip.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useLongList } from '../../ui/use-long-list.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { foundWords, nothingFound } from '../../words/memory.ts'
import { Hit } from './Hit.tsx'
import styles from './Passages.module.css'

const PAUSE_MS = 180
const ROW_PX = 96
const idOf = ({ passage }: SearchHit): string => passage.id

const SPEAKERS: readonly Readonly<{ speaker: Speaker | null; name: string }>[] = [
  { speaker: null, name: 'Anyone' },
  { speaker: 'person', name: 'You' },
  { speaker: 'assistant', name: 'The assistant' },
  { speaker: 'other', name: 'Quoted or pasted' },
]

/** The passages that were kept, found by their words and by their meaning. */
export function Passages({ sources }: Readonly<{ sources: readonly Source[] }>) {
  const { wanted, total, hits, hasMore, error, search, more, opened } = useMemory()
  const { query, sourceId, speaker } = wanted
  const [text, setText] = useState(query)
  const { list, rows, afterPx, measure, onFocus, onKeyDown } = useLongList<SearchHit, HTMLUListElement>({ items: hits, idOf, rowPx: ROW_PX, openId: opened?.id, more: hasMore ? more : null })
  useEffect(() => {
    if (text.trim() === query) return
    const timer = setTimeout(() => void search({ query: text.trim() }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, query, search])

  const nothing = total === null ? null : nothingFound(wanted, hits)
  return (
    <section aria-labelledby="passages">
      <h2 id="passages">Passages</h2>
      <SearchField label="Search passages" cap="/" data-search value={text} onText={setText} placeholder="Words, or what they mean" />
      <div className={styles.filters}>
        {sources.length > 1 && (
          <div className="row" role="group" aria-label="Source">
            <Chip pressed={sourceId === null} onClick={() => void search({ sourceId: null })}>
              <span>All</span>
            </Chip>
            {sources.map((source) => (
              <Chip key={source.id} pressed={sourceId === source.id} onClick={() => void search({ sourceId: source.id })}>
                <span dir="auto">{source.name}</span>
              </Chip>
            ))}
          </div>
        )}
        {sources.some(({ kind }) => kind === 'chats') && (
          <div className="row" role="group" aria-label="Who said it">
            {SPEAKERS.map(({ speaker: each, name }) => (
              <Chip key={name} pressed={speaker === each} onClick={() => void search({ speaker: each })}>
                <span>{name}</span>
              </Chip>
            ))}
          </div>
        )}
        <span className={styles.total}>{total === null ? '' : foundWords(wanted, hits, total)}</span>
      </div>
      {total === null && !error && <Waiting words="Reading the passages" rows={4} />}
      {nothing !== null && <p className={styles.none}>{nothing}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys that move between the controls inside */}
      <ul ref={list} className={styles.hits} style={{ paddingBlockEnd: afterPx }} onFocus={onFocus} onKeyDown={onKeyDown}>
        {rows.map(({ item, id, index, gapPx }) => (
          <Hit
            key={id}
            ref={measure}
            hit={item}
            isOpen={opened?.id === id}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={query === '' ? (total ?? hits.length) : hits.length}
            style={{ marginBlockStart: gapPx }}
          />
        ))}
      </ul>
    </section>
  )
}
