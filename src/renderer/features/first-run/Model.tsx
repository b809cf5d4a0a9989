import { useApp } from '../../stores/app.ts'
import { useFirstRun } from '../../stores/first-run.ts'
import { Button } from '../../ui/Button.tsx'
import { Step } from './Step.tsx'
import styles from './Model.module.css'

/** What is there to write with; this step never holds up the next. */
export function Model() {
  const go = useFirstRun((state) => state.go)
  const model = useApp((state) => state.status?.model ?? '')
  return (
    <Step
      lede="A model writes more varied proposals. Tacit works without one."
      under={model.replace(/[^.]$/, '$&.')}
      ways={
        <>
          <Button kind="plain" onClick={() => go('read')}>
            Back
          </Button>
          <span className="spacer" />
          <Button kind="primary" onClick={() => go('first')}>
            Go on
          </Button>
        </>
      }
    >
      <ul className={styles.facts}>
        <li>
          <b>Built in</b>
          <span>An embedder: it tells which texts are alike, on this computer, and needs no download.</span>
        </li>
        <li>
          <b>Without a model</b>
          <span>Proposals are states from the library, and those that answer a passage of yours stand beside its exact words.</span>
        </li>
        <li>
          <b>Whatever is there</b>
          <span>What you want is learnt from your ratings alone. A model never rates, and never decides to speak.</span>
        </li>
      </ul>
    </Step>
  )
}
