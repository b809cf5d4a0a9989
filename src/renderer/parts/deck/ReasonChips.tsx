import { useState } from 'react'
import type { Opened } from '../../../agent/contract/index.ts'
import { useToday } from '../../stores/today.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { canSayWhy } from '../../words/opened.ts'
import { OwnReason } from './OwnReason.tsx'
import styles from './ReasonChips.module.css'

/** Presses "say it" on a card, for its key. */
export const openOwnReason = (card: HTMLElement | null): void => card?.querySelector<HTMLButtonElement>('[data-own-reason]')?.click()

/** Optional reasons for an answer; each is evidence of one axis, and can be taken back until the day ends. */
export function ReasonChips({ opened }: Readonly<{ opened: Opened }>) {
  const reason = useToday((state) => state.reason)
  const [isSaying, setSaying] = useState(false)
  const canSay = canSayWhy(opened)
  if (opened.chips.length === 0 && !canSay) return null
  const chosen = opened.chips.filter((chip) => chip.chosen).map((chip) => chip.id)
  const own = opened.chips.filter(({ id }) => id.startsWith('own:'))
  const offered = opened.chips.filter(({ id }) => !id.startsWith('own:')).slice(0, 4)
  return (
    <div className={styles.why}>
      <div className={styles.chips} role="group" aria-label="Why? Optional">
        <span className="faint">Why?</span>
        {[...own, ...offered].map((chip) => (
          <Chip
            key={chip.id}
            pressed={chip.chosen}
            onClick={() => void reason(opened, chip.chosen ? chosen.filter((id) => id !== chip.id) : [...chosen, chip.id])}
          >
            <span>{chip.label}</span>
          </Chip>
        ))}
        {canSay && (
          <Chip expanded={isSaying} data-own-reason aria-keyshortcuts="y" onClick={() => setSaying(!isSaying)}>
            <span>say it</span>
          </Chip>
        )}
      </div>
      {isSaying && <OwnReason opened={opened} chosen={chosen} onEnd={() => setSaying(false)} />}
      {!isSaying && opened.note !== undefined && (
        <p className={styles.note}>
          Your note: <q dir="auto">{opened.note}</q> · <LinkButton onClick={() => void reason(opened, chosen, null)}>Remove</LinkButton>
        </p>
      )}
    </div>
  )
}
