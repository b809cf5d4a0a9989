import type { ModelView } from '../../../agent/contract/index.ts'
import { useApp } from '../../stores/app.ts'
import { useBusy, useFailure, useModels } from '../../stores/models.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { downloadLabel, noRoom } from '../../words/downloads.ts'
import { modelName } from '../../words/models.ts'
import { bytes } from '../../words/numbers.ts'
import styles from './Download.module.css'

type GetButtonProps = Readonly<{ model: ModelView; free: number; isPrimary?: boolean; children?: React.ReactNode }>

/** The consent to one download: its size, where it comes from, and the room that there is, before it is pressed. */
export function GetButton({ model, free, isPrimary = false, children }: GetButtonProps) {
  const download = useModels((state) => state.download)
  const hub = useModels((state) => state.models?.hub ?? '')
  const isBusy = useBusy(model.id)
  const failure = useFailure(model.id)
  const isOff = useApp((state) => state.settings?.noNetwork ?? false)
  const room = noRoom(model, free)
  const id = `get-${model.id}`
  return (
    <>
      <div className={styles.get}>
        <Button small={!isPrimary} kind={isPrimary ? 'primary' : 'secondary'} waits={isBusy} disabled={room !== null || isOff} aria-describedby={id} aria-label={`${downloadLabel(model, hub)}: ${modelName(model)}`} onClick={() => void download(model.id)}>
          {downloadLabel(model, hub)}
        </Button>
        <span className={styles.address} id={id}>
          {isOff ? 'The network is off. Turn it on under Network first.' : (room ?? `${bytes(free)} free here · ${model.repository}`)}
        </span>
        {children}
      </div>
      {failure && <ErrorNote what="The download did not begin." message={failure.message} code={failure.code} onAction={() => void download(model.id)} />}
    </>
  )
}
