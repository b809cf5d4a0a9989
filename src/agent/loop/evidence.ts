import { z } from 'zod'
import { CONTRADICTION_ANSWERS } from '../contract/index.ts'
import type { Axis } from '../contract/index.ts'
import type { ChangeAnswer } from '../game/change.ts'
import type { Evidence, StarRating } from '../game/types.ts'
import type { Items } from './items.ts'
import type { LedgerRow } from '../store/types.ts'

const labelled = z.object({ text: z.string(), axes: z.record(z.string(), z.number()) })
/** Who found it: the words of notes and chats, what came after an answer, a thumb in a chat, a note's history, and a note that was rewritten while Tacit ran. */
export const MAKERS = ['intents', 'hindsight', 'thumbs', 'revisions', 'edits'] as const
export type Maker = (typeof MAKERS)[number]
/** Where evidence that was observed, not said, comes from: its quote is a substring of that passage. `also` are further passages whose words it holds. */
const grounds = z.object({ by: z.enum(MAKERS).default('intents'), passageId: z.string(), sourceId: z.string(), quote: z.string(), reason: z.string(), also: z.array(z.string()).optional() })
export type Grounds = z.infer<typeof grounds>
/** A row is as old as the words that it was read from, not as the reading. */
const observed = { date: z.number().nullable().default(null), grounds }
const flags = { isAnchor: z.boolean().optional(), isMood: z.boolean().optional(), isTold: z.boolean().optional() }

/** What each kind of ledger row holds. Kinds that say nothing about the reward are listed too. */
export const rowData = {
  stars: z.object({ item: labelled, rating: z.int().min(1).max(5), ...flags }),
  pair: z.object({ first: labelled, second: labelled, choice: z.enum(['first', 'second', 'equal']), ...flags }),
  accept: z.object({ item: labelled, accepted: z.boolean(), ...flags }),
  edit: z.object({ before: labelled, after: labelled }),
  written: z.object({ item: labelled }),
  reason: z.object({ axis: z.string(), sign: z.union([z.literal(-1), z.literal(1)]) }),
  hindsight: z.object({ item: labelled, verdict: z.enum(['glad', 'neither', 'sorry']), ...flags }),
  /** A thumb that the person gave an answer in a chat. */
  thumb: z.object({ item: labelled, up: z.boolean(), ...observed }),
  /** A proposal that got no answer; `seen` is the probability that the person saw it. */
  ignored: z.object({ item: labelled, seen: z.number().min(0).max(1) }),
  /** Found in what the person wrote, with the exact words that show it. */
  wish: z.object({ item: labelled, probability: z.number().min(0).max(1), ...observed }),
  outcome: z.object({ item: labelled, verdict: z.enum(['happened', 'stalled', 'dropped']), probability: z.number().min(0).max(1), ...observed }),
  /** A paragraph of a note as it is now, and as it was. */
  revision: z.object({ before: labelled, after: labelled, ...observed }),
  /** The person said that this pole matters to them. */
  pole: z.object({ axis: z.string(), sign: z.union([z.literal(-1), z.literal(1)]) }),
  slider: z.object({ axis: z.string(), value: z.number() }),
  lock: z.object({ axis: z.string(), value: z.number().nullable() }),
  /** What the person said when asked whether a topic has changed; `since` is the row at which it seemed to. */
  change: z.object({ topic: z.string(), since: z.int(), answer: z.enum(['yes', 'lately', 'no']) }),
  /** What the person said to two ratings that hardly go together; `first` and `second` are their rows. */
  contradiction: z.object({ first: z.int(), second: z.int(), answer: z.enum(CONTRADICTION_ANSWERS) }),
  'not-now': z.object({}),
  'cannot-say': z.object({}),
  /** To a question of hindsight. */
  'did-not-happen': z.object({}),
  /** Rows that the person said were a mood, or no longer are. */
  mood: z.object({ axis: z.string(), rows: z.array(z.int()), isMood: z.boolean() }),
  /** Rows that are taken back; one of another `undo` puts back what that took. `removed` where evidence was removed, with the cards that went along as they were. */
  undo: z.object({ rows: z.array(z.int()), removed: z.object({ cards: z.array(z.object({ id: z.string(), status: z.enum(['open', 'answered']) })) }).optional() }),
} as const
export type RowKind = keyof typeof rowData
export type RowData<Kind extends RowKind> = z.infer<(typeof rowData)[Kind]>

