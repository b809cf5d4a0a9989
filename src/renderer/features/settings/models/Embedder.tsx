import { useState } from 'react'
import type { Models, ModelView } from '../../../../agent/contract/index.ts'
import { useSources } from '../../../stores/sources.ts'
import { Button } from '../../../ui/Button.tsx'
import { Meter } from '../../../ui/Meter.tsx'
import { chosenOf, factsLine, inOrder, measuredWords, modelName } from '../../../words/models.ts'
import { about, count, counted } from '../../../words/numbers.ts'
import { ModelCard } from './ModelCard.tsx'
import rows from '../Settings.module.css'
import styles from './Models.module.css'

/** What tells which texts are alike; what a change of it costs stands before it is made. */
export function Embedder({ models }: Readonly<{ models: Models }>) {
  const [isOpen, setOpen] = useState(false)
  const sources = useSources((state) => state.sources)
  const passages = (sources ?? []).reduce((sum, source) => sum + source.passages, 0)
  const current = chosenOf(models, 'embed')
  const others = inOrder(models.models.filter(({ kind, isChosen }) => kind === 'embed' && !isChosen))
  const { preparing } = models
  const next = preparing && models.models.find(({ id }) => id === preparing.modelId)
  return (
    <li className={styles.wideRow}>
      <span className={rows.name}>Embedder</span>
      <div className={rows.value}>
        {current ? `${current.origin === 'built-in' ? 'Built in: ' : ''}${modelName(current)}` : 'Built in'}
        <span>{current && [factsLine(current), current.speed && measuredWords(current.speed)].filter(Boolean).join(' · ')}</span>
        {preparing && (
          <div className={styles.preparing}>
            <Meter label="Passages read by the new embedder" words={`${count(preparing.done)} of ${count(preparing.total)}`} done={preparing.done} total={preparing.total} />
            <span>
              {next ? modelName(next) : 'The new one'} has read {count(preparing.done)} of {count(preparing.total)}. The one before serves until it is done.
            </span>
          </div>
        )}
      </div>
      <Button small aria-expanded={isOpen} aria-label={isOpen ? 'Close the other embedders' : 'Change the embedder'} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Close' : 'Change'}
      </Button>
      {isOpen && (
        <div className={styles.below}>
          <p className={styles.cost}>{costWords(passages, others)}</p>
          <ul className={styles.cards} aria-label="Other embedders">
            {others.map((model) => (
              <ModelCard key={model.id} model={model} free={models.hardware.disk.free} />
            ))}
          </ul>
        </div>
      )}
    </li>
  )
}

/** What a change costs: "873 passages will be read again, about 2 min; the old vectors stay until then." */
function costWords(passages: number, others: readonly ModelView[]): string {
  const rate = Math.max(0, ...others.map(({ speed }) => speed?.embeddingsPerSecond ?? 0))
  const time = rate > 0 && passages > 0 ? `, ${about(passages / rate)}` : ''
  return `Another one reads ${passages === 0 ? 'everything' : `${counted(passages, 'passage')}`} and the library again${time}; the old vectors stay until then. What you rated is kept, and the belief is computed anew from it.`
}
