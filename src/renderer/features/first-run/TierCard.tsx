import type { ModelView } from '../../../agent/contract/index.ts'
import { LayerStrip } from '../../parts/models/LayerStrip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { fitHeading, fitNote, isMadeFor, modelName, rateNumber } from '../../words/models.ts'
import { bytes } from '../../words/numbers.ts'
import styles from './Model.module.css'

type TierCardProps = Readonly<{ model: ModelView; isPicked: boolean; onPick: () => void }>

/** One model of the catalogue as a choice: how it would run here, and what it takes. */
export function TierCard({ model, isPicked, onPick }: TierCardProps) {
  const { fit, needs, speed, quality, state, download } = model
  const layers = fit?.layers ?? null
  return (
    <label className={styles.tier}>
      <input type="radio" name="model" checked={isPicked} onChange={onPick} />
      <span className={styles.fit}>
        {isMadeFor(model) && <Icon name="check" small />}
        {fitHeading(model)}
      </span>
      <b className={styles.name} dir="auto">
        {modelName(model)}
      </b>
      {layers && layers.of > 0 && <LayerStrip layers={layers} isThin />}
      <dl>
        <dt>Download</dt>
        <dd>{state === 'ready' ? 'it is here' : download ? 'begun' : bytes(model.size)}</dd>
        <dt>Layers on the GPU</dt>
        <dd>{layers === null ? (fit ? 'none' : 'not known yet') : layers.onGpu === 0 ? 'none' : `${layers.onGpu} of ${layers.of}`}</dd>
        <dt>Memory in use</dt>
        <dd>
          {needs.by === 'size' && 'about '}
          {bytes(needs.bytes)}
        </dd>
        {speed?.tokensPerSecond != null && (
          <>
            <dt>Tokens a second</dt>
            <dd>{rateNumber(speed.tokensPerSecond)}</dd>
          </>
        )}
        {quality !== null && (
          <>
            <dt>In trials</dt>
            <dd>{quality}</dd>
          </>
        )}
      </dl>
      {fit && <span className={styles.says}>{fitNote(model)}</span>}
    </label>
  )
}
