import { openRepeated } from '../repeated.ts'
import type { ChatOutcomes } from './chat-outcomes.ts'
import type { Observed } from './observed.ts'
import type { Found, StateOutcomes } from './state-outcomes.ts'

/** What became of accepted states and of answers in chats, by what the person wrote since. */
export type LookingBack = Readonly<{
  /** What was written of a proposal's state since it was accepted, the surest first. */
  of: (proposalId: string) => readonly Found[]
  /** Looks again, and brings the ledger in step when its turn comes; calls that come meanwhile share the next run. */
  again: () => Promise<void>
}>

type LookingBackParts = Readonly<{ states: StateOutcomes; chats: ChatOutcomes; observed: () => Observed }>

export function openLookingBack({ states, chats, observed }: LookingBackParts): LookingBack {
  const looking = openRepeated(async () => {
    await states.refresh()
    const { outcomes, thumbs } = await chats.claims()
    await observed().settle('hindsight', [...states.claims(), ...outcomes])
    await observed().settle('thumbs', thumbs)
  })
  return { of: states.of, again: looking.again }
}
