import { useEffect, useState } from 'react'
import type { PresetReplay, Settings, SpeakingPreset } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { useLater } from '../../ui/use-later.ts'
import { costPoints, replayWords } from '../../words/speaking.ts'
import { FineControl } from './FineControl.tsx'
import styles from './Settings.module.css'

const NAMES: Readonly<Record<SpeakingPreset, string>> = { reserved: 'Reserved', even: 'Even', forthcoming: 'Forthcoming' }

/** How readily it speaks, each with what it would have done in the last four weeks. */
export function Presets({ settings }: Readonly<{ settings: Settings }>) {
  const own = settings.interruptionCost ?? null
  const change = useApp((state) => state.change)
  const [replay, setReplay] = useState<readonly PresetReplay[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const isLater = useLater()
  const of = (preset: SpeakingPreset): PresetReplay | null => replay?.find((each) => each.preset === preset) ?? null
  const [chosen, measured] = [of(settings.speaking), of('even')]
  useEffect(() => {
    client.request('presets.replay', {}).then(setReplay, (thrown: unknown) => setFailure(noticeFailure(thrown).message))
  }, [])
  return (
    <fieldset>
      <legend className="sr">How readily it speaks</legend>
      <div className={styles.presets}>
        {(Object.keys(NAMES) as SpeakingPreset[]).map((preset) => (
          <label key={preset}>
            <input type="radio" name="speaking" checked={own === null && settings.speaking === preset} onChange={() => void change({ speaking: preset, interruptionCost: null }).catch(noticeFailure)} />
            <span>
              {NAMES[preset]} {replay && <span className="faint">· a wrong interruption weighs {costPoints(of(preset)?.cost ?? 0)}{preset === 'even' && ', as measured'}</span>}
              <span className={styles.replay}>{replay ? replayWords(of(preset)) : (failure ?? (isLater ? 'Replaying the last four weeks' : '\u00a0'))}</span>
            </span>
          </label>
        ))}
        {chosen && measured && <FineControl cost={own} preset={chosen.cost} measured={measured.cost} />}
      </div>
    </fieldset>
  )
}
