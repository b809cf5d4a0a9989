import type { Migration } from './migration.ts'

/** Until then notes were kept to be searched and answered; nobody had agreed to their being evidence. */
export const sourcesSayWhatFor: Migration = {
  table: 'sources',
  to: 2,
  name: 'of which kind, and what it is used for',
  change: (row) => ({
    ...row,
    data: {
      ...(row['data'] as object),
      kind: 'notes',
      uses: { memory: true, evidence: false, proposals: true },
      secrets: [],
      watch: { mode: 'off', reason: null },
    },
  }),
}
