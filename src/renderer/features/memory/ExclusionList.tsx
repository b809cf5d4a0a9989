import { useRef } from 'react'
import type { Exclusion, Source } from '../../../agent/contract/index.ts'
import { useExclusions } from '../../stores/exclusions.ts'
import { Button } from '../../ui/Button.tsx'
import { day } from '../../words/dates.ts'
import { catchWords, KIND_WORDS } from '../../words/exclusions.ts'
import styles from './Exclusions.module.css'

type ExclusionListProps = Readonly<{ exclusions: readonly Exclusion[]; sources: readonly Source[] }>

/** Every rule, with where it holds and how much it keeps out now. */
export function ExclusionList({ exclusions, sources }: ExclusionListProps) {
  const { letIn, isWorking } = useExclusions()
  const list = useRef<HTMLUListElement>(null)
  const names = new Map(sources.map(({ id, name }) => [id, name]))
  /** The focus goes to the rule that has taken its place, or to the field for a new one. */
  const take = async (exclusion: Exclusion, index: number): Promise<void> => {
    await letIn(exclusion)
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>('button') ?? []
    const next = buttons[Math.min(index, buttons.length - 1)] ?? document.querySelector<HTMLInputElement>('main [data-rule]')
    next?.focus()
  }
  return (
    <section aria-labelledby="rules" className={styles.rules}>
      <h2 id="rules">Rules</h2>
      {exclusions.length === 0 && <p className="muted">No rule of yours yet. What says no by itself stays out anyway: hidden files, the tag #private, and front matter with tacit: false.</p>}
      <ul ref={list}>
        {exclusions.map((exclusion, index) => (
          <li key={exclusion.id}>
            <div>
              <code dir="auto">{exclusion.rule}</code>
              <span>
                {KIND_WORDS[exclusion.kind]} in <bdi>{exclusion.sourceId === null ? 'every source' : (names.get(exclusion.sourceId) ?? 'a source that is gone')}</bdi>, since {day(exclusion.at)}
              </span>
            </div>
            <span className={styles.catches}>{catchWords(exclusion.catches)}</span>
            <Button small kind="plain" disabled={isWorking} aria-label={`Let in again: ${exclusion.rule}`} onClick={() => void take(exclusion, index)}>
              Let in again
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
