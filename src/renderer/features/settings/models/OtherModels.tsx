import { useState } from 'react'
import type { Models, ModelView } from '../../../../agent/contract/index.ts'
import { AddFile } from '../../../parts/models/AddFile.tsx'
import { FindFile } from '../../../parts/models/FindFile.tsx'
import { LinkButton } from '../../../ui/Button.tsx'
import { inOrder, TIER_NAMES } from '../../../words/models.ts'
import { bytes } from '../../../words/numbers.ts'
import { ModelCard } from './ModelCard.tsx'
import styles from './Models.module.css'

/** What is not shown at first: offered, neither recommended nor here in part. */
const isFurther = ({ state, origin, isRecommended, download }: ModelView): boolean => state === 'offered' && origin === 'catalogue' && !isRecommended && download === null

/** The other chat models: those of the person, then the catalogue by tier, the recommended first. */
export function OtherModels({ models }: Readonly<{ models: Models }>) {
  const [showsAll, setAll] = useState(false)
  const others = inOrder(models.models.filter(({ kind, isChosen }) => kind === 'chat' && !isChosen))
  const further = others.filter(isFurther).length
  const shown = showsAll ? others : others.filter((model) => !isFurther(model))
  const { disk } = models.hardware
  const groups = [
    ...(['gpu', 'partly', 'cpu'] as const).map((tier) => ({ name: TIER_NAMES[tier], models: shown.filter((model) => model.tier === tier) })),
    { name: 'Of the hub, named by you', models: shown.filter((model) => model.origin === 'hub') },
    { name: 'Your files', models: shown.filter((model) => model.origin === 'own') },
  ].filter((group) => group.models.length > 0)
  return (
    <div className={styles.others}>
      <h3>{models.models.some(({ kind, isChosen }) => kind === 'chat' && isChosen) ? 'Other models' : 'Models to choose from'}</h3>
      <p className={styles.under}>
        Downloads go to <code dir="auto">{disk.path}</code>, where {bytes(disk.free)} are free. Each file is compared with its published SHA-256 before it is used.
      </p>
      {groups.map((group) => (
        <section key={group.name} aria-label={group.name}>
          <p className={styles.tier}>{group.name}</p>
          <ul className={styles.cards}>
            {group.models.map((model) => (
              <ModelCard key={model.id} model={model} free={disk.free} />
            ))}
          </ul>
        </section>
      ))}
      {further > 0 && (
        <p className={styles.more}>
          <LinkButton aria-expanded={showsAll} onClick={() => setAll(!showsAll)}>
            {showsAll ? 'Show the recommended ones alone' : `Show ${further} more`}
          </LinkButton>
        </p>
      )}
      <AddFile />
      <FindFile hub={models.hub} />
    </div>
  )
}
