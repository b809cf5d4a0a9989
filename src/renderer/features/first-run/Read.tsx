import { canChooseFolder } from '../../api.ts'
import { DryRunView } from '../../parts/dry-run/DryRunView.tsx'
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
          ? `A dry run of ${run.isSample ? 'the sample notes' : run.path}. Nothing is stored yet, nothing was ticked for you, and your files are never changed.`
          : 'First a dry run: how many notes, three of them, and what would be kept out. Nothing is stored before you agree.'
      }
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
            <Button kind="plain" onClick={() => (canChooseFolder ? void chooseAndLook() : clear())}>
              Another folder
            </Button>
          )}
          <span className="spacer" />
          {(!run || !run.isSample) && <Button onClick={() => void look(null)}>{run ? 'Sample notes instead' : 'Try with sample notes'}</Button>}
          {canChooseFolder && !run && (
            <Button kind="primary" onClick={() => void chooseAndLook()}>
              Choose a folder of notes
            </Button>
          )}
          {run && <ReadButton run={run} onRead={(notes) => go(notes < FEW_NOTES ? 'choices' : 'model')} />}
        </>
      }
    >
      {error && <ErrorNote what="The folder was not looked through." message={error.message} code={error.code} onAction={() => void (path !== undefined && look(path))} />}
      {!run && <PathField isFirst={!isLooking} />}
      {!run && sources?.map((source) => (
        <p key={source.id} className="under">
          {source.name}: {sourceState(source).toLowerCase()}, {counted(source.passages, 'passage')}.
        </p>
      ))}
      {isLooking && isLater && !run && <p className="muted">Looking through the folder</p>}
      {run && <DryRunView run={run} />}
    </Step>
  )
}
