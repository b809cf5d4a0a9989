import type { Download, ModelView } from '../../../agent/contract/index.ts'
import { useBusy, useFailure, useModels } from '../../stores/models.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Sure } from '../../ui/Sure.tsx'
import { downloadReason, downloadWords } from '../../words/downloads.ts'
import { modelName } from '../../words/models.ts'
import { bytes } from '../../words/numbers.ts'
import styles from './Download.module.css'

/** A download as it goes on, waits or rests, and what can be done about it. */
export function DownloadRow({ model, download }: Readonly<{ model: ModelView; download: Download }>) {
  const { pause, download: goOn, cancel } = useModels()
  const isBusy = useBusy(model.id)
  const failure = useFailure(model.id)
  const name = modelName(model)
  const { state, done, total } = download
  const reason = downloadReason(download)
  const isMoving = state === 'running' || state === 'waiting'
  return (
    <div className={styles.download}>
      <Meter label={`Download of ${name}`} words={downloadWords(download)} done={done} total={total} />
      <p className={styles.words}>{downloadWords(download)}</p>
      {reason !== null && <p className={styles.reason}>{reason}</p>}
      {failure && <ErrorNote what={failure.what} message={failure.message} code={failure.code} />}
      <div className={styles.acts}>
        {isMoving && (
          <Button small waits={isBusy} aria-label={`Pause the download of ${name}`} onClick={() => void pause(model.id)}>
            Pause
          </Button>
        )}
        {(state === 'paused' || state === 'waiting' || state === 'failed') && (
          <Button small waits={isBusy} aria-label={`Go on with the download of ${name}`} onClick={() => void goOn(model.id)}>
            {state === 'waiting' ? 'Try now' : 'Go on'}
          </Button>
        )}
        {state !== 'checking' && (
          <Button small kind="plain" waits={isBusy} aria-label={`Cancel the download of ${name}; what is here is kept`} onClick={() => void cancel(model.id, false)}>
            Cancel
          </Button>
        )}
        {state !== 'checking' && done > 0 && (
          <Sure act="Discard" name={`Discard what is here of ${name}`} asks={`Throw away the ${bytes(done)} that are here?`} sure="Discard" keep="Keep them" isBusy={isBusy} onSure={() => void cancel(model.id, true)} />
        )}
        <span className={styles.note}>{state === 'checking' ? 'It is used only if it is what was published.' : `Goes on after quitting, sleep or a lost connection${state === 'paused' ? ', once you say so' : ''}. Cancel keeps what is here.`}</span>
      </div>
    </div>
  )
}
