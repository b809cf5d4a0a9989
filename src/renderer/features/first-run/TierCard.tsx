import type { ModelView } from '../../../agent/contract/index.ts'
import { LayerStrip } from '../../parts/models/LayerStrip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { FIT_NAMES, modelName, rateNumber, TIER_NAMES } from '../../words/models.ts'
import { bytes } from '../../words/numbers.ts'
import styles from './Model.module.css'

type TierCardProps = Readonly<{ model: ModelView; isPicked: boolean; onPick: () => void }>

/** One model of the catalogue as a choice: how it would run here, and what it takes. */
export function TierCard({ model, isPicked, onPick }: TierCardProps) {
  const { fit, tier, needs, speed, quality, state, download } = model
  const layers = fit?.layers ?? null
  return (
    <label className={styles.tier}>
      <input type="radio" name="model" checked={isPicked} onChange={onPick} />
      <span className={styles.fit}>
        {fit && (fit.where === 'gpu' || fit.where === tier) && <Icon name="check" small />}
        {fit ? FIT_NAMES[fit.where] : tier && TIER_NAMES[tier]}
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
        <dt>Memory when awake</dt>
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
      {fit && <span className={styles.says}>{fit.text}</span>}
    </label>
  )
}
