import { useEffect } from 'react'
import { FirstRun } from './features/first-run/FirstRun.tsx'
import { LiveRegion } from './features/window/LiveRegion.tsx'
import { Trouble } from './features/window/Trouble.tsx'
import { Window } from './features/window/Window.tsx'
import { useApp } from './stores/app.ts'
import { useLater } from './ui/use-later.ts'

export function App() {
  const phase = useApp((state) => state.phase)
  const theme = useApp((state) => state.settings?.theme ?? 'system')
  const isSetUp = useApp((state) => state.status?.firstRun.done ?? false)

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])

  return (
    <>
      <LiveRegion />
      {phase === 'starting' ? <Starting /> : phase === 'failed' ? <Trouble /> : isSetUp ? <Window /> : <FirstRun />}
    </>
  )
}

function Starting() {
  const isLater = useLater()
  return <main aria-label="Tacit is starting">{isLater && <p className="starting">Opening what Tacit keeps</p>}</main>
}
