import { useEffect, useState } from 'react'
import { canChoose } from '../../api.ts'
import { chooseAndLook } from '../../parts/dry-run/PathField.tsx'
import { useDryRun } from '../../stores/dry-run.ts'
import { useFirstRun } from '../../stores/first-run.ts'
import { Button } from '../../ui/Button.tsx'
import { SampleCard } from './SampleCard.tsx'
import { Step } from './Step.tsx'
import styles from './Hello.module.css'

const CLAIMS = [
  ['It stays here.', 'No account, nothing sent. The count of requests is at the bottom of the window.'],
  ['It shows how sure it is.', 'Each prediction is sealed before you rate and opened after.'],
  ['It is quiet.', 'It proposes nothing by itself until you have rated a dozen, and then at most once a day.'],
] as const

export function Hello() {
  const { go, loadSample } = useFirstRun()
  const look = useDryRun((state) => state.look)
  const [isChoosing, setChoosing] = useState(false)
  useEffect(() => {
    void loadSample()
  }, [loadSample])

  const choose = async (): Promise<void> => {
    if (!canChoose) return go('read')
    setChoosing(true)
    const isChosen = await chooseAndLook()
    setChoosing(false)
    if (isChosen) go('read')
  }
  const sample = (): void => {
    void look(null)
    go('read')
  }
  return (
    <Step
      lede="Tacit learns what you want from what you rate, and proposes what you had not thought of."
      ways={
        <>
          <Button kind="plain" onClick={sample}>
            Try with sample notes
          </Button>
          <span className="spacer" />
          <Button onClick={() => go('choices')}>No notes: twelve choices instead</Button>
          <Button kind="primary" disabled={isChoosing} onClick={() => void choose()}>
            Choose a folder of notes
          </Button>
        </>
      }
    >
      <div className={styles.hello}>
        <div className={styles.claims}>
          {CLAIMS.map(([claim, words]) => (
            <p key={claim}>
              <b>{claim}</b>
              {words}
            </p>
          ))}
        </div>
        <SampleCard />
      </div>
    </Step>
  )
}
