import type { ModelView } from '../../../../agent/contract/index.ts'
import { DownloadRow } from '../../../parts/models/DownloadRow.tsx'
import { GetButton } from '../../../parts/models/GetButton.tsx'
import { useBusy, useFailure, useModels } from '../../../stores/models.ts'
import { Button } from '../../../ui/Button.tsx'
import { Tag } from '../../../ui/Chip.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Sure } from '../../../ui/Sure.tsx'
import { factsLine, fitNote, measuredWords, modelName, verifiedWords } from '../../../words/models.ts'
import { bytes } from '../../../words/numbers.ts'
import styles from './Models.module.css'

/** A model that is not in use: what it is, how it would fit, and how to get, use or drop it. */
export function ModelCard({ model, free }: Readonly<{ model: ModelView; free: number }>) {
  const { state, download } = model
  const id = `model-${model.id}`
  return (
    <li className={styles.card} aria-labelledby={id}>
      <div className={styles.title}>
        <h4 id={id} dir="auto">
          {modelName(model)}
        </h4>
        {model.isForThisMachine && <Tag>Recommended for this machine</Tag>}
        {model.origin === 'own' && <Tag>Your file</Tag>}
      </div>
      {model.fit && <p className={styles.fit}>{fitNote(model)}</p>}
      <p className={styles.line}>{factsLine(model)}</p>
      {model.quality !== null && <p className={styles.line}>{model.quality}</p>}
      {model.path !== null && <p className={styles.line}>{[verifiedWords(model), model.path].filter(Boolean).join(' · ')}</p>}
      {model.speed && <p className={styles.line}>{measuredWords(model.speed)}</p>}
      {model.origin === 'hub' && <p className={styles.line}>{`${model.repository} · ${model.file}`}</p>}
      {model.problem !== null && <p className={styles.trouble}>{model.problem}</p>}
      {download ? <DownloadRow model={model} download={download} /> : state === 'offered' && model.origin !== 'hub' ? <GetButton model={model} free={free} /> : <Acts model={model} free={free} />}
    </li>
  )
}

function Acts({ model, free }: Readonly<{ model: ModelView; free: number }>) {
  const { choose, remove, measure } = useModels()
  const isBusy = useBusy(model.id)
  const isMeasuring = useBusy(`measure/${model.id}`)
  const failure = useFailure(model.id, `measure/${model.id}`)
  const name = modelName(model)
  const isOwn = model.origin === 'own'
  return (
    <>
      <div className={styles.acts}>
        {model.state === 'ready' && (
          <>
            <Button small waits={isBusy} aria-label={`Use this one: ${name}`} onClick={() => void choose(model.kind, model.id)}>
              Use this one
            </Button>
            <Button small waits={isMeasuring} aria-label={`Measure ${name}`} onClick={() => void measure(model.id)}>
              {isMeasuring ? 'Measuring, 5 s' : 'Measure'}
            </Button>
          </>
        )}
        {model.state !== 'ready' && model.repository !== null && <GetButton model={model} free={free} />}
        {model.origin !== 'built-in' && (
          <Sure
            act="Remove"
            name={`Remove ${name}`}
            asks={isOwn ? 'Take it off the list? The file stays where it is.' : model.path === null ? 'Take it off the list?' : `Delete its ${bytes(model.size)}?`}
            sure="Remove it"
            keep="Keep it"
            isBusy={isBusy}
            onSure={() => void remove(model.id)}
          />
        )}
      </div>
      {failure && <ErrorNote what={failure.what} message={failure.message} code={failure.code} />}
    </>
  )
}
