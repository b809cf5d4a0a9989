import type { Handlers } from '../contract/index.ts'
import { acceptanceByWeek } from '../loop/acceptance.ts'
import type { Deck } from '../loop/deck.ts'
import type { Parts } from '../loop/parts.ts'
import { allProposals } from '../loop/proposals.ts'
import { quietRows, quietView } from '../loop/quiet.ts'
import { replayCost, replayPresets, spokeAt } from '../loop/speaking.ts'

export function trustHandlers({ store, library, written, now }: Parts, deck: Deck): Pick<Handlers, 'quiet.list' | 'quiet.put' | 'trust.weeks' | 'presets.replay' | 'presets.replayCost' | 'presets.spoke'> {
  const byId = new Map(library.map((state) => [state.id, state]))
  return {
    'quiet.list': () => {
      const pool = new Map(deck.pool().map(({ state }) => [state.id, state]))
      return quietView(quietRows(store), (id) => pool.get(id) ?? byId.get(id) ?? written.kept().find(({ state }) => state.id === id)?.state, (id) => pool.has(id))
    },
    'quiet.put': ({ id, isForetold }) => deck.put(id, isForetold),
    'presets.replay': () => replayPresets(allProposals(store), now()),
    'presets.replayCost': ({ cost }) => replayCost(allProposals(store), now(), cost),
    'presets.spoke': () => spokeAt(allProposals(store), now()),
    'trust.weeks': () => acceptanceByWeek(allProposals(store), now()),
  }
}
