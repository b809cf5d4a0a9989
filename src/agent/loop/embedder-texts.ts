import type { LibraryState } from '../contract/index.ts'
import type { Store } from '../store/types.ts'
import { liveRows, textsOf } from './evidence.ts'
import type { Groundings } from './groundings.ts'
import { allProposals } from './proposals.ts'

type Parts = Readonly<{ store: Pick<Store, 'ledger' | 'proposals' | 'states'>; library: readonly LibraryState[]; answers: ReadonlyMap<string, readonly string[]>; groundings: Pick<Groundings, 'texts'> }>

/** All texts but the passages that vectors are kept of: the library and what it answers, the ledger, the cards, written states, quotes and aims. */
export function textsWithVectors({ store, library, answers, groundings }: Parts): readonly string[] {
  return [
    ...library.map(({ text }) => text),
    ...[...answers.values()].flat(),
    ...liveRows(store.ledger.all()).flatMap((row) => textsOf(row).map(({ text }) => text)),
    ...allProposals(store).flatMap(({ data: { item, other } }) => [item, other].flatMap((each) => (each ? [each.text] : []))),
    ...store.states.all().map(({ text }) => text),
    ...groundings.texts(),
  ].filter((text) => text !== '')
}
