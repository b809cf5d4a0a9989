import { useId, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { wordDiff } from '../../words/word-diff.ts'
import { isMac } from '../../api.ts'
import styles from './EditState.module.css'

type EditStateProps = Readonly<{
  label: string
  /** The wording that is changed; empty where a new state is written. */
  before: string
  hint?: string
  keepWords: string
  isSending: boolean
  onKeep: (text: string) => void
  onCancel: () => void
}>

const LEAST = 3
const MOST = 600

/** A state, edited in place. Ctrl+Enter keeps it, Escape leaves it as it was. */
export function EditState({ label, before, hint = 'One or two sentences, as if it were so.', keepWords, isSending, onKeep, onCancel }: EditStateProps) {
  const [text, setText] = useState(before)
  const hintId = useId()
  const trimmed = text.trim()
  const canKeep = trimmed.length >= LEAST && trimmed.length <= MOST && trimmed !== before && !isSending
  const changes = before !== '' && trimmed !== before ? wordDiff(before, trimmed) : null
  return (
    <form
      className={styles.edit}
      onSubmit={(event) => {
        event.preventDefault()
        if (canKeep) onKeep(trimmed)
      }}
    >
      <textarea
        aria-label={label}
        aria-describedby={hintId}
        dir="auto"
        rows={3}
        maxLength={MOST}
        value={text}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person asked to write
        autoFocus
        onFocus={(event) => event.target.setSelectionRange(event.target.value.length, event.target.value.length)}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') onCancel()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canKeep) onKeep(trimmed)
        }}
      />
      {changes && (
        <p className={styles.diff} dir="auto" aria-hidden="true">
          {changes.map((part, index) =>
            part.kind === 'same' ? <span key={index}>{part.text}</span> : part.kind === 'gone' ? <del key={index}>{part.text}</del> : <ins key={index}>{part.text}</ins>,
          )}
        </p>
      )}
      <div className={styles.ways}>
        <span className="small faint" id={hintId}>
          {text.length > MOST - 100 ? `${MOST - text.length} characters left` : hint}
        </span>
        <span className="spacer" />
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" submits disabled={!canKeep} cap={isMac ? '⌘ ↵' : 'Ctrl ↵'} keys="Control+Enter">
          {keepWords}
        </Button>
      </div>
    </form>
  )
}
