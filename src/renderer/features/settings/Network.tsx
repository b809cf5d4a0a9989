import { useEffect } from 'react'
import { NoNetwork, useNoNetworkWords } from '../../parts/network/NoNetwork.tsx'
import { useNetwork } from '../../stores/network.ts'
import { formatAddress } from '../../words/address.ts'
import { networkHeading } from '../../words/network.ts'
import { counted } from '../../words/numbers.ts'
import type { SectionProps } from './section.ts'
import styles from './Settings.module.css'

export function Network({ status, settings }: SectionProps) {
  const { use, load } = useNetwork()
  const { requests } = status.network
  const words = useNoNetworkWords()
  useEffect(() => {
    void load()
  }, [load, requests, settings.noNetwork])
  return (
    <>
      <h2>{networkHeading(use, settings.noNetwork)}</h2>
      <ul className={styles.rows}>
        <li>
          <span className={styles.name}>No network</span>
          <div className={styles.value} id="no-network">
            {words.state}
            <span>{words.more}</span>
          </div>
          <NoNetwork describedBy="no-network" />
        </li>
        <li>
          <span className={styles.name}>Requests</span>
          <div className={styles.value}>
            {counted(requests, 'request')}
            <span>{use ? `${counted(use.addresses.length, 'address', 'addresses')} ever${use.blocked > 0 ? `, ${counted(use.blocked, 'request')} stopped` : ''}` : 'The window itself asks for nothing'}</span>
          </div>
          <a href={formatAddress('trust', 'network')}>Every attempt</a>
        </li>
      </ul>
    </>
  )
}
