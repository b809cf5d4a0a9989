import type { Migration } from './migration.ts'

export const cardsLookBack: Migration = {
  table: 'proposals',
  to: 2,
  name: 'what a card looks back on',
  change: (row) => ({ ...row, card: { ...(row['card'] as object), looksBack: null } }),
}
