import type { Finding, Handlers } from '../contract/index.ts'
import type { Backups } from '../loop/backups.ts'
import type { Deck } from '../loop/deck.ts'
import type { Downloads } from '../loop/downloads.ts'
import type { ModelRunner } from '../loop/model-runner.ts'
import type { Parts } from '../loop/parts.ts'
import type { Writing } from '../loop/writing.ts'
import type { Wish } from '../renewing.ts'
import { beliefHandlers } from './belief.ts'
import { dataHandlers } from './data.ts'
import { downloadHandlers } from './downloads.ts'
import { exclusionHandlers } from './exclusions.ts'
import { modelHandlers } from './models.ts'
import { principleHandlers } from './principles.ts'
import { profileHandlers } from './profile.ts'
import { proposalHandlers } from './proposals.ts'
import { serverHandlers } from './servers.ts'
import { settingsHandlers } from './settings.ts'
import { sourceHandlers } from './sources.ts'
import { threadHandlers } from './threads.ts'
import { todayHandlers } from './today.ts'
import { trustHandlers } from './trust.ts'
import { writingHandlers } from './writing.ts'

type AllParts = Readonly<{
  parts: Parts
  deck: Deck
  home: string
  backups: Backups
  natives: readonly Finding[]
  runner: ModelRunner
  writing: Writing
  downloads: Downloads
  /** Closes all and opens it again with what the person wished the home to become. */
  replaceWith: (wish: Wish) => Promise<void>
}>

/** A handler for each route of the contract. */
export function allHandlers({ parts, deck, home, backups, natives, runner, writing, downloads, replaceWith }: AllParts): Handlers {
  const { network, models, servers } = parts
  const belief = beliefHandlers(parts)
  return {
    ...todayHandlers(parts, deck),
    ...proposalHandlers(parts, deck),
    ...belief,
    ...sourceHandlers(parts, deck),
    ...threadHandlers(parts),
    ...trustHandlers(parts, deck),
    ...dataHandlers({ home, backups, isOff: network.isOff, wish: replaceWith }),
    ...profileHandlers(parts, belief),
    ...principleHandlers(parts),
    ...exclusionHandlers(parts, deck),
    ...settingsHandlers(parts, deck, natives, runner.findings),
    ...serverHandlers(servers, models),
    ...writingHandlers(writing),
    ...modelHandlers(models, runner),
    ...downloadHandlers(downloads, models),
    'network.use': network.use,
  }
}
