import { useState } from 'react'
import type { Source } from '../../../agent/contract/index.ts'
import { useExclusions } from '../../stores/exclusions.ts'
import { Button } from '../../ui/Button.tsx'
import { RULE_FORMS } from '../../words/exclusions.ts'
import styles from './Exclusions.module.css'

type ExclusionFormProps = Readonly<{ sources: readonly Source[]; sourceId: string | null; rule: string }>

/** Names a rule and where it holds; the answer is only what it would take away. */
export function ExclusionForm({ sources, sourceId, rule: given }: ExclusionFormProps) {
  const { look, isWorking } = useExclusions()
  const [rule, setRule] = useState(given)
  const [where, setWhere] = useState(sourceId ?? '')
  return (
    <section aria-labelledby="exclude">
      <h2 id="exclude">Exclude</h2>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (rule.trim() !== '') void look(rule.trim(), where === '' ? null : where)
        }}
      >
        <label className={styles.rule}>
          <span>Rule</span>
          <input dir="auto" value={rule} onChange={(event) => setRule(event.target.value)} spellCheck={false} autoComplete="off" placeholder="money/" maxLength={500} aria-describedby="rule-forms" data-rule />
        </label>
        <label>
          <span>In</span>
          <select value={where} onChange={(event) => setWhere(event.target.value)}>
            <option value="">every source</option>
            {sources.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Button submits disabled={rule.trim() === '' || isWorking}>
          Show what would go
        </Button>
      </form>
      <p className={styles.forms} id="rule-forms">
        {RULE_FORMS.map(({ form, means }, index) => (
          <span key={form}>
            {index > 0 && ' · '}
            <code>{form}</code> {means}
          </span>
        ))}
      </p>
    </section>
  )
}
