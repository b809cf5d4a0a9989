import type { Removal } from '../../../agent/contract/index.ts'
import { isMac } from '../../api.ts'
import { useYou } from '../../stores/you.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Key } from '../../ui/Key.tsx'
import { count, counted } from '../../words/numbers.ts'
import styles from './Evidence.module.css'

/** What was removed last today, and the way back; then what was removed before it. */
export function Removed({ removals, onBack }: Readonly<{ removals: readonly Removal[]; onBack: () => void }>) {
  const putBack = useYou((state) => state.putBack)
  const [last, ...earlier] = removals
  if (!last) return null
  return (
    <div className={styles.removed}>
      <p>
        Removed: {last.rows > 1 ? counted(last.rows, 'row') : last.said}
        {earlier.length > 0 && <span className="faint"> · {count(earlier.length)} earlier today</span>}
      </p>
      <LinkButton data-put-back onClick={() => void putBack(last.undoId).then((isBack) => isBack && onBack())}>
        Undo
      </LinkButton>
      <Key>{isMac ? '⌘ Z' : 'Ctrl Z'}</Key>
      <i dir="auto">{last.label}</i>
    </div>
  )
}
