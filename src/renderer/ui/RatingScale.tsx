import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import styles from './RatingScale.module.css'

export type RatingValue = 1 | 2 | 3 | 4 | 5

type RatingScaleProps<Value extends number> = Readonly<{
  name: string
  legend: string
  /** The words under 1, 2 and so on. */
  words: readonly string[]
  /** What arrows have chosen so far, or the rating that was given. */
  value: number | null
  /** Whether `value` was given, and not only drafted. */
  isGiven: boolean
  /** Whether another can be given. */
  isLocked: boolean
  onDraft: (value: Value) => void
  onCommit: (value: Value) => void
}>

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }

/** The next draft of a rating: from nothing, a step up starts at 1 and a step down at the most. */
export function stepRating<Value extends number = RatingValue>(value: number | null, step: number, most = 5): Value {
  const next = value === null ? (step > 0 ? 1 : most) : Math.min(most, Math.max(1, value + step))
  return next as Value
}

/** A click or a digit commits; arrows draft, and Enter commits the draft. Nothing is chosen at first. */
export function RatingScale<Value extends number = RatingValue>({ name, legend, words, value, isGiven, isLocked, onDraft, onCommit }: RatingScaleProps<Value>) {
  const group = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key]
    if (isLocked) return
    if (event.key === 'Enter' && value !== null) {
      event.preventDefault()
      onCommit(value as Value)
    } else if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      event.stopPropagation()
      const next = stepRating<Value>(value, step, words.length)
      onDraft(next)
      group.current?.querySelector<HTMLInputElement>(`input[value="${next}"]`)?.focus()
    }
  }

  return (
    <fieldset className={styles.rating}>
      <legend>{legend}</legend>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the radios inside */}
      <div className={styles.scale} ref={group} onKeyDown={onKeyDown} data-given={isGiven || undefined} data-locked={isLocked || undefined}>
        {words.map((word, index) => {
          const each = (index + 1) as Value
          return (
          <label key={each}>
            <input
              type="radio"
              name={name}
              value={each}
              checked={value === each}
              aria-disabled={isLocked || undefined}
              readOnly
              data-do={isLocked ? undefined : `Answer ${each}: ${word}`}
              data-key={each}
              onClick={() => {
                if (!isLocked) onCommit(each)
              }}
            />
            <b>{each}</b>
            <span>{word}</span>
          </label>
          )
        })}
      </div>
    </fieldset>
  )
}