// The store hands out the same array until a row is added, so that the answer can be kept with it.
const liveByRows = new WeakMap<readonly LedgerRow[], readonly LedgerRow[]>()

/** The rows that count: neither undone, nor an undoing, nor said to be a slip. */
export function liveRows(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  const known = liveByRows.get(rows)
  if (known) return known
  const undone = new Set<number>()
  // The latest first, so that an undoing which was itself undone undoes nothing.
  for (const row of rows.toReversed()) if (row.kind === 'undo' && !undone.has(row.id)) for (const id of rowData.undo.parse(row.data).rows) undone.add(id)
  const standing = rows.filter((row) => row.kind !== 'undo' && !undone.has(row.id))
  const slips = new Set(contradictionsOf(standing).flatMap(({ first, second, answer }) => (answer === 'first-slip' ? [first] : answer === 'second-slip' ? [second] : [])))
  const live = slips.size === 0 ? standing : standing.filter(({ id }) => !slips.has(id))
  liveByRows.set(rows, live)
  return live
}

/** What a row rests on that was observed; null where the person said it to Tacit. */
export function groundsOf(row: LedgerRow): Grounds | null {
  const parsed = grounds.safeParse((row.data as { grounds?: unknown } | null)?.grounds)
  return parsed.success ? parsed.data : null
}

/** The passages whose words a row holds; empty where the person said it to Tacit. */
export function passagesUnder(row: LedgerRow): readonly string[] {
  const found = groundsOf(row)
  return found === null ? [] : [found.passageId, ...(found.also ?? [])]
}

/** The text that an observed row is about: of a revision, how it is now. */
export function observedItem(row: LedgerRow): Labelled {
  const { item, after } = row.data as { item?: Labelled; after?: Labelled }
  return (item ?? after)!
}

/** Ledger rows as the game's evidence, in their order; rows that say nothing about the reward are left out. */
export async function toEvidence(rows: readonly LedgerRow[], axes: readonly Axis[], items: Items): Promise<readonly Evidence[]> {
  await items.many(rows.flatMap(textsOf))
  const moods = moodRows(rows)
  const old = new Set(contradictionsOf(rows).flatMap(({ first, answer }) => (answer === 'changed' ? [first] : [])))
  const evidence: Evidence[] = []
  for (const row of rows) {
    const one = await evidenceOf(row, axes, items)
    if (one) evidence.push({ ...one, ...(moods.has(one.id) && { isMood: true }), ...(old.has(one.id) && { isOld: true }) })
  }
  return evidence
}

/** The answers to ratings that hardly go together. */
const contradictionsOf = (rows: readonly LedgerRow[]): readonly RowData<'contradiction'>[] => rows.flatMap((row) => (row.kind === 'contradiction' ? [rowData.contradiction.parse(row.data)] : []))

/** The rows that were last said to be a mood. */
export function moodRows(rows: readonly LedgerRow[]): ReadonlySet<number> {
  const marked = new Set<number>()
  for (const row of rows) {
    if (row.kind !== 'mood') continue
    const { rows: ids, isMood } = rowData.mood.parse(row.data)
    for (const id of ids) {
      if (isMood) marked.add(id)
      else marked.delete(id)
    }
  }
  return marked
}

/** The answers to "has this changed for you?", which weigh the rows of their topic. */
export function changesOf(rows: readonly LedgerRow[]): readonly ChangeAnswer[] {
  return rows.flatMap((row) => (row.kind === 'change' ? [{ ...rowData.change.parse(row.data), at: row.at }] : []))
}

type Labelled = z.infer<typeof labelled>

/** The texts that a row is about; empty where it is about none. */
export function textsOf(row: LedgerRow): readonly Labelled[] {
  switch (row.kind as RowKind) {
    case 'stars':
    case 'accept':
    case 'written':
    case 'hindsight':
    case 'thumb':
    case 'ignored':
    case 'wish':
    case 'outcome':
      return [(row.data as { item: Labelled }).item]
    case 'pair':
      return [(row.data as RowData<'pair'>).first, (row.data as RowData<'pair'>).second]
    case 'edit':
    case 'revision':
      return [(row.data as RowData<'edit'>).before, (row.data as RowData<'edit'>).after]
    default:
      return []
  }
}

