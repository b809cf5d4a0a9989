import { useEffect, useRef } from 'react'
import { useApp } from '../../stores/app.ts'
import { useDryRun } from '../../stores/dry-run.ts'
import { useFirstRun } from '../../stores/first-run.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { useOverlay } from '../../parts/keys/overlay.ts'
import { ShortcutSheet } from '../../parts/keys/ShortcutSheet.tsx'
import { useShortcuts } from '../../parts/keys/use-shortcuts.ts'
import { StatusLine } from '../../parts/status/StatusLine.tsx'
import { Choices } from './Choices.tsx'
import { First } from './First.tsx'
import { Hello } from './Hello.tsx'
import { Model } from './Model.tsx'
import { Read } from './Read.tsx'
import { StepRail } from './StepRail.tsx'
import styles from './FirstRun.module.css'

const VIEWS = { hello: Hello, read: Read, choices: Choices, model: Model, first: First } as const

/** Setting up: five steps, each of which can be left, returned to and skipped. */
export function FirstRun() {
  const kept = useApp((state) => state.settings?.firstRunStep ?? 'hello')
  const { step: chosen, finish } = useFirstRun()
  const step = chosen ?? kept
  const overlay = useOverlay((state) => state.open)
  useShortcuts(false)
  const loadSources = useSources((state) => state.load)
  useEffect(() => {
    void loadSources()
  }, [loadSources])
  // A dry run of these steps, with what was ticked in it, is not met again in Memory.
  useEffect(() => () => useDryRun.getState().clear(), [])
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    document.title = 'Setting up — Tacit'
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [step])
  const View = VIEWS[step]
  return (
    <div className={styles.run}>
      <StepRail step={step} />
      <header className={styles.bar} data-region>
        <span className="spacer" />
        <Button kind="plain" small onClick={() => void finish()}>
          Skip setting up
        </Button>
      </header>
      <main className={styles.main} ref={main} tabIndex={-1} aria-labelledby="lede">
        <View key={step} />
      </main>
      <StatusLine isPlain />
      {overlay === 'shortcuts' && <ShortcutSheet />}
    </div>
  )
}
