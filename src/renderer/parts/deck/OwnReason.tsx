import { useEffect, useId, useRef, useState } from 'react'
import type { Chip, Opened } from '../../../agent/contract/index.ts'
import { say } from '../../stores/announcer.ts'
import { useToday } from '../../stores/today.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './ReasonChips.module.css'

type OwnReasonProps = Readonly<{ opened: Opened; chosen: readonly string[]; onEnd: () => void }>

const LEAST = 2
const MOST = 200

/** Why, in the person's own words: read as a chip that they confirm, or kept as a note that teaches nothing. */
export function OwnReason({ opened, chosen, onEnd }: OwnReasonProps) {
  const { readReason, reason } = useToday()
  const [text, setText] = useState(opened.note ?? '')
  const [read, setRead] = useState<readonly Chip[] | null>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const hintId = useId()
  const said = text.trim()
  const canRead = said.length >= LEAST && !isBusy
  // The first of the answers to "right?", or the way out where there is nothing to confirm.
  useEffect(() => {
    if (read) form.current?.querySelector<HTMLButtonElement>('[data-first]')?.focus()
  }, [read])

  const end = (): void => {
    const why = form.current?.parentElement?.querySelector<HTMLButtonElement>('[data-own-reason]')
    onEnd()
    why?.focus()
  }
  const look = async (): Promise<void> => {
    setBusy(true)
    const found = await readReason(opened, said)
    setBusy(false)
    if (found === null) return
    setRead(found)
    if (found.length === 0) void reason(opened, chosen, said)
    say(found.length === 0 ? UNREAD : `Read as: ${found.map(({ label }) => label).join('; or ')}. Right?`)
  }
  const keep = async (chip: Chip | null): Promise<void> => {
    setBusy(true)
    await reason(opened, chip === null ? chosen : [...new Set([...chosen, chip.id])], said)
    end()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape of the controls inside
    <form
      ref={form}
      className={styles.own}
      onSubmit={(event) => {
        event.preventDefault()
        if (canRead && read === null) void look()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        end()
      }}
    >
      {read === null && (
        <>
          <input
            type="text"
            aria-label="Why, in your own words"
            aria-describedby={hintId}
            dir="auto"
            maxLength={MOST}
            value={text}
            placeholder="too late in the evening"
            spellCheck
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person asked to say it
            autoFocus
            onChange={(event) => setText(event.target.value)}
          />
          <Button small submits disabled={!canRead} cap="↵" keys="Enter">
            Say it
          </Button>
          <Button small kind="plain" onClick={end}>
            Cancel
          </Button>
          <span className={styles.hint} id={hintId}>
            It teaches nothing until you say that it was read right.
          </span>
        </>
      )}
      {read !== null && read.length > 0 && (
        <>
          <q className={styles.words} dir="auto">
            {said}
          </q>
          {read.map((chip, index) => (
            <Button key={chip.id} small disabled={isBusy} data-first={index === 0 || undefined} onClick={() => void keep(chip)}>
              {chip.label}: right?
            </Button>
          ))}
          <Button small kind="plain" disabled={isBusy} onClick={() => void keep(null)}>
            No, keep it as a note
          </Button>
        </>
      )}
      {read?.length === 0 && (
        <>
          <p className={styles.hint}>{UNREAD}</p>
          <Button small data-first onClick={end}>
            Done
          </Button>
        </>
      )}
    </form>
  )
}

const UNREAD = 'That could not be read as one of the axes. It is kept with your answer as a note, and teaches nothing.'
