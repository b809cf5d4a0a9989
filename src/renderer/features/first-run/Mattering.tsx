import { PoleTicks } from '../../parts/poles/PoleTicks.tsx'
import { useFirstRun } from '../../stores/first-run.ts'
import { usePoles } from '../../stores/poles.ts'
import { Button } from '../../ui/Button.tsx'
import { Step } from './Step.tsx'

/** The last screen of the choices, for whoever likes to say more; to tick none is to go on. */
export function Mattering({ onBack }: Readonly<{ onBack: () => void }>) {
  const go = useFirstRun((state) => state.go)
  const { poles, isSaving, axes, save } = usePoles()
  const goOn = async (): Promise<void> => {
    if (axes === null || (await save())) go('model')
  }
  return (
    <Step
      lede="Which of these matter to you?"
      under="At most five. Each counts as less than one rating, and can be removed in You."
      ways={
        <>
          <Button kind="plain" onClick={onBack}>
            Back
          </Button>
          <span className="spacer" />
          <Button kind="primary" waits={isSaving} onClick={() => void goOn()}>
            {poles.length === 0 ? 'Go on without' : 'Go on'}
          </Button>
        </>
      }
    >
      <PoleTicks />
    </Step>
  )
}
