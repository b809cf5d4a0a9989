import type { AxisView } from '../../../agent/contract/index.ts'
import { formatAddress } from '../../words/address.ts'
import { decimal, signed } from '../../words/numbers.ts'

export function AxisNumbers({ axes }: Readonly<{ axes: readonly AxisView[] }>) {
  return (
    <table>
      <caption>Points of five; below zero leans to the first pole. Likely is four times in five.</caption>
      <thead>
        <tr>
          <th scope="col">Axis</th>
          <th scope="col" className="num">
            Estimate
          </th>
          <th scope="col" className="num">
            Likely
          </th>
          <th scope="col" className="num">
            Rows
          </th>
        </tr>
      </thead>
      <tbody>
        {axes.map((axis) => (
          <tr key={axis.id}>
            <td>
              <a href={formatAddress('you', 'axis', axis.id)}>
                {axis.left} ↔ {axis.right}
              </a>
              {axis.locked && <span className="faint"> locked</span>}
            </td>
            <td className="num">{signed(axis.mean)}</td>
            <td className="num">
              {decimal(axis.low)} to {decimal(axis.high)}
            </td>
            <td className="num">{axis.rows}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
