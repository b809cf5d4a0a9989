import { openRepeated } from '../repeated.ts'
import type { LedgerRow } from '../store/types.ts'
import { isOfChats } from './chat-outcomes.ts'
import type { ChatOutcomes } from './chat-outcomes.ts'
import { groundsOf } from './evidence.ts'
import type { Observed } from './observed.ts'
import type { Found, StateOutcomes } from './state-outcomes.ts'

/** What became of accepted states and of answers in chats, by what the person wrote since. */
export type LookingBack = Readonly<{
  /** What was written of a proposal's state since it was accepted, the surest first. */
  of: (proposalId: string) => readonly Found[]
  /** Resolves once the notes were looked at for accepted states since it was opened. */
  looked: () => Promise<void>
  /** Looks again, and brings the ledger in step when its turn comes; calls that come meanwhile share the next run. */
  again: () => Promise<void>
}>

type LookingBackParts = Readonly<{ states: StateOutcomes; chats: ChatOutcomes; observed: () => Observed }>

export function openLookingBack({ states, chats, observed }: LookingBackParts): LookingBack {
  const lookingAtStates = openRepeated(states.refresh)
  let first: Promise<void> | null = null

  function looked(): Promise<void> {
    first ??= lookingAtStates.again().catch((thrown: unknown) => {
      first = null
      throw thrown
    })
    return first
  }

  const looking = openRepeated(async () => {
    await lookingAtStates.again()
    const { outcomes, thumbs, unread } = await chats.claims()
    const stays = (row: LedgerRow): boolean => isOfChats(row) && unread.has(groundsOf(row)!.sourceId)
    await observed().settle('hindsight', [...states.claims(), ...outcomes], stays)
    await observed().settle('thumbs', thumbs, stays)
    await chats.settled()
  })
  return { of: states.of, looked, again: looking.again }
}
