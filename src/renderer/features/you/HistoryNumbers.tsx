import type { AxisDetail } from '../../../agent/contract/index.ts'
import { longDay } from '../../words/dates.ts'
import { decimal, signed } from '../../words/numbers.ts'
import styles from './HistoryChart.module.css'

/** The points of the chart, the latest first. */
export function HistoryNumbers({ detail }: Readonly<{ detail: AxisDetail }>) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keys
    <div className={styles.scrolls} tabIndex={0} role="region" aria-label="Numbers of the history">
      <table>
        <caption>
          Points of five; below zero leans to {detail.left}. Likely is four times in five.
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="num">
              Estimate
            </th>
            <th scope="col" className="num">
              Likely
            </th>
          </tr>
        </thead>
        <tbody>
          {detail.history.toReversed().map(({ at, mean, low, high }) => (
            <tr key={at}>
              <td>{longDay(at)}</td>
              <td className="num">{signed(mean)}</td>
              <td className="num">
                {decimal(low)} to {decimal(high)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
