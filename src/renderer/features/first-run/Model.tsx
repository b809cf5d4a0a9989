import { useState } from 'react'
import type { Models } from '../../../agent/contract/index.ts'
import { AddFile } from '../../parts/models/AddFile.tsx'
import { DownloadRow } from '../../parts/models/DownloadRow.tsx'
import { GetButton } from '../../parts/models/GetButton.tsx'
import { useDrop } from '../../parts/models/use-drop.ts'
import { useModelsHere } from '../../parts/models/use-models.ts'
import { useFirstRun } from '../../stores/first-run.ts'
import { useFailure, useModels } from '../../stores/models.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { hardwareWords, inOrder, modelName } from '../../words/models.ts'
import { bytes } from '../../words/numbers.ts'
import { OwnModel } from './OwnModel.tsx'
import { Step } from './Step.tsx'
import { TierCard } from './TierCard.tsx'
import styles from './Model.module.css'

/** A model to write with, or none; nothing is chosen beforehand, and this step never holds up the next. */
export function Model() {
  const go = useFirstRun((state) => state.go)
  const models = useModelsHere()
  const { load, add } = useModels()
  const failure = useFailure('list')
  const { isOver, handlers } = useDrop((path) => void add(path))
  const isBegun = models?.models.some(({ kind, state, isChosen, download }) => kind === 'chat' && (isChosen || download !== null || state === 'ready')) ?? false
  const isFetching = models?.models.some(({ download }) => download !== null) ?? false
  return (
    <Step
      lede="A model writes more varied proposals. Tacit works without one."
      under={models ? `Found: ${hardwareWords(models.hardware)}; ${bytes(models.hardware.disk.free)} free on the disk. Speeds are shown once they were measured here.` : 'Looking at what this machine has.'}
      ways={
        <>
          <Button kind="plain" onClick={() => go('read')}>
            Back
          </Button>
          <span className="spacer" />
          {isFetching && <span className="small faint">The download needs no waiting.</span>}
          <Button kind="primary" onClick={() => go('first')}>
            {isBegun ? 'Go on' : 'Go on without'}
          </Button>
        </>
      }
    >
      {failure && <ErrorNote what="The models could not be listed." message={failure.message} code={failure.code} onAction={() => void load()} />}
      {models && (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the button inside does the same as a drop
        <div className={styles.offer} data-over={isOver || undefined} {...handlers}>
          <Offer models={models} />
          <AddFile />
        </div>
      )}
    </Step>
  )
}

/** The recommended model for each kind of machine; one that is pressed shows what a download would take. */
function Offer({ models }: Readonly<{ models: Models }>) {
  const [picked, setPicked] = useState<string | null>(null)
  const chat = inOrder(models.models.filter(({ kind }) => kind === 'chat'))
  const offered = chat.filter(({ tier, isRecommended }) => tier !== null && isRecommended)
  const here = chat.filter(({ origin, state }) => origin === 'own' || state === 'ready')
  const fetched = chat.filter(({ download }) => download !== null)
  const model = offered.find(({ id }) => id === picked)
  return (
    <>
      <fieldset className={styles.tiers}>
        <legend className="sr">A model to download, or none</legend>
        {offered.map((each) => (
          <TierCard key={each.id} model={each} isPicked={each.id === picked} onPick={() => setPicked(each.id)} />
        ))}
      </fieldset>
      {fetched.map((each) => (
        <div key={each.id} className={styles.panel}>
          <p>
            <b dir="auto">{modelName(each)}</b>
          </p>
          <DownloadRow model={each} download={each.download!} />
        </div>
      ))}
      {model?.state === 'offered' && (
        <div className={styles.panel} aria-live="off">
          <p>
            <b dir="auto">{modelName(model)}</b> <span className="faint">{[model.licence && `licence ${model.licence}`, model.isMultilingual === true ? 'many languages' : model.isMultilingual === false ? 'English' : null].filter(Boolean).join(', ')}</span>
          </p>
          <GetButton model={model} free={models.hardware.disk.free} isPrimary>
            <Button kind="plain" small onClick={() => setPicked(null)}>
              None
            </Button>
          </GetButton>
          <p className="small faint">Kept in <bdi>{models.hardware.disk.path}</bdi>. Compared with its published SHA-256 before it is used.</p>
        </div>
      )}
      {here.map((each) => (
        <OwnModel key={each.id} model={each} />
      ))}
    </>
  )
}
