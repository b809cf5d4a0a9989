import { canChoose } from '../../api.ts'
import { DryRunOf } from '../../parts/dry-run/DryRunOf.tsx'
import { DryRunView } from '../../parts/dry-run/DryRunView.tsx'
import { UseTicks } from '../../parts/dry-run/UseTicks.tsx'
import { chooseAndLook, PathField } from '../../parts/dry-run/PathField.tsx'
import { ReadButton } from '../../parts/dry-run/ReadButton.tsx'
import { useDryRun } from '../../stores/dry-run.ts'
import { useFirstRun } from '../../stores/first-run.ts'
import { useSources } from '../../stores/sources.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useLater } from '../../ui/use-later.ts'
import { sourceState } from '../../words/memory.ts'
import { counted } from '../../words/numbers.ts'
import { Step } from './Step.tsx'

/** Under this many notes there is little to ground proposals in, and a few choices help. */
const FEW_NOTES = 15

export function Read() {
  const { run, path, error, isLooking, look, clear } = useDryRun()
  const go = useFirstRun((state) => state.go)
  const sources = useSources((state) => state.sources)
  const isLater = useLater()
  return (
    <Step
      lede={run ? 'This is what would be read.' : 'Choose what it may read.'}
      under={
        run
          ? <DryRunOf run={run} />
          : 'First a dry run: how much there is, three examples, and what would be kept out. Nothing is stored before you agree.'
      }
      foot={run && <UseTicks />}
      ways={
        <>
          <Button kind="plain" onClick={() => go('hello')}>
            Back
          </Button>
          {!run && (
            <Button kind="plain" onClick={() => go('choices')}>
              No notes: twelve choices instead
            </Button>
          )}
          {run && (
            <Button kind="plain" onClick={() => (canChoose ? void chooseAndLook() : clear())}>
              Another one
            </Button>
          )}
          <span className="spacer" />
          {(!run || !run.isSample) && <Button onClick={() => void look(null)}>{run ? 'Sample notes instead' : 'Try with sample notes'}</Button>}
          {canChoose && !run && (
            <Button kind="primary" onClick={() => void chooseAndLook()}>
              Choose a folder of notes
            </Button>
          )}
          {run && <ReadButton run={run} onRead={(notes) => go(notes < FEW_NOTES ? 'choices' : 'model')} />}
        </>
      }
    >
      {error && <ErrorNote what="That was not looked through." message={error.message} code={error.code} onAction={() => void (path !== undefined && look(path))} />}
      {!run && <PathField isFirst={!isLooking} />}
      {!run && sources?.map((source) => (
        <p key={source.id} className="under">
          {source.name}: {sourceState(source).toLowerCase()}, {counted(source.passages, 'passage')}.
        </p>
      ))}
      {isLooking && isLater && !run && <p className="muted">Looking through it</p>}
      {run && <DryRunView run={run} />}
    </Step>
  )
}
