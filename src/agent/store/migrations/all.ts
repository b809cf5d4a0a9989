import { memoriesSayWhoSpeaks } from './0001-memories-say-who-speaks.ts'
import { sourcesSayWhatFor } from './0002-sources-say-what-for.ts'
import { cardsLookBack } from './0003-cards-look-back.ts'
import type { Migration } from './migration.ts'

/** Every migration there is, the oldest first. */
export const MIGRATIONS: readonly Migration[] = [memoriesSayWhoSpeaks, sourcesSayWhatFor, cardsLookBack]
