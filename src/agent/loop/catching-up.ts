import { openRepeated } from '../repeated.ts'
import { forgetStrayVectors } from './forgetting.ts'
import { keepToUses } from './keeping.ts'
import { learnFromNotes } from './learning.ts'
import type { Parts } from './parts.ts'
import { learnEdit, learnRevisions } from './revising.ts'
import { noticeHistories } from './salience-history.ts'

/** Brings the ledger in step with what was read, in the background; calls that come meanwhile share the next run. */
export type CatchingUp = Readonly<{
  learn: () => void
  revise: () => void
  /** There is something new: it is learnt from, and whoever closes the agent may wait for that. */
  learnNews: () => void
  reviseNews: () => void
  /** The same, and then looks for vectors of what is gone that were computed just then. */
  forgotten: () => void
  isNews: () => boolean
  settled: () => Promise<void>
}>

type CatchingUpParts = Readonly<{
  parts: () => Parts
  /** Waits for its turn among the acts of the person. */
  inItsTurn: (action: () => Promise<void>) => Promise<void>
  onFailure: (thrown: unknown) => void
}>

export function openCatchingUp({ parts, inItsTurn, onFailure }: CatchingUpParts): CatchingUp {
  let isNews = false
  let mayHaveStrays = false
  const learning = openRepeated(async () => {
    await learnFromNotes(parts())
    await learnEdit(parts(), null)
    await parts().lookingBack.again()
  })
  const revising = openRepeated(async () => {
    await learnRevisions(parts())
    if (await noticeHistories(parts(), inItsTurn)) parts().groundings.choose()
  })
  // Only what was learnt from may go where a source is kept for nothing else.
  const keeping = openRepeated(() => inItsTurn(async () => {
    const isDue = mayHaveStrays
    mayHaveStrays = false
    await keepToUses(parts())
    if (isDue) await forgetStrayVectors(parts())
  }))
  const learn = (): void => void learning.again().then(revising.settled).then(keeping.again).catch(onFailure)
  const revise = (): void => void revising.again().catch(onFailure)

  function learnNews(): void {
    isNews = true
    learn()
  }

  return {
    learn,
    revise,
    learnNews,
    reviseNews: () => {
      isNews = true
      revise()
    },
    forgotten: () => {
      mayHaveStrays = true
      learnNews()
    },
    isNews: () => isNews,
    settled: async () => {
      await learning.settled()
      await revising.settled()
      await keeping.settled()
    },
  }
}
