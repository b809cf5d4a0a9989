import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AuditWeek, Claim } from '../contract/index.ts'
import { textKey } from '../model/text-key.ts'
import { openSerial } from '../serial.ts'
import type { Store } from '../store/types.ts'
import type { Refusal } from './admission.ts'
import { groundsOf, liveRows, rowData } from './evidence.ts'
import type { RowKind } from './evidence.ts'
import type { LedgerRow } from '../store/types.ts'

// What came in, week by week: counts alone. The claims are read from the ledger, so that they go with their rows.

const weekCounts = z.object({ passages: z.number(), merged: z.number(), refused: z.record(z.string(), z.number()) })
type WeekCounts = z.infer<typeof weekCounts>

const KNOWN_REFUSALS = 'audit.refusedClaims'
/** Hashes with a salt of the home's own, so that nobody can try words on them elsewhere. Many times what is claimed at one time. */
const knownRefusals = z.object({ salt: z.string(), keys: z.array(z.string()) })
const MOST_KNOWN = 5000
/** Readings and claims are counted side by side, and one would write over the other. */
const inTurn = openSerial()
const keyOf = (from: number): string => `audit.${from}`
const NOTHING: WeekCounts = { passages: 0, merged: 0, refused: {} }

/** Midnight before the Monday of the local week. */
function weekStart(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % 7)).getTime()
}

const nextWeek = (from: number): number => weekStart(from + 7.5 * 86_400_000)

function countsOf(store: Pick<Store, 'settings'>, from: number): WeekCounts {
  return weekCounts.catch(NOTHING).parse(store.settings.get(keyOf(from))?.value)
}

function added(counts: WeekCounts, { passages, merged, refused }: WeekCounts): WeekCounts {
  const sums = { ...counts.refused }
  for (const [reason, count] of Object.entries(refused)) sums[reason] = (sums[reason] ?? 0) + count
  return { passages: counts.passages + passages, merged: counts.merged + merged, refused: sums }
}

/** Adds what a reading took in and kept out to the week of `now`. */
export async function auditReading(store: Pick<Store, 'settings' | 'say'>, counts: WeekCounts, now: number): Promise<void> {
  if (counts.passages === 0 && Object.keys(counts.refused).length === 0) return
  const from = weekStart(now)
  await inTurn(() => store.say({ settings: [{ key: keyOf(from), value: added(countsOf(store, from), counts) }] }))
}

/** Counts each refused claim once, in the week in which it was refused first. */
export async function auditRefusals(store: Pick<Store, 'settings' | 'say'>, refused: ReadonlyMap<string, Refusal>, now: number): Promise<void> {
  await inTurn(async () => {
    const { salt, keys } = knownRefusals.catch(() => ({ salt: randomUUID(), keys: [] })).parse(store.settings.get(KNOWN_REFUSALS)?.value)
    const reasons = new Map([...refused].map(([key, reason]) => [textKey(`${salt} ${key}`).slice(0, 16), reason]))
    const known = new Set(keys)
    const fresh = [...reasons].filter(([key]) => !known.has(key))
    if (fresh.length === 0) return
    const counts: Record<string, number> = {}
    for (const [, reason] of fresh) counts[reason] = (counts[reason] ?? 0) + 1
    const from = weekStart(now)
    // Those that are refused still come last, and the first are let go.
    const next = [...keys.filter((key) => !reasons.has(key)), ...reasons.keys()].slice(-MOST_KNOWN)
    await store.say({
      settings: [
        { key: keyOf(from), value: added(countsOf(store, from), { ...NOTHING, refused: counts }) },
        { key: KNOWN_REFUSALS, value: { salt, keys: next } },
      ],
    })
  })
}

/** The last weeks, this one first. */
export async function auditOf(store: Store, weeks: number, now: number): Promise<readonly AuditWeek[]> {
  const observed = liveRows(store.ledger.all()).filter((row) => groundsOf(row) !== null)
  const passages = new Map((await store.memories.get([...new Set(observed.map((row) => groundsOf(row)!.passageId))])).map((passage) => [passage.id, passage]))
  const claim = (row: LedgerRow): readonly Claim[] => {
    const { passageId, sourceId, quote, reason } = groundsOf(row)!
    const passage = passages.get(passageId)
    if (!passage) return []
    const { file, heading, lineStart, lineEnd, date } = passage
    const place = { passageId, sourceId, file, heading, lineStart, lineEnd, date, text: quote, sourceName: store.sources.get(sourceId)?.name ?? '' }
    const { probability = 1 } = row.data as { probability?: number }
    return [{ rowId: row.id, at: row.at, kind: row.kind as Claim['kind'], said: saidBy(row), reason, quote: place, probability }]
  }
  const list: AuditWeek[] = []
  for (let from = weekStart(now); list.length < weeks; from = weekStart(from - 1)) {
    const { passages: came, merged, refused } = countsOf(store, from)
    const claims = observed.filter(({ at }) => at >= from && at < nextWeek(from)).toReversed()
    const reasons = Object.entries(refused).map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
    list.push({ from, until: nextWeek(from), passages: came, merged, claims: claims.flatMap(claim), refused: reasons })
  }
  return list
}

function saidBy(row: LedgerRow): string {
  switch (row.kind as RowKind) {
    case 'wish':
      return 'You want this.'
    case 'outcome':
      return { happened: 'It happened', stalled: 'It came to a halt', dropped: 'You let it go' }[rowData.outcome.parse(row.data).verdict] + about(row)
    case 'thumb':
      return (rowData.thumb.parse(row.data).up ? 'You liked' : 'You did not like') + about(row)
    case 'revision':
      return `You wrote this in place of: ${rowData.revision.parse(row.data).before.text}`
    default:
      return row.text
  }
}

/** What it is about, where that is not the quote itself. */
const about = (row: LedgerRow): string => (row.text === groundsOf(row)!.quote ? '.' : `: ${row.text}`)
