import type { Card } from '../../../src/agent/contract/entities.ts'
import type { LedgerRow, MemoryRow, ProposalRow } from '../../../src/agent/store/types.ts'

export function ledgerRow(id: number, changes: Partial<LedgerRow> = {}): LedgerRow {
  return { id, at: 1_700_000_000_000 + id, kind: 'stars', proposalId: `p${id}`, topic: 'seasons', text: `An hour by the river, number ${id}`, data: { rating: 1 + (id % 5) }, ...changes }
}

export function card(id: string, text: string): Card {
  return { id, form: 'state', kind: 'proposal', origin: 'library', text, other: null, topics: ['seasons'], quotes: [], sealedAt: 1_700_000_000_000, isSample: false, looksBack: null }
}

export function proposalRow(id: string, changes: Partial<ProposalRow> = {}): ProposalRow {
  const sealed = { mean: 3.4, likely: [2, 5] as const, chance: 0.41, openedEarly: false, isAnchor: false }
  return { id, at: 1_700_000_000_000, status: 'open', card: card(id, `A state of affairs called ${id}`), sealed, reasons: null, data: { pool: ['a', 'b'] }, ...changes }
}

/** A unit vector that points mostly along one of `dimensions` directions. */
export function vectorAlong(direction: number, dimensions = 384): Float32Array {
  const raw = Float32Array.from({ length: dimensions }, (_, index) => (index === direction % dimensions ? 1 : 0.01 * Math.sin(index + direction)))
  const length = Math.hypot(...raw)
  return raw.map((each) => each / length)
}

export function memoryRow(id: string, changes: Partial<MemoryRow> = {}): MemoryRow {
  return {
    id, sourceId: 's1', file: `${id}.md`, heading: null, lineStart: 1, lineEnd: 3, text: `What ${id} says about the garden`, date: null,
    fileHash: `hash of ${id}`, speaker: 'person', conversation: null, turn: null, marks: null, embedder: 'minilm', vector: vectorAlong(Number(id.replace(/\D/g, '')) || 0), ...changes,
  }
}
