import type { ModelView } from '../../../agent/contract/index.ts'
import { useBusy, useFailure, useModels } from '../../stores/models.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { fitNote, modelName } from '../../words/models.ts'
import { bytes } from '../../words/numbers.ts'
import styles from './Model.module.css'

/** A model that is here: used, or to be used. */
export function OwnModel({ model }: Readonly<{ model: ModelView }>) {
  const choose = useModels((state) => state.choose)
  const isBusy = useBusy(model.id)
  const failure = useFailure(model.id)
  return (
    <div className={styles.panel}>
      <div className={styles.own}>
        <p>
          <b dir="auto">{modelName(model)}</b>{' '}
          <span className="faint">
            {bytes(model.size)}, {model.isChosen ? 'used from now on' : model.state === 'ready' ? 'here' : (model.problem ?? 'cannot be used')}
          </span>
        </p>
        {model.state === 'ready' && (
          <Button small waits={isBusy} onClick={() => void choose('chat', model.isChosen ? null : model.id)}>
            {model.isChosen ? 'Use no model' : 'Use this one'}
          </Button>
        )}
      </div>
      {model.fit && <p className="small muted">{fitNote(model)}</p>}
      {failure && <ErrorNote what={failure.what} message={failure.message} code={failure.code} />}
    </div>
  )
}
