import type { Handlers, PrincipleView } from '../contract/index.ts'
import type { JudgedState } from '../govern/principles.ts'
import type { Parts } from '../loop/parts.ts'
import { allProposals } from '../loop/proposals.ts'
import type { Proposal } from '../loop/proposals.ts'
import { judgeOf, keepPrinciple, nearTo, principlesOf, principleViews, removePrinciple, savePrinciple } from '../loop/principles.ts'

type Names = 'principles.list' | 'principles.near' | 'principles.save' | 'principles.remove' | 'principles.keep'

export function principleHandlers({ store, library, libraryItems, written, embedder, now }: Parts): Pick<Handlers, Names> {
  const states: readonly JudgedState[] = library.map(({ id, text }) => ({ id, text, vector: libraryItems.get(id)!.vector }))
  const byId = new Map(states.map((state) => [state.id, state]))
  const stateOf = (id: string): JudgedState | undefined => byId.get(id)
  const list = (): readonly PrincipleView[] => principleViews(principlesOf(store, now()), states, stateOf)

  /** What waits in the tray goes with what forbids it. */
  async function withdrawForbidden(): Promise<void> {
    const judge = judgeOf(store, now(), stateOf)
    const shown = (id: string): JudgedState | undefined => {
      const item = written.item(id)
      return stateOf(id) ?? (item && { id, ...item })
    }
    const isForbidden = ({ data }: Proposal): boolean => data.stateIds.some((id) => {
      const state = shown(id)
      return state !== undefined && judge(state)?.strength === 'never'
    })
    const gone = allProposals(store).filter((proposal) => proposal.status === 'open' && isForbidden(proposal))
    if (gone.length > 0) await store.say({ proposals: gone.map((proposal) => ({ ...proposal, status: 'withdrawn' })) })
  }

  return {
    'principles.list': list,
    'principles.near': async (said) => nearTo(said, (await embedder.embed([said.text]))[0]!, states, stateOf),
    'principles.save': async ({ id, ...said }) => {
      await savePrinciple(store, said, id, now())
      await withdrawForbidden()
      return list()
    },
    'principles.remove': async ({ id }) => {
      await removePrinciple(store, id, now())
      return list()
    },
    'principles.keep': async ({ id }) => {
      await keepPrinciple(store, id, now())
      return list()
    },
  }
}
