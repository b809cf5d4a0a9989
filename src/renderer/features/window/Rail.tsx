import { useAddress } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useSources } from '../../stores/sources.ts'
import { Icon } from '../../ui/Icon.tsx'
import { formatAddress, PLACE_NAMES, PLACES } from '../../words/address.ts'
import styles from './Rail.module.css'

export function Rail() {
  const current = useAddress((state) => state.place)
  const inTray = useApp((state) => state.status?.inTray ?? 0)
  const hasSample = useSources((state) => state.sources?.some((source) => source.isSample) ?? false)
  return (
    <div className={styles.rail}>
      <p className={styles.name} aria-hidden="true">
        Tacit
      </p>
      <nav aria-label="Places" data-region>
        <ul>
          {PLACES.map((place, index) => (
            <li key={place}>
              <a href={formatAddress(place)} aria-current={place === current ? 'page' : undefined} aria-keyshortcuts={`Control+${index + 1}`}>
                <Icon name={place} />
                <span>{PLACE_NAMES[place]}</span>
                {place === 'today' && inTray > 0 && (
                  <span className={styles.count}>
                    {inTray}
                    <span className="sr"> left</span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
        {hasSample && (
          <a className={styles.sample} href={formatAddress('settings', 'data')}>
            Sample notes
          </a>
        )}
      </nav>
    </div>
  )
}
