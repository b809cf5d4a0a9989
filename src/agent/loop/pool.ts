import type { LibraryState, Quote, Settings } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import type { Groundings } from './groundings.ts'
import { allProposals } from './proposals.ts'
import { harm } from '../propose/harm.ts'
import type { Harm } from '../propose/harm.ts'
import type { Store } from '../store/types.ts'
import type { WrittenStates } from './written-states.ts'

/** A state that could be shown, with the words of the person's own that it answers, or that it was written from. */
export type Pooled = Readonly<{ state: LibraryState; item: Item; quotes: readonly Quote[]; /** The model that wrote it; null for the library's. */ writer: string | null }>

type PoolParts = Readonly<{
  store: Store
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
  groundings: Groundings
  written: WrittenStates
  settings: Settings
}>

/** States that were not answered, are not on the table, not in the notes already, and pass the harm gate. */
export function openPool({ store, library, libraryItems, groundings, written, settings }: PoolParts): readonly Pooled[] {
  const taken = new Set(
    allProposals(store)
      .filter((proposal) => proposal.status !== 'withdrawn')
      .flatMap((proposal) => proposal.data.stateIds),
  )
  const fromLibrary = library
    .filter((state) => !taken.has(state.id) && !groundings.isKnown(state.id) && passes(harmOf(state), settings))
    .map((state) => ({
      state,
      item: libraryItems.get(state.id)!,
      quotes: groundings.of(state.id).filter((quote) => passes(harmOf(quote), settings)),
      writer: null,
    }))
  // One that was written of words that may not be shown may not be shown either.
  const fromModel = written
    .kept()
    .filter(({ row, state }) => !taken.has(state.id) && [row, ...row.data.quotes].every((words) => passes(harmOf(words), settings)))
    .map(({ row, state, item }) => ({ state, item, quotes: row.data.quotes, writer: row.data.writer }))
  return [...fromLibrary, ...fromModel]
}

/** Whether a text may be shown: nothing in it that the person has not turned on. */
export const isAllowed = (text: string, settings: Settings): boolean => passes(harm(text), settings)

const passes = (found: Harm | null, settings: Settings): boolean => found === null || (!found.isCrisis && settings.allowed.includes(found.category))

// Looked for once: a text does not change, and a long list of expressions takes its time over the whole library.
const known = new WeakMap<Readonly<{ text: string }>, Harm | null>()

function harmOf(words: Readonly<{ text: string }>): Harm | null {
  const before = known.get(words)
  if (before !== undefined) return before
  const found = harm(words.text)
  known.set(words, found)
  return found
}
