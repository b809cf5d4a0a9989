import type { AxisDetail } from '../../../agent/contract/index.ts'
import { NumberTable } from '../../ui/NumberTable.tsx'
import { longDay } from '../../words/dates.ts'
import { signed, span } from '../../words/numbers.ts'
import styles from './HistoryChart.module.css'

/** The points of the chart, the latest first. */
export function HistoryNumbers({ detail }: Readonly<{ detail: AxisDetail }>) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keys
    <div className={styles.scrolls} tabIndex={0} role="region" aria-label="Numbers of the history">
      <NumberTable
        caption={`Points of five; below zero leans to ${detail.left}. Likely is four times in five.`}
        heads={['Day', 'Estimate', 'Likely']}
        rows={detail.history.toReversed().map(({ at, mean, low, high }) => ({ key: at, name: longDay(at), figures: [signed(mean), span([low, high], 2)] }))}
      />
    </div>
  )
}
