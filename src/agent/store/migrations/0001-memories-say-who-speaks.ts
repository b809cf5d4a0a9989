import type { Migration } from './migration.ts'

/** Until then every passage was of a note, and so the person's own. */
export const memoriesSayWhoSpeaks: Migration = {
  table: 'memories',
  to: 2,
  name: 'who speaks, and where in a conversation',
  change: (row) => ({ ...row, speaker: 'person', conversation: null, turn: null, marks: null }),
}
