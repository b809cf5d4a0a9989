import type { AxisView } from '../../../agent/contract/index.ts'
import { NumberTable } from '../../ui/NumberTable.tsx'
import { formatAddress } from '../../words/address.ts'
import { signed, span } from '../../words/numbers.ts'

export function AxisNumbers({ axes }: Readonly<{ axes: readonly AxisView[] }>) {
  return (
    <NumberTable
      caption="Points of five; below zero leans to the first pole. Likely is four times in five."
      heads={['Axis', 'Estimate', 'Likely', 'Rows']}
      rows={axes.map((axis) => ({ key: axis.id, name: <AxisName axis={axis} />, figures: [signed(axis.mean), span([axis.low, axis.high], 2), axis.rows] }))}
    />
  )
}

function AxisName({ axis }: Readonly<{ axis: AxisView }>) {
  return (
    <>
      <a href={formatAddress('you', 'axis', axis.id)}>
        {axis.left} ↔ {axis.right}
      </a>
      {axis.locked && <span className="faint"> locked</span>}
    </>
  )
}
