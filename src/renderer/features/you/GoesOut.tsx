import type { AxisView, PrincipleView } from '../../../agent/contract/index.ts'
import { halfWidth, toward } from '../../words/axes.ts'
import { leftWords } from './goes-out.ts'
import type { Left } from './goes-out.ts'
import styles from './Profile.module.css'

type GoesOutProps = Readonly<{ axes: readonly AxisView[]; principles: readonly PrincipleView[]; left: Left; onLeft: (left: Left) => void }>

/** A tick for each axis and principle that goes out, and one for the states; notes never do. */
export function GoesOut({ axes, principles, left, onLeft }: GoesOutProps) {
  return (
    <details className={styles.out}>
      <summary>{leftWords(left, { axes: axes.length, principles: principles.length })}</summary>
      <table>
        <caption className="sr">What goes out</caption>
        <tbody>
          {axes.map((axis) => (
            <Row key={axis.id} isOut={!left.axes.has(axis.id)} name={`${axis.left} ↔ ${axis.right}`} note={`${toward(axis, axis.mean)}, ${halfWidth(axis)}`} onToggle={() => onLeft({ ...left, axes: toggled(left.axes, axis.id) })} />
          ))}
          {principles.map(({ id, text, strength }) => (
            <Row key={id} isOut={!left.principles.has(id)} name={text} note={strength === 'never' ? 'principle: never' : 'principle: strong preference'} onToggle={() => onLeft({ ...left, principles: toggled(left.principles, id) })} />
          ))}
          <Row isOut={!left.states} name="The states that you rated or wrote" note="their words, and your ratings" onToggle={() => onLeft({ ...left, states: !left.states })} />
        </tbody>
      </table>
    </details>
  )
}

type RowProps = Readonly<{ isOut: boolean; name: string; note: string; onToggle: () => void }>

function Row({ isOut, name, note, onToggle }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <label dir="auto">
          <input type="checkbox" checked={isOut} onChange={onToggle} /> {name}
        </label>
      </th>
      <td className="muted">{note}</td>
    </tr>
  )
}

function toggled(all: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(all)
  if (!next.delete(id)) next.add(id)
  return next
}
