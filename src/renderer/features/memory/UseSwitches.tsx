import { useState } from 'react'
import type { Source } from '../../../agent/contract/index.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { takenAway, USES } from '../../words/uses.ts'
import type { Use } from '../../words/uses.ts'
import styles from './SourcePage.module.css'

/** What the source may be used for. Turning one off says what goes with it, and asks. */
export function UseSwitches({ source }: Readonly<{ source: Source }>) {
  const setUses = useSources((state) => state.setUses)
  const [asked, setAsked] = useState<Use | null>(null)
  const [isSending, setSending] = useState(false)
  const change = async (use: Use, isOn: boolean): Promise<void> => {
    setSending(true)
    await setUses(source, { ...source.uses, [use]: isOn })
    setSending(false)
    setAsked(null)
    document.querySelector<HTMLElement>(`main [aria-describedby="use-${use}"]`)?.focus()
  }
  return (
    <section aria-labelledby="uses">
      <h2 id="uses">What it may be used for</h2>
      <ul className={styles.uses}>
        {USES.map(({ id, label, says }) => (
          <li key={id}>
            <div>
              <b>{label}</b>
              <p id={`use-${id}`}>
                {says} {source.uses[id] && asked !== id && <span>Off: {takenAway(source, id)}</span>}
              </p>
              {asked === id && (
                <div className={styles.ask} role="group" aria-label={`Turn off: ${label}`}>
                  <p>{takenAway(source, id)} This cannot be undone; turned on again, it is read again.</p>
                  <Button small kind="danger" disabled={isSending} onClick={() => void change(id, false)}>
                    Turn off and forget
                  </Button>
                  {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the harmless answer has the focus */}
                  <Button small autoFocus disabled={isSending} onClick={() => setAsked(null)}>
                    Keep it on
                  </Button>
                </div>
              )}
            </div>
            <Switch label={label} describedBy={`use-${id}`} checked={source.uses[id]} onChange={(isOn) => (isOn ? void change(id, true) : setAsked(id))} />
          </li>
        ))}
      </ul>
    </section>
  )
}
