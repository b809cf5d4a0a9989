import { useEffect, useRef, useState } from 'react'
import type { PrincipleText, PrincipleView, Strength } from '../../../agent/contract/index.ts'
import { usePrinciples } from '../../stores/principles.ts'
import { Button } from '../../ui/Button.tsx'
import { counted } from '../../words/numbers.ts'
import styles from './Principles.module.css'

const STRENGTHS: readonly (readonly [Strength, string, string])[] = [
  ['never', 'Never', 'what it means is not shown at all'],
  ['strong', 'Strong preference', 'it has to be worth a point more'],
]
const LOOK_AFTER_MS = 400

const wordsOf = (text: string): string[] => text.split(',').map((word) => word.trim()).filter((word) => word.length > 1)

type PrincipleFormProps = Readonly<{ principle: PrincipleView | null; onDone: () => void }>

/** A sentence, and what is meant by it: the person says of the nearest states which they mean. */
export function PrincipleForm({ principle, onDone }: PrincipleFormProps) {
  const { near, look, save, isBusy } = usePrinciples()
  const [text, setText] = useState(principle?.text ?? '')
  const [strength, setStrength] = useState<Strength>(principle?.strength ?? 'never')
  const [words, setWords] = useState(principle?.words.join(', ') ?? '')
  const [meant, setMeant] = useState<ReadonlySet<string>>(new Set(principle?.keepsOut))
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const said: PrincipleText = {
    text: text.trim(),
    strength,
    words: wordsOf(words),
    keepsOut: [...meant],
    letsIn: (near ?? []).flatMap(({ id }) => (meant.has(id) ? [] : [id])),
  }
  const isReady = said.text.length >= 3
  // What lies near is looked up when the writing rests; ticks move nothing in the list.
  useEffect(() => {
    if (text.trim().length < 3) return
    const { keepsOut, letsIn } = principle ?? { keepsOut: [], letsIn: [] }
    const later = setTimeout(() => void look({ text: text.trim(), strength: 'never', words: wordsOf(words), keepsOut, letsIn }), LOOK_AFTER_MS)
    return () => clearTimeout(later)
  }, [text, words, look, principle])

  const toggle = (id: string): void => setMeant((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])))
  const isEmpty = said.words.length === 0 && said.keepsOut.length === 0

  return (
    <form
      className={styles.form}
      aria-label={principle ? `Edit: ${principle.text}` : 'Write a principle'}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && !isEmpty) void save(principle?.id ?? null, said).then((isKept) => isKept && onDone())
      }}
    >
      <label>
        <span>In your own words</span>
        <input ref={field} value={text} maxLength={300} placeholder="No screens in the bedroom." onChange={(event) => setText(event.target.value)} />
      </label>
      <fieldset>
        <legend>How strictly</legend>
        {STRENGTHS.map(([value, name, means]) => (
          <label key={value} className={styles.choice}>
            <input type="radio" name="strength" value={value} checked={strength === value} onChange={() => setStrength(value)} />
            <span>
              {name} <span className="faint">· {means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label>
        <span>Words that a state may not hold, apart by commas (none are needed)</span>
        <input value={words} spellCheck={false} placeholder="screen, phone, television" onChange={(event) => setWords(event.target.value)} />
      </label>
      {near && (
        <fieldset>
          <legend>Which of these do you mean? A further state follows the nearest of them. Nothing was ticked for you.</legend>
          {near.map(({ id, text: state, hasWord }) => (
            <label key={id} className={styles.choice}>
              <input type="checkbox" checked={meant.has(id)} onChange={() => toggle(id)} />
              <span>
                {state} {hasWord && <span className="faint">· holds a word</span>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="row">
        <Button kind="primary" submits disabled={!isReady || isEmpty || isBusy}>
          Keep it
        </Button>
        <Button kind="plain" onClick={onDone}>
          Leave it
        </Button>
        <span className="small faint">{isEmpty ? 'Tick a state or name a word: otherwise it would mean nothing.' : `${counted(said.keepsOut.length, 'state')} ticked, ${counted(said.words.length, 'word')}`}</span>
      </div>
    </form>
  )
}
