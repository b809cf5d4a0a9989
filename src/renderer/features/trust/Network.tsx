import { useEffect, useRef, useState } from 'react'
import type { NetworkUse } from '../../../agent/contract/index.ts'
import { NoNetwork, useNoNetworkWords } from '../../parts/network/NoNetwork.tsx'
import { useApp } from '../../stores/app.ts'
import { useNetwork } from '../../stores/network.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { clock, shortDay } from '../../words/dates.ts'
import { networkHeading, networkUnder, tookWords } from '../../words/network.ts'
import { bytes, capital, count } from '../../words/numbers.ts'
import styles from './Trust.module.css'

/** All that went through the one door to the network: every address, every attempt. */
export function Network({ isOpen }: Readonly<{ isOpen: boolean }>) {
  const { use, error, load } = useNetwork()
  const isOff = useApp((state) => state.settings?.noNetwork ?? false)
  const requests = useApp((state) => state.status?.network.requests)
  const words = useNoNetworkWords()
  const section = useRef<HTMLElement>(null)
  const [showsAll, setAll] = useState(isOpen)
  useEffect(() => {
    void load()
  }, [load, requests, isOff])
  const isThere = use !== null
  useEffect(() => {
    if (isOpen && isThere) section.current?.scrollIntoView({ block: 'start' })
  }, [isOpen, isThere])
  return (
    <section ref={section} className={styles.network} aria-labelledby="trust-network">
      <div className={styles.counter}>
        <div>
          <h2 id="trust-network">{networkHeading(use, isOff)}</h2>
          <p>{use ? networkUnder(use) : 'Counted at the one door to the network.'}</p>
        </div>
        <div className={styles.door}>
          <div id="trust-no-network">
            <p>No network</p>
            <p>
              {words.state}. {words.more}.
            </p>
          </div>
          <NoNetwork describedBy="trust-no-network" />
        </div>
      </div>
      {error && <ErrorNote what="The counter could not be read." message={error.message} code={error.code} onAction={() => void load()} />}
      {use && use.addresses.length > 0 && <Addresses use={use} />}
      {use && use.attempts.length > 0 && (
        <div className={styles.acts}>
          <LinkButton aria-expanded={showsAll} onClick={() => setAll(!showsAll)}>
            {showsAll ? 'Hide the attempts' : `List every attempt (${count(use.attempts.length)})`}
          </LinkButton>
        </div>
      )}
      {use && showsAll && use.attempts.length > 0 && <Attempts use={use} />}
    </section>
  )
}

function Addresses({ use }: Readonly<{ use: NetworkUse }>) {
  return (
    <div className={styles.scrolls}>
      <table className={styles.log}>
        <caption>Every address, ever.</caption>
        <Head names={['Address', 'For', '#Requests', '#Stopped', '#Sent', '#Received', 'Last']} />
        <tbody>
          {use.addresses.map(({ host, what, requests, blocked, sent, received, lastAt }) => (
            <tr key={`${host} ${what}`}>
              <td>{host}</td>
              <td>{capital(what)}</td>
              <td className="num">{count(requests)}</td>
              <td className="num">{count(blocked)}</td>
              <td className="num">{bytes(sent)}</td>
              <td className="num">{bytes(received)}</td>
              <td className={styles.when}>{moment(lastAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Attempts({ use }: Readonly<{ use: NetworkUse }>) {
  return (
    <div className={styles.scrolls}>
      <table className={styles.log}>
        <caption>Every attempt that is kept, the latest first.</caption>
        <Head names={['When', 'Address', 'For', '#Sent', '#Received', '#Took', 'Outcome']} />
        <tbody>
          {use.attempts.map(({ at, host, what, sent, received, ms, outcome }, index) => (
            <tr key={`${at} ${index}`}>
              <td className={styles.when}>{moment(at)}</td>
              <td>{host}</td>
              <td>{capital(what)}</td>
              <td className="num">{bytes(sent)}</td>
              <td className="num">{bytes(received)}</td>
              <td className="num">{tookWords(ms)}</td>
              <td>{capital(outcome)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A name that begins with # is over numbers. */
function Head({ names }: Readonly<{ names: readonly string[] }>) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col" className={name.startsWith('#') ? 'num' : undefined}>
            {name.replace('#', '')}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const moment = (at: number): string => `${shortDay(at)}, ${clock(at)}`
