import type { Migration } from './migration.ts'

/** Every migration there is, the oldest first. */
export const MIGRATIONS: readonly Migration[] = []
