import type { Axis, LibraryState, Notice } from '../contract/index.ts'
import type { Deciding } from './deciding.ts'
import type { Touched } from './touched.ts'
import type { Announcer } from './events.ts'
import type { Item } from '../game/types.ts'
import type { Groundings } from './groundings.ts'
import type { Host } from './host.ts'
import type { Items } from './items.ts'
import type { LookingBack } from './looking-back.ts'
import type { Mind } from './mind.ts'
import type { ModelRegistry } from './models.ts'
import type { Embedder } from '../model/embedder.ts'
import type { LanguageModel } from '../model/language-model.ts'
import type { Network } from '../network/network.ts'
import type { OwnServers } from './own-server.ts'
import type { Observed } from './observed.ts'
import type { Reading } from './reading.ts'
import type { Store } from '../store/types.ts'
import type { WrittenStates } from './written-states.ts'

/** Everything that the handlers work with. */
export type Parts = Readonly<{
  version: string
  now: () => number
  axes: readonly Axis[]
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
  embedder: Pick<Embedder, 'id' | 'embed'>
  store: Store
  items: Items
  /** States that a model wrote, beside the library's. */
  written: WrittenStates
  mind: Mind
  groundings: Groundings
  observed: Observed
  lookingBack: LookingBack
  deciding: Deciding
  touched: Touched
  /** Brings the ledger in step with the notes, when its turn comes. */
  learnSoon: () => void
  /** The same, and then looks for vectors of what is gone that were computed just then. */
  forgotten: () => void
  reading: Reading
  announcer: Announcer
  network: Network
  models: ModelRegistry
  /** The model that is chosen and can be used; null where there is none. */
  languageModel: () => LanguageModel | null
  host: Host
  servers: OwnServers
  notices: () => readonly Notice[]
}>
