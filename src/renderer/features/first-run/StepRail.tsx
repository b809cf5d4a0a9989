import type { FirstRunStep } from '../../../agent/contract/index.ts'
import { useFirstRun } from '../../stores/first-run.ts'
import { useSources } from '../../stores/sources.ts'
import { counted } from '../../words/numbers.ts'
import { STEPS } from './steps.ts'
import styles from './StepRail.module.css'

/** The five steps; each can be gone to. */
export function StepRail({ step }: Readonly<{ step: FirstRunStep }>) {
  const go = useFirstRun((state) => state.go)
  const opened = useFirstRun((state) => state.opened)
  const sources = useSources((state) => state.sources)
  const current = STEPS.findIndex(({ id }) => id === step)
  const words = (id: FirstRunStep, usual: string): string => {
    if (id === 'hello' && opened?.answer.kind === 'stars') return `rated ${opened.answer.rating}`
    const source = sources?.[0]
    if (id === 'read' && source) return source.isSample ? 'sample notes' : `${source.name}, ${counted(source.notes || source.total, 'note')}`
    return usual
  }
  return (
    <nav className={styles.steps} aria-label="Steps of setting up" data-region>
      <p className={styles.name}>Tacit</p>
      <ol>
          {STEPS.map(({ id, name, words: usual }, index) => (
            <li key={id} data-state={index < current ? 'before' : index === current ? 'now' : undefined}>
              <button type="button" aria-current={index === current ? 'step' : undefined} onClick={() => go(id)}>
                <b>{name}</b>
                <span>{words(id, usual)}</span>
              </button>
            </li>
          ))}
      </ol>
      <p className={styles.foot}>You can leave at any step. It goes on where you stopped.</p>
    </nav>
  )
}
