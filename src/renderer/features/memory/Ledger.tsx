import { useEffect } from 'react'
import type { EvidenceView } from '../../../agent/contract/index.ts'
import { go } from '../../stores/address.ts'
import { useLedger } from '../../stores/ledger.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyMarkdown } from '../../ui/CopyMarkdown.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useLongList } from '../../ui/use-long-list.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { clock, shortDay } from '../../words/dates.ts'
import { ledgerMarkdown } from '../../words/markdown.ts'
import { counted, decimal } from '../../words/numbers.ts'
import styles from './Memory.module.css'
import ledger from './Ledger.module.css'

const ROW_PX = 34
const NONE: readonly EvidenceView[] = []
const idOf = ({ rowId }: EvidenceView): string => String(rowId)

/** Every row of evidence, the latest first: what was said, when, and how far it moved what Tacit believes. */
export function Ledger() {
  const { rows: all, total, error, load, more } = useLedger()
  const { list, rows, afterPx, measure } = useLongList<EvidenceView, HTMLTableSectionElement>({ items: all ?? NONE, idOf, rowPx: ROW_PX, more: all !== null && all.length < total ? more : null })
  useEffect(() => {
    void load()
  }, [load])
  return (
    <div className={styles.memory} data-copyable>
      <p className="lede" id="lede">
        {all === null ? 'What you did here.' : total === 0 ? 'The ledger is empty: nothing was rated yet.' : total === 1 ? 'The ledger, one row.' : `The ledger, ${counted(total, 'row')}, the latest first.`}
      </p>
      <p className="under">What you said, kept until you remove it. To remove a row, open an axis in You: it shows what would be without it first.</p>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} action="Read it again" onAction={() => void load()} />}
      {all === null && !error && <Waiting words="Reading the ledger" rows={6} />}
      {all !== null && all.length > 0 && (
        <table className={ledger.table} aria-rowcount={total + 1}>
          <caption className="sr">{counted(total, 'row')} of evidence</caption>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">You</th>
              <th scope="col" className="num">
                Moved an axis by at most
              </th>
            </tr>
          </thead>
          <tbody ref={list}>
            {rows[0] && <Gap heightPx={rows[0].gapPx} />}
            {rows.map(({ item: row, id, index }) => (
              <tr key={id} ref={measure} data-index={index} aria-rowindex={index + 2}>
                <td className={ledger.when}>
                  {shortDay(row.at)}, {clock(row.at)}
                </td>
                <td className={ledger.label} dir="auto">
                  {row.label}
                </td>
                <td className={ledger.said}>
                  {row.said}
                  {row.isOff && <span>kept, not learnt from</span>}
                </td>
                <td className="num">{row.isOff ? '–' : decimal(Math.abs(row.effect))}</td>
              </tr>
            ))}
            <Gap heightPx={afterPx} />
          </tbody>
        </table>
      )}
      <div className={styles.ways}>
        <Button kind="plain" onClick={() => go('memory')}>
          Back
        </Button>
        {all !== null && all.length > 0 && <CopyMarkdown what={all.length < total ? `the latest ${counted(all.length, 'row')}` : 'the ledger'} text={() => ledgerMarkdown(all, total)} />}
      </div>
    </div>
  )
}

/** The room of rows that are not drawn. */
function Gap({ heightPx }: Readonly<{ heightPx: number }>) {
  if (heightPx === 0) return null
  return (
    <tr aria-hidden="true" className={ledger.gap}>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it says nothing */}
      <td colSpan={4} style={{ blockSize: heightPx }} />
    </tr>
  )
}
