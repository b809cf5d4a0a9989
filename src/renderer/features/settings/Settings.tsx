import { useEffect } from 'react'
import { useAddress } from '../../stores/address.ts'
import { useApp } from '../../stores/app.ts'
import { useDoctor } from '../../stores/doctor.ts'
import { formatAddress } from '../../words/address.ts'
import { About } from './About.tsx'
import { Appearance } from './Appearance.tsx'
import { Checks } from './Checks.tsx'
import { DataSection } from './DataSection.tsx'
import { Material } from './Material.tsx'
import { Models } from './models/Models.tsx'
import { Network } from './Network.tsx'
import { Speaking } from './Speaking.tsx'
import styles from './Settings.module.css'

const SECTIONS = [
  ['models', 'Models', Models],
  ['speaking', 'Speaking', Speaking],
  ['material', 'Material', Material],
  ['appearance', 'Appearance', Appearance],
  ['data', 'Data', DataSection],
  ['network', 'Network', Network],
  ['checks', 'Checks', Checks],
  ['about', 'About', About],
] as const

/** One scroll; each section's heading is its present state. */
export function Settings() {
  const { status, settings } = useApp()
  const section = useAddress((state) => state.path[0])
  const look = useDoctor((state) => state.look)
  useEffect(() => {
    void look()
  }, [look])
  useEffect(() => {
    if (section) document.getElementById(`settings-${section}`)?.scrollIntoView({ block: 'start' })
  }, [section])
  if (!status || !settings) return null
  return (
    <div className={styles.settings}>
      <p className="sr" id="lede">
        Settings
      </p>
      <nav className={styles.contents} aria-label="Settings">
        <ul>
          {SECTIONS.map(([id, name]) => (
            <li key={id}>
              <a href={formatAddress('settings', id)} aria-current={(section ?? 'models') === id || undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        {SECTIONS.map(([id, , Section]) => (
          <section key={id} id={`settings-${id}`} className={styles.section}>
            <Section status={status} settings={settings} />
          </section>
        ))}
      </div>
    </div>
  )
}
