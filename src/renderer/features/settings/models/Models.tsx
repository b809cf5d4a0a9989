import { useModelsHere } from '../../../parts/models/use-models.ts'
import { useDrop } from '../../../parts/models/use-drop.ts'
import { useFailure, useModels } from '../../../stores/models.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { useLater } from '../../../ui/use-later.ts'
import { chosenOf, modelsHeading } from '../../../words/models.ts'
import type { SectionProps } from '../section.ts'
import { Embedder } from './Embedder.tsx'
import { Hub } from './Hub.tsx'
import { InUse } from './InUse.tsx'
import { Machine } from './Machine.tsx'
import { OtherModels } from './OtherModels.tsx'
import { OwnServer } from './OwnServer.tsx'
import { Times } from './Times.tsx'
import { Writing } from './Writing.tsx'
import rows from '../Settings.module.css'
import styles from './Models.module.css'

/** The model in use, what it runs on, what it wrote, and what else there is. */
export function Models({ settings }: SectionProps) {
  const models = useModelsHere()
  const add = useModels((state) => state.add)
  const { isOver, handlers } = useDrop((path) => void add(path))
  if (!models) return <Unknown />
  const model = chosenOf(models, 'chat')
  const hasWriter = model !== null || models.server !== null
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the button inside does the same as a drop
    <div className={styles.models} data-over={isOver || undefined} {...handlers}>
      <h2>{modelsHeading(models)}</h2>
      {!hasWriter && <p className={styles.under}>A model writes more varied proposals. It never rates, and nothing else needs one.</p>}
      <div className={styles.panel}>
        {model && <InUse model={model} models={models} />}
        <Machine models={models} />
      </div>
      {!hasWriter && <OtherModels models={models} />}
      <ul className={rows.rows}>
        <Writing models={models} hasWriter={hasWriter} />
        <Embedder models={models} />
        {model && !models.server && (
          <li>
            <span className={rows.name}>Decider</span>
            <div className={rows.value}>
              The same model, read off its probabilities
              <span>Used only where it was right on labelled texts. Never rates anything</span>
            </div>
          </li>
        )}
        <OwnServer server={models.server} />
        <Hub hub={models.hub} />
        <Times settings={settings} />
      </ul>
      {hasWriter && <OtherModels models={models} />}
    </div>
  )
}

function Unknown() {
  const isLater = useLater()
  const failure = useFailure('list')
  const load = useModels((state) => state.load)
  return (
    <>
      <h2>{failure ? 'What there is of models is not known.' : isLater ? 'Looking at what this machine has.' : '\u00A0'}</h2>
      {failure && <ErrorNote what="The models could not be listed." message={failure.message} code={failure.code} onAction={() => void load()} />}
    </>
  )
}
