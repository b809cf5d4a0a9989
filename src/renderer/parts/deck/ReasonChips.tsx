import type { Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { Chip } from '../../ui/Chip.tsx'
import styles from './ReasonChips.module.css'

/** Optional reasons for an answer; each is evidence of one axis, and can be taken back until the day ends. */
export function ReasonChips({ opened }: Readonly<{ opened: Opened }>) {
  const reason = useToday((state) => state.reason)
  if (opened.chips.length === 0) return null
  const chosen = opened.chips.filter((chip) => chip.chosen).map((chip) => chip.id)
  return (
    <div className={styles.chips} role="group" aria-label="Why? Optional">
      <span className="faint">Why?</span>
      {opened.chips.slice(0, 4).map((chip) => (
        <Chip
          key={chip.id}
          pressed={chip.chosen}
          onClick={() => void reason(opened, chip.chosen ? chosen.filter((id) => id !== chip.id) : [...chosen, chip.id])}
        >
          <span>{chip.label}</span>
        </Chip>
      ))}
    </div>
  )
}
