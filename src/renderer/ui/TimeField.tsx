import { useEffect, useId, useRef, useState } from 'react'
import { say } from '../stores/announcer.ts'
import { movedTime, notATime, readTime } from '../words/time-of-day.ts'
import styles from './TimeField.module.css'

type TimeFieldProps = Readonly<{ label: string; /** "HH:MM" */ time: string; onSet: (time: string) => void }>

/** Minutes that a key moves it by. */
const MOVES: Readonly<Record<string, number>> = { ArrowUp: 15, ArrowDown: -15, PageUp: 60, PageDown: -60 }
/** Keys write once the person stops pressing them. */
const SETTLE_MS = 600

/** A time of 24 hours in any language, which the browser's own field is not. What is half typed stays in the field. */
export function TimeField({ label, time, onSet }: TimeFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wrongId = useId()
  useEffect(() => () => clearTimeout(timer.current), [])

  const write = (typed: string | null): void => {
    clearTimeout(timer.current)
    if (typed === null) return
    const read = readTime(typed)
    setWrong(read === null ? notATime(typed, time) : null)
    setDraft(null)
    if (read === null) say(notATime(typed, time))
    else if (read !== time) onSet(read)
  }
  return (
    <span className={styles.field}>
      <label>
        {label}
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          maxLength={5}
          placeholder="00:00"
          value={draft ?? time}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : wrongId}
          onChange={({ target }) => setDraft(target.value)}
          onBlur={() => write(draft)}
          onKeyDown={(event) => {
            const by = MOVES[event.key]
            if (by !== undefined) {
              event.preventDefault()
              const moved = movedTime(readTime(draft ?? time) ?? time, by)
              setDraft(moved)
              clearTimeout(timer.current)
              timer.current = setTimeout(() => write(moved), SETTLE_MS)
            }
            if (event.key === 'Enter') write(draft)
            if (event.key === 'Escape') {
              clearTimeout(timer.current)
              setDraft(null)
              setWrong(null)
            }
          }}
        />
      </label>
      {wrong !== null && (
        <span id={wrongId} className={styles.wrong}>
          {wrong}
        </span>
      )}
    </span>
  )
}
