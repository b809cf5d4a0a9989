import { useEffect, useState } from 'react'
import type { PresetReplay, Settings, SpeakingPreset } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import { noticeFailure, useApp } from '../../stores/app.ts'
import { useLater } from '../../ui/use-later.ts'
import { replayWords } from '../../words/speaking.ts'
import { FineControl } from './FineControl.tsx'
import styles from './Settings.module.css'

const NAMES: Readonly<Record<SpeakingPreset, readonly [name: string, means: string]>> = {
  reserved: ['Reserved', 'a wrong interruption weighs twice as much'],
  even: ['Even', 'as measured'],
  forthcoming: ['Forthcoming', 'a wrong interruption weighs half as much'],
}

/** How readily it speaks, each with what it would have done in the last four weeks. */
export function Presets({ settings }: Readonly<{ settings: Settings }>) {
  const own = settings.interruptionCost ?? null
  const change = useApp((state) => state.change)
  const [replay, setReplay] = useState<readonly PresetReplay[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const isLater = useLater()
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
              {NAMES[preset][0]} <span className="faint">· {NAMES[preset][1]}</span>
              <span className={styles.replay}>{replay ? replayWords(replay.find((each) => each.preset === preset) ?? null) : (failure ?? (isLater ? 'Replaying the last four weeks' : '\u00a0'))}</span>
            </span>
          </label>
        ))}
        <FineControl cost={own} preset={settings.speaking} />
      </div>
    </fieldset>
  )
}
