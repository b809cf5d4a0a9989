import { AppError } from '../contract/index.ts'
import type { Passage, Source } from '../contract/index.ts'
import { openRevisions } from '../observe/revisions.ts'
import { rewritten } from '../observe/rewritten.ts'
import { labelByRule } from '../propose/axes.ts'
import { harm } from '../propose/harm.ts'
import type { ObservedClaim } from './admission.ts'
import { joined } from './edits.ts'
import type { Edit } from './edits.ts'
import { groundsOf, liveRows, rowData } from './evidence.ts'
import { rulesFor } from './exclusions.ts'
import type { Parts } from './parts.ts'
import { passagesOf } from './forgetting.ts'
import { countRatings, RATINGS_NEEDED } from './status.ts'
import { nearestArea } from './topics.ts'
import { usedFor } from './uses.ts'
import type { LedgerRow } from '../store/types.ts'

/** So that years of polishing do not swamp what the person says to Tacit. */
const MOST_OF_NOTE = 3
const MOST_OF_ALL = 60
const REASON = 'you wrote it in place of an earlier version'

/**
 * Brings the ledger in step with what the person rewrote, as the folder's own history tells it. The channel is off until it forecasts
 * this person's ratings better, so before there are ratings to forecast nothing is looked up.
 */
export async function learnRevisions(parts: Parts): Promise<void> {
  if (countRatings(parts.store) < RATINGS_NEEDED) return
  const mayTeach = usedFor(parts.store, 'evidence')
  const claims: ObservedClaim[] = []
  for (const source of parts.reading.list()) {
    if (source.kind !== 'notes' || source.isSample || !mayTeach.has(source.id)) continue
    try {
      claims.push(...(await claimsOf(parts, source)))
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      // One folder's history that cannot be read costs the others nothing, and what was learnt of it stays.
      claims.push(...held(parts, 'revisions').filter(({ sourceId }) => sourceId === source.id))
      parts.announcer.announce('log', { level: 'warn', text: `The earlier versions of ${source.name} are not looked at: ${thrown.message}` })
    }
  }
  await parts.observed.settle('revisions', newest(claims))
}

/** Learns from one edit, where its source may be evidence, and lets go of earlier ones whose words stand nowhere any more. */
export async function learnEdit(parts: Parts, edit: Edit | null): Promise<void> {
  if (edit !== null && !usedFor(parts.store, 'evidence').has(edit.sourceId)) return
  const before = held(parts, 'edits')
  if (edit === null && before.length === 0) return
  const fresh = edit === null ? [] : await claimsBetween(parts, { ...edit, date: edit.at, passages: await passagesIn(parts, edit) }, joined(edit.before), joined(edit.after))
  await parts.observed.settle('edits', newest([...fresh.slice(-MOST_OF_NOTE), ...before]))
}

async function claimsOf(parts: Parts, { id, path, folders }: Source): Promise<readonly ObservedClaim[]> {
  const passages = await passagesOf(parts, id)
  const files = [...new Set(passages.map(({ file }) => file))]
  const revisions = await openRevisions(path, files, { rules: rulesFor(parts.store, id), folders })
  if (revisions === null) return []
  const claims: ObservedClaim[] = []
  for (const file of files) {
    const versions = await revisions.revisionsOf(file)
    const place = { sourceId: id, passages: passages.filter((passage) => passage.file === file) }
    const found: ObservedClaim[] = []
    for (const [index, { at, text }] of versions.entries()) if (index > 0) found.push(...(await claimsBetween(parts, { ...place, date: at }, versions[index - 1]!.text, text)))
    claims.push(...found.slice(-MOST_OF_NOTE))
  }
  return claims
}

type Place = Readonly<{ sourceId: string; date: number; passages: readonly Passage[] }>

async function claimsBetween({ items, library, libraryItems }: Parts, { sourceId, date, passages }: Place, earlier: string, later: string): Promise<readonly ObservedClaim[]> {
  const claims: ObservedClaim[] = []
  for (const { before, after } of rewritten(asLines(earlier), asLines(later))) {
    // What was rewritten again stands nowhere any more.
    const passage = passages.find(({ text, speaker }) => speaker === 'person' && text.includes(after))
    if (passage === undefined || harm(before) !== null) continue
    const item = { text: after, axes: labelByRule(after) }
    const topic = nearestArea((await items.one(item)).vector, library, libraryItems)
    claims.push({ kind: 'revision', item, before: { text: before, axes: labelByRule(before) }, topic, proposalId: null, date, passageId: passage.id, sourceId, quote: after, reason: REASON })
  }
  return claims
}

async function passagesIn(parts: Parts, { sourceId, file }: Edit): Promise<readonly Passage[]> {
  return parts.store.memories.rowsOf(sourceId, [file], parts.embedder.id)
}

/** What a maker has in the ledger. */
const held = ({ store }: Parts, by: 'edits' | 'revisions'): readonly ObservedClaim[] => liveRows(store.ledger.all()).flatMap((row) => heldClaim(row, by) ?? [])

function heldClaim(row: LedgerRow, by: 'edits' | 'revisions'): ObservedClaim | null {
  const grounds = groundsOf(row)
  if (grounds?.by !== by) return null
  const { before, after, date } = rowData.revision.parse(row.data)
  const { passageId, sourceId, quote, reason } = grounds
  return { kind: 'revision', item: after, before, topic: row.topic, proposalId: null, date, passageId, sourceId, quote, reason }
}

const newest = (claims: readonly ObservedClaim[]): readonly ObservedClaim[] =>
  claims.toSorted((a, b) => (b.date ?? 0) - (a.date ?? 0) || (a.quote < b.quote ? -1 : 1)).slice(0, MOST_OF_ALL)

/** A note that was read has one line for each block. */
const asLines = (text: string): string => text.replaceAll('\n', '\n\n')
