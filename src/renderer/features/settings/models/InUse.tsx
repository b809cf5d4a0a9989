import type { Models, ModelView } from '../../../../agent/contract/index.ts'
import { LayerStrip } from '../../../parts/models/LayerStrip.tsx'
import { useBusy, useFailure, useModels } from '../../../stores/models.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { BACKEND_NAMES, layersWords, measuredWords, modelLine, modelName, needWords, rateNumber, sleepWords } from '../../../words/models.ts'
import { capital } from '../../../words/numbers.ts'
import { workDay, workWords } from '../../../words/writing.ts'
import styles from './Models.module.css'

type InUseProps = Readonly<{ model: ModelView; models: Models }>

/** The chat model that is chosen: where it runs, how fast, what it holds, what it did. */
export function InUse({ model, models }: InUseProps) {
  const loaded = models.loaded?.modelId === model.id ? models.loaded : null
  const ran = loaded && loaded.state !== 'loading' ? loaded : model.speed
  const backend = ran?.backend ?? null
  const device = models.hardware.backends.find(({ id }) => id === backend) ?? null
  const rate = loaded?.tokensPerSecond ?? model.speed?.tokensPerSecond ?? null
  const layers = ran?.layers ?? model.fit?.layers ?? null
  const [latest] = models.writing.filter(({ seconds }) => seconds > 0)
  return (
    <>
      <div className={styles.head}>
        <div className={styles.named}>
          <h3 dir="auto">{modelName(model)}</h3>
          <p>{modelLine(model, loaded)}</p>
        </div>
        <p className={styles.rate}>
          <b>{rate === null ? '–' : rateNumber(rate)}</b>
          <span>{rate === null ? 'not measured yet' : loaded?.state === 'working' ? 'tokens a second, now' : 'tokens a second, measured'}</span>
        </p>
      </div>
      {layers && layers.of > 0 && (
        <div className={styles.strip}>
          <LayerStrip layers={layers} />
          <p>
            <span>
              {layersWords(layers)}
              {!ran && ', estimated'}
            </span>
            <span>{needWords(model, backend === 'cpu' || backend === null ? models.hardware.memory.total : (device?.memory?.total ?? null))}</span>
          </p>
        </div>
      )}
      {models.fallback !== null && <p className={styles.trouble}>{models.fallback}</p>}
      {model.problem !== null && <p className={styles.trouble}>{model.problem}</p>}
      <dl className={styles.facts}>
        <Fact name="Back-end" value={backend === null ? 'not known yet' : (device?.name ?? BACKEND_NAMES[backend])} />
        <Fact name="Device" value={backend === null ? 'not known yet' : backend === 'cpu' ? models.hardware.processor : (device?.devices.join(', ') ?? '')} />
        <Fact name={loaded ? 'Sleeps at' : 'Memory'} value={loaded ? sleepWords(loaded) : 'given back'} />
        <Fact name={latest ? workDay(latest) : 'By itself'} value={latest ? workWords(latest, backend ?? 'cpu') : 'nothing written yet'} />
      </dl>
      <Acts model={model} isLoaded={loaded !== null} />
    </>
  )
}

function Fact({ name, value }: Readonly<{ name: string; value: string }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{capital(value)}</dd>
    </div>
  )
}

function Acts({ model, isLoaded }: Readonly<{ model: ModelView; isLoaded: boolean }>) {
  const { measure, unload, choose } = useModels()
  const isMeasuring = useBusy(`measure/${model.id}`)
  const isUnloading = useBusy('unload')
  const isChoosing = useBusy('chat')
  const failure = useFailure(`measure/${model.id}`, 'unload', 'chat')
  return (
    <div className={styles.foot}>
      <div className={styles.acts}>
        <Button small waits={isMeasuring} disabled={model.state !== 'ready'} onClick={() => void measure(model.id)}>
          {isMeasuring ? 'Measuring, 5 s' : 'Measure'}
        </Button>
        <Button small waits={!isLoaded || isUnloading} onClick={() => void unload()}>
          Unload now
        </Button>
        <Button small kind="plain" waits={isChoosing} onClick={() => void choose('chat', null)}>
          Use no model
        </Button>
        <span className={styles.measured}>{model.speed && measuredWords(model.speed)}</span>
      </div>
      {failure && <ErrorNote what={failure.what} message={failure.message} code={failure.code} />}
    </div>
  )
}
