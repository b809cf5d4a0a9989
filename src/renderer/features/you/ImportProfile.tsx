import { useRef, useState } from 'react'
import type { ProfileDiff } from '../../../agent/contract/index.ts'
import { useProfiles } from '../../stores/profiles.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { toward } from '../../words/axes.ts'
import { longDay } from '../../words/dates.ts'
import { counted, decimal } from '../../words/numbers.ts'
import styles from './ImportProfile.module.css'
import { Track } from './Track.tsx'

/** A profile from elsewhere beside what is believed here: nothing is ticked, and what comes in can be taken back. */
export function ImportProfile() {
  const { name, diff, error, open, close, done } = useProfiles()
  const input = useRef<HTMLInputElement>(null)
  return (
    <section className={styles.import} aria-label="Import or compare">
      <div className="row">
        <p className="muted">Another profile, from another machine or an earlier day, can be laid beside this one.</p>
        <span className="spacer" />
        <input
          ref={input}
          className="sr"
          type="file"
          accept=".json,application/json"
          aria-label="Profile to compare"
          tabIndex={-1}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void file.text().then((text) => open(file.name, text))
            target.value = ''
          }}
        />
        <Button onClick={() => input.current?.click()}>Import or compare…</Button>
        {diff && <Button kind="plain" onClick={close}>Put it away</Button>}
      </div>
      {error && <ErrorNote what={error.what} message={error.message} code={error.code} />}
      {done && <Done />}
      {diff && !done && <Comparison key={name} name={name} diff={diff} />}
    </section>
  )
}

function Comparison({ name, diff }: Readonly<{ name: string; diff: ProfileDiff }>) {
  const { preview, isBusy, look, bring } = useProfiles()
  const [axes, setAxes] = useState<readonly string[]>([])
  const [states, setStates] = useState(false)
  const beyond = diff.axes.filter(({ isBeyond }) => isBeyond).length
  const choose = (nextAxes: readonly string[], nextStates: boolean): void => {
    setAxes(nextAxes)
    setStates(nextStates)
    void look(nextAxes, nextStates)
  }
  const isNothing = axes.length === 0 && !states
  return (
    <div className={styles.comparison}>
      <h2>
        {beyond === 0 ? 'No axis lies outside its likely range here' : `${counted(beyond, 'axis', 'axes')} of ${diff.axes.length} outside the likely range here`}
      </h2>
      <p className="muted">
        {name}, of {longDay(diff.exportedAt)}, from {counted(diff.ratings, 'rating')}. The diamond is here, the dot is there. Nothing was ticked for you.
        {diff.unknownAxes.length > 0 && ` Not known in this version: ${diff.unknownAxes.join(', ')}.`}
      </p>
      <label className={styles.states}>
        <input type="checkbox" checked={states} disabled={diff.states.fresh === 0} onChange={() => choose(axes, !states)} />
        <span>
          {counted(diff.states.fresh, 'state')} rated there and not here
          <span className="faint">
            {' '}
            · {diff.states.same} rated the same{diff.states.differ.length > 0 && ` · ${diff.states.differ.length} otherwise: what you said here stands`}
          </span>
        </span>
      </label>
      <ul className={styles.axes}>
        {diff.axes.map(({ axisId, left, right, ours, theirs, isBeyond, isLocked }) => (
          <li key={axisId}>
            <label>
              <input
                type="checkbox"
                checked={axes.includes(axisId)}
                disabled={isLocked}
                aria-label={`Set ${left} to ${right} as it is there: ${toward({ left, right }, theirs.mean)}; here ${toward({ left, right }, ours.mean)}`}
                onChange={() => choose(axes.includes(axisId) ? axes.filter((one) => one !== axisId) : [...axes, axisId], states)}
              />
              <span className={styles.pole}>{left}</span>
              <Track mean={ours.mean} low={ours.low} high={ours.high} said={theirs.mean} />
              <span className={styles.pole}>{right}</span>
              <span className={isBeyond ? undefined : 'faint'}>{isLocked ? 'locked here' : isBeyond ? 'outside' : 'within'}</span>
            </label>
          </li>
        ))}
      </ul>
      <p aria-live="polite">
        {isNothing
          ? 'Tick what should come in. An axis counts as three ratings.'
          : preview
            ? `${counted(preview.ratings, 'rating')} and ${counted(preview.axes.length, 'axis', 'axes')} come in. ${movesWords(preview.moves)}`
            : 'Working out what would move.'}
      </p>
      <div className="row">
        <Button kind="primary" disabled={isNothing} waits={isBusy || !preview} onClick={() => void bring(axes, states)}>
          Bring it in
        </Button>
      </div>
    </div>
  )
}

function Done() {
  const { done, isBusy, takeBack } = useProfiles()
  return (
    <p className={styles.done}>
      Brought in: {counted(done!.ratings, 'rating')} and {counted(done!.axes.length, 'axis', 'axes')}. {movesWords(done!.moves)}{' '}
      <Button small waits={isBusy} onClick={() => void takeBack()}>
        Take it back
      </Button>
    </p>
  )
}

const SHOWN = 3

function movesWords(moves: readonly Readonly<{ left: string; right: string; before: number; after: number }>[]): string {
  if (moves.length === 0) return 'No axis moves by 0.02 or more.'
  const named = moves.slice(0, SHOWN).map(({ left, right, before, after }) => `${after > before ? right : left} by ${decimal(Math.abs(after - before))}`)
  return `${counted(moves.length, 'axis moves', 'axes move')}: ${named.join(', ')}${moves.length > SHOWN ? ` and ${moves.length - SHOWN} more` : ''}.`
}
