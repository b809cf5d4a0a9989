import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useAddress } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useSources } from '../../stores/sources.ts'
import { classes } from '../../ui/classes.ts'
import { PLACE_NAMES } from '../../words/address.ts'
import { clock } from '../../words/dates.ts'
import type { PlaceName } from '../../words/address.ts'
import { Memory } from '../memory/Memory.tsx'
import { Settings } from '../settings/Settings.tsx'
import { Today } from '../today/Today.tsx'
import { Trust } from '../trust/Trust.tsx'
import { You } from '../you/You.tsx'
import { Bar } from './Bar.tsx'
import { Notices } from './Notices.tsx'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { useOverlay } from '../../parts/keys/overlay.ts'
import { ShortcutSheet } from '../../parts/keys/ShortcutSheet.tsx'
import { useShortcuts } from '../../parts/keys/use-shortcuts.ts'
import { StatusLine } from '../../parts/status/StatusLine.tsx'
import { useKeptDetails } from './use-kept-details.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { usePlaceFocus } from './use-place-focus.ts'
import styles from './Window.module.css'

const PLACES: Readonly<Record<PlaceName, () => React.ReactNode>> = { today: Today, you: You, memory: Memory, trust: Trust, settings: Settings }

/** The window once it is set up: rail, bar, one place, status line. */
export function Window() {
  const place = useAddress((state) => state.place)
  const returns = useApp((state) => state.returns)
  const loadSources = useSources((state) => state.load)
  const overlay = useOverlay((state) => state.open)
  const main = usePlaceFocus(place)
  useKeptDetails(main, place)
  useShortcuts(true)
  useKeptFocus()
  useEffect(() => {
    void loadSources()
  }, [loadSources, returns])
  useEffect(() => {
    document.title = `${PLACE_NAMES[place]} — Tacit`
  }, [place])
  const Place = PLACES[place]
  return (
    <div className={styles.window}>
      <a className={styles.skip} href="#main" onClick={(event) => skip(event, main.current)}>
        Skip to {PLACE_NAMES[place]}
      </a>
      <Rail />
      <Bar />
      <Notices />
      <main className={styles.place} id="main" ref={main} tabIndex={-1} aria-labelledby="lede">
        {/* When the assistant comes back a place begins anew, but for Today: what is being written there stays. */}
        {place === 'today' ? <Place key={place} /> : (
          <AsItWas key={`${place}-${returns}`}>
            <Place />
          </AsItWas>
        )}
      </main>
      <StatusLine />
      {overlay === 'palette' && <Palette />}
      {overlay === 'shortcuts' && <ShortcutSheet />}
    </div>
  )
}

function skip(event: React.MouseEvent, main: HTMLElement | null): void {
  // The fragment is the window's address and not the id of an element.
  event.preventDefault()
  main?.focus()
}

/** A place whose assistant is away keeps what it last showed, greyed, and none of its controls pretends to work. */
function AsItWas({ children }: Readonly<{ children: ReactNode }>) {
  const stoppedAt = useApp((state) => (state.phase === 'stopped' ? state.stoppedAt : null))
  return (
    <fieldset role="presentation" disabled={stoppedAt !== null} className={classes(styles.whole, stoppedAt !== null && styles.stopped)}>
      {stoppedAt !== null && <p className={styles.then}>As it was at {clock(stoppedAt)}. Nothing here can be changed until the assistant is back.</p>}
      {children}
    </fieldset>
  )
}
