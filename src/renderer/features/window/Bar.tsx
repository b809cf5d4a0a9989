import { isMac } from '../../api.ts'
import { useAddress } from '../../stores/address.ts'
import { useSources } from '../../stores/sources.ts'
import { useToday } from '../../stores/today.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Key } from '../../ui/Key.tsx'
import { useNow } from '../../ui/use-now.ts'
import { formatAddress, PLACE_NAMES } from '../../words/address.ts'
import { weekday } from '../../words/dates.ts'
import { openOverlay } from '../../parts/keys/overlay.ts'
import styles from './Bar.module.css'

export function Bar() {
  const place = useAddress((state) => state.place)
  const mode = useToday((state) => state.tray?.mode)
  const date = weekday(useNow())
  const hasSample = useSources((state) => state.sources?.some((source) => source.isSample) ?? false)
  return (
    <header className={styles.bar} data-region>
      <h1>{PLACE_NAMES[place]}</h1>
      {place === 'today' && <span className={styles.sub}>{mode === 'five' ? `Rate five · ${date}` : date}</span>}
      <span className="spacer" />
      {hasSample && (
        <a className={styles.sample} href={formatAddress('settings', 'data')}>
          Sample notes
        </a>
      )}
      <button type="button" className={styles.find} aria-keyshortcuts="Control+K" onClick={() => openOverlay('palette')}>
        <Icon name="search" small />
        <span>Find or do</span>
        <Key>{isMac ? '⌘ K' : 'Ctrl K'}</Key>
      </button>
    </header>
  )
}