/** A date in the future is a mistake of a clock or of a note. */
const writtenAt = (learntAt: number, date: number | null): number => Math.min(learntAt, date ?? learntAt)

async function evidenceOf(row: LedgerRow, axes: readonly Axis[], items: Items): Promise<Evidence | null> {
  const { id, at, topic } = row
  const axisIndex = (axisId: string): number => {
    const index = axes.findIndex((axis) => axis.id === axisId)
    if (index < 0) throw new Error(`Ledger row ${id} is about the axis ${axisId}, which this version does not have.`)
    return index
  }
  const flagged = (data: { isAnchor?: boolean | undefined; isMood?: boolean | undefined; isTold?: boolean | undefined }) => ({
    id, at, topic, isAnchor: data.isAnchor ?? false, isMood: data.isMood ?? false, ...(data.isTold && { isTold: true }),
  })
  switch (row.kind as RowKind) {
    case 'stars': {
      const data = rowData.stars.parse(row.data)
      return { ...flagged(data), channel: 'stars', item: await items.one(data.item), rating: data.rating as StarRating }
    }
    case 'pair': {
      const data = rowData.pair.parse(row.data)
      const [first, second] = await items.many([data.first, data.second])
      return { ...flagged(data), channel: 'pair', first: first!, second: second!, choice: data.choice }
    }
    case 'accept': {
      const data = rowData.accept.parse(row.data)
      return { ...flagged(data), channel: 'accept', item: await items.one(data.item), accepted: data.accepted }
    }
    case 'edit': {
      const data = rowData.edit.parse(row.data)
      const [before, after] = await items.many([data.before, data.after])
      return { id, at, topic, channel: 'edit', before: before!, after: after! }
    }
    case 'written': {
      const data = rowData.written.parse(row.data)
      return { id, at, topic, channel: 'written', item: await items.one(data.item) }
    }
    case 'hindsight': {
      const data = rowData.hindsight.parse(row.data)
      return { ...flagged(data), channel: 'hindsight', item: await items.one(data.item), verdict: data.verdict }
    }
    case 'thumb': {
      const data = rowData.thumb.parse(row.data)
      return { id, at: writtenAt(at, data.date), topic, channel: 'thumb', item: await items.one(data.item), up: data.up }
    }
    case 'ignored': {
      const data = rowData.ignored.parse(row.data)
      return { id, at, topic, channel: 'ignored', item: await items.one(data.item), seen: data.seen }
    }
    case 'wish': {
      const data = rowData.wish.parse(row.data)
      return { id, at: writtenAt(at, data.date), topic, channel: 'wish', item: await items.one(data.item), probability: data.probability }
    }
    case 'outcome': {
      const data = rowData.outcome.parse(row.data)
      return { id, at: writtenAt(at, data.date), topic, channel: 'outcome', item: await items.one(data.item), verdict: data.verdict, probability: data.probability }
    }
    case 'revision': {
      const data = rowData.revision.parse(row.data)
      const [before, after] = await items.many([data.before, data.after])
      return { id, at: writtenAt(at, data.date), topic, channel: 'revision', before: before!, after: after! }
    }
    case 'reason': {
      const data = rowData.reason.parse(row.data)
      return { id, at, topic, channel: 'reason', axis: axisIndex(data.axis), sign: data.sign }
    }
    case 'pole': {
      const data = rowData.pole.parse(row.data)
      return { id, at, topic, channel: 'pole', axis: axisIndex(data.axis), sign: data.sign }
    }
    case 'slider': {
      const data = rowData.slider.parse(row.data)
      return { id, at, topic, channel: 'slider', axis: axisIndex(data.axis), value: data.value }
    }
    case 'lock': {
      const data = rowData.lock.parse(row.data)
      return { id, at, topic, channel: 'lock', axis: axisIndex(data.axis), value: data.value }
    }
    case 'change':
    case 'contradiction':
    case 'not-now':
    case 'cannot-say':
    case 'did-not-happen':
    case 'mood':
    case 'undo':
      return null
    default:
      throw new Error(`Ledger row ${id} is of the kind ${row.kind}, which this version does not know.`)
  }
}
