import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import styles from './RatingScale.module.css'

export type RatingValue = 1 | 2 | 3 | 4 | 5

type RatingScaleProps = Readonly<{
  name: string
  legend: string
  /** The words under 1 to 5. */
  words: readonly string[]
  /** What arrows have chosen so far, or the rating that was given. */
  value: number | null
  /** Whether `value` was given, and not only drafted. */
  isGiven: boolean
  /** Whether another can be given. */
  isLocked: boolean
  onDraft: (value: RatingValue) => void
  onCommit: (value: RatingValue) => void
}>

const VALUES: readonly RatingValue[] = [1, 2, 3, 4, 5]
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }

/** The next draft of a rating: from nothing, a step up starts at 1 and a step down at 5. */
export function stepRating(value: number | null, step: number): RatingValue {
  const next = value === null ? (step > 0 ? 1 : 5) : Math.min(5, Math.max(1, value + step))
  return next as RatingValue
}

/** A click or a digit commits; arrows draft, and Enter commits the draft. Nothing is chosen at first. */
export function RatingScale({ name, legend, words, value, isGiven, isLocked, onDraft, onCommit }: RatingScaleProps) {
  const group = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key]
    if (isLocked) return
    if (event.key === 'Enter' && value !== null) {
      event.preventDefault()
      onCommit(value as RatingValue)
    } else if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      event.stopPropagation()
      const next = stepRating(value, step)
      onDraft(next)
      group.current?.querySelector<HTMLInputElement>(`input[value="${next}"]`)?.focus()
    }
  }

  return (
    <fieldset className={styles.rating}>
      <legend>{legend}</legend>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the radios inside */}
      <div className={styles.scale} ref={group} onKeyDown={onKeyDown} data-given={isGiven || undefined} data-locked={isLocked || undefined}>
        {VALUES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={name}
              value={each}
              checked={value === each}
              aria-disabled={isLocked || undefined}
              readOnly
              onClick={() => {
                if (!isLocked) onCommit(each)
              }}
            />
            <b>{each}</b>
            <span>{words[each - 1]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
