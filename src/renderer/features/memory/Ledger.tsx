import { useEffect, useState } from 'react'
import type { EvidenceView } from '../../../agent/contract/index.ts'
import { client } from '../../api.ts'
import type { RequestError } from '../../request-error.ts'
import { go } from '../../stores/address.ts'
import { noticeFailure } from '../../stores/app.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { clock, shortDay } from '../../words/dates.ts'
import { counted, decimal } from '../../words/numbers.ts'
import styles from './Memory.module.css'
import ledger from './Ledger.module.css'

const PAGE = 50
const MOST = 1000

/** Every row of evidence, the latest first: what was said, when, and how far it moved what Tacit believes. */
export function Ledger() {
  const [rows, setRows] = useState<readonly EvidenceView[] | null>(null)
  const [limit, setLimit] = useState(PAGE)
  const [error, setError] = useState<RequestError | null>(null)
  useEffect(() => {
    client.request('evidence.list', { limit: Math.min(MOST, limit + 1) }).then(setRows, (thrown: unknown) => setError(noticeFailure(thrown)))
  }, [limit])
  const shown = rows?.slice(0, limit) ?? []
  return (
    <div className={styles.memory}>
      <p className="lede" id="lede">
        {rows === null ? 'What you did here.' : rows.length === 0 ? 'The ledger is empty: nothing was rated yet.' : `The ledger, the latest ${shown.length === 1 ? 'row' : `${shown.length} rows`} first.`}
      </p>
      <p className="under">What you said, kept until you remove it. To remove a row, open an axis in You: it shows what would be without it first.</p>
      {error && <ErrorNote what="The ledger could not be read." message={error.message} code={error.code} />}
      {rows === null && !error && <Waiting words="Reading the ledger" rows={6} />}
      {shown.length > 0 && (
        <table className={ledger.table}>
          <caption className="sr">{counted(shown.length, 'row')} of evidence</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">You</th>
              <th scope="col" className="num">
                Moved an axis by at most
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.rowId}>
                <td className={ledger.when}>
                  {shortDay(row.at)}, {clock(row.at)}
                </td>
                <td className={ledger.label} dir="auto">
                  {row.label}
                </td>
                <td className={ledger.said}>{row.said}</td>
                <td className="num">{decimal(Math.abs(row.effect))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={styles.ways}>
        <Button kind="plain" onClick={() => go('memory')}>
          Back
        </Button>
        {rows && rows.length > limit && limit < MOST && <Button onClick={() => setLimit(limit + PAGE)}>Show {PAGE} more</Button>}
      </div>
    </div>
  )
}
