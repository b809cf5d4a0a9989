import { useEffect, useRef, useState } from 'react'
import type { KeptQuiet as Held } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useTrust } from '../../stores/trust.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { CopyMarkdown } from '../../ui/CopyMarkdown.tsx'
import { clockOrDay } from '../../words/dates.ts'
import { quietMarkdown } from '../../words/markdown.ts'
import { bestHeld, quietArithmetic, quietFinding, REASONS } from '../../words/quiet.ts'
import styles from './Trust.module.css'

type KeptQuietProps = Readonly<{ held: readonly Held[]; isOpen: boolean; /** What stands over it is there, and moves it no more. */ isPlaced: boolean }>

/** What Tacit kept to itself, and why; any of it can be asked for. */
export function KeptQuiet({ held, isOpen, isPlaced }: KeptQuietProps) {
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isOpen && isPlaced) section.current?.scrollIntoView({ block: 'start' })
  }, [isOpen, isPlaced])
  const [showsAll, setAll] = useState(isOpen)
  const { heading, under } = quietFinding(held)
  const best = bestHeld(held)
  const isBestShown = best !== null && !showsAll
  return (
    <section ref={section} data-copyable>
      <h2>{heading}</h2>
      <p>{isBestShown || held.length === 0 ? under : under.replace(' The best one:', '')}</p>
      {isBestShown && (
        <div className={styles.held}>
          <p className={styles.state} dir="auto">{best.text}</p>
          <p>{quietArithmetic(best)}</p>
        </div>
      )}
      {held.length > 0 && (
        <div className={styles.acts}>
          {isBestShown && <PutButton state={best} />}
          <LinkButton aria-expanded={showsAll} onClick={() => setAll(!showsAll)}>
            {showsAll ? 'Only the best one' : `All ${held.length}`}
          </LinkButton>
          <CopyMarkdown what="what was kept quiet" text={() => quietMarkdown(held)} />
        </div>
      )}
      {best && <p className="small faint">What is put in the tray from here is left out of the calibration and the odds: its chance was told.</p>}
      {showsAll && held.length > 0 && <Table held={held} />}
    </section>
  )
}

function PutButton({ state }: Readonly<{ state: Held }>) {
  const { put, isPutting } = useTrust()
  return (
    <Button small waits={isPutting} aria-label={`Put it in the tray: ${state.text}`} onClick={() => void put(state.id, true).then((isThere) => isThere && go('today'))}>
      Put it in the tray
    </Button>
  )
}

function Table({ held }: Readonly<{ held: readonly Held[] }>) {
  return (
    <div className={styles.scrolls}>
      <table className={styles.log}>
        <caption>The latest first. The chance is that of a 4 or 5.</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">State</th>
            <th scope="col">Reason</th>
            <th scope="col" className="num">
              In 100
            </th>
            <th scope="col">
              <span className="sr">What you can do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {held.map((each) => (
            <tr key={each.id}>
              <td className={styles.when}>{clockOrDay(each.at)}</td>
              <td dir="auto">{each.text}</td>
              <td>{REASONS[each.reason]}</td>
              <td className="num">{Math.round(each.chance * 100)}</td>
              <td>{each.canBePut && <PutButton state={each} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
