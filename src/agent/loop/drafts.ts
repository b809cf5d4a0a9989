import type { Card } from '../contract/index.ts'
import { dueQuestions, THRESHOLD } from '../game/change.ts'
import { contradictionsIn } from '../game/contradiction.ts'
import type { Way } from '../game/change.ts'
import type { Candidate } from '../game/policy.ts'
import { rowData } from './evidence.ts'
import type { LabelledText } from './items.ts'
import type { Parts } from './parts.ts'
import { isAllowed } from './pool.ts'
import type { Pooled } from './pool.ts'
import { allProposals } from './proposals.ts'
import type { Draft } from './seal.ts'
import { readSettings } from './settings.ts'
import type { Store } from '../store/types.ts'

const PAIRS_COMPARED = 120

const CHANGED: Readonly<Record<Way, (topic: string) => string>> = {
  more: (topic) => `Lately you want more of what is about ${topic} than before.`,
  less: (topic) => `Lately you want less of what is about ${topic} than before.`,
  opposite: (topic) => `About ${topic}, lately you want what you used to turn down, and the reverse.`,
}

export const candidateOf = ({ state, item }: Pooled): Candidate => ({ id: state.id, kind: 'state', item, topic: state.area })

/** A state, or a choice between two, as it would be shown. */
export function draftOf(deck: 'tray' | 'five', pooled: Pooled, other: Pooled | null, isSample: boolean): Draft {
  return {
    deck,
    origin: pooled.writer ?? other?.writer ? 'generated' : pooled.quotes.length > 0 && !other ? 'notes' : 'library',
    ...writerOf(pooled, other),
    item: pooled.item,
    labels: labels(pooled),
    other: other ? { item: other.item, labels: labels(other) } : null,
    stateIds: other ? [pooled.state.id, other.state.id] : [pooled.state.id],
    since: null,
    looksBack: null,
    topics: other && other.state.area !== pooled.state.area ? [pooled.state.area, other.state.area] : [pooled.state.area],
    quotes: other ? [] : pooled.quotes,
    isSample,
  }
}

function writerOf(pooled: Pooled, other: Pooled | null): Pick<Draft, 'writer'> {
  const writer = pooled.writer ?? other?.writer
  return writer ? { writer } : {}
}

const labels = ({ state: { text, axes } }: Pooled): LabelledText => ({ text, axes })

export const hasSample = (store: Store): boolean => store.sources.all().some((row) => (row.data as { isSample?: boolean }).isSample === true)

/** Pairs of states of different areas, by a draw that `turn` fixes: what a choice between them would teach is the policy's to say. */
export function pairsOf(pooled: readonly Pooled[], turn: number): ReadonlyMap<string, readonly [Pooled, Pooled]> {
  const pairs = new Map<string, readonly [Pooled, Pooled]>()
  const stride = 1 + (turn % 97)
  for (let index = 0; index < pooled.length && pairs.size < PAIRS_COMPARED; index++) {
    const first = pooled[(index * 7 + stride) % pooled.length]!
    const second = pooled[(index * 13 + stride * 31 + 5) % pooled.length]!
    if (first.state.area !== second.state.area) pairs.set(`${first.state.id}|${second.state.id}`, [first, second])
  }
  return pairs
}

/** A question about what was said already; `doubt`: how probable it is that it does not hold. */
type Asked = Readonly<{ id: string; draft: Draft; doubt: number }>

/** The question that a tray has at most. Where one rating alone makes it look like a change, it is that rating that is asked about. */
export async function questionOfTray(parts: Parts): Promise<Asked | null> {
  const [change, contradiction] = [await changeQuestion(parts), await contradictionQuestion(parts)]
  if (!change || !contradiction) return change ?? contradiction
  const later = contradiction.draft.contradicts!.rows[1]
  const { tests } = await parts.mind.refit(parts.mind.evidence().filter(({ id }) => id !== later), parts.now())
  return dueQuestions(tests).some(({ topic }) => topic === change.draft.topics[0]) ? change : contradiction
}

/** The question about the topic whose ratings least fit what came before. */
async function changeQuestion({ mind, items, store }: Parts): Promise<Asked | null> {
  // Once a run of ratings: a question that was waved away is not put again for the same ones.
  const isAsked = (topic: string, since: number): boolean =>
    allProposals(store).some(({ at, data }) => data.since !== null && data.topic === topic && at >= (store.ledger.get(since)?.at ?? 0))
  if (allProposals(store).some(({ status, data }) => status === 'open' && data.since !== null)) return null
  const due = dueQuestions(mind.belief().tests)
    .filter(({ topic, since }) => !isAsked(topic, since))
    .toSorted((a, b) => b.odds - a.odds)
  if (due[0] === undefined) return null
  const { topic, way, since, odds } = due[0]
  const labels: LabelledText = { text: `${CHANGED[way](topic)} Has this changed for you?`, axes: {} }
  const shared = { deck: 'tray', origin: 'library', other: null, stateIds: [], quotes: [], looksBack: null, isSample: hasSample(store) } as const
  return { id: `change:${topic}`, draft: { ...shared, item: await items.one(labels), labels, topics: [topic], since }, doubt: odds / (odds + THRESHOLD) }
}

/** One contradiction in so many days: each is a doubt cast on the person's own words. */
const CONTRADICTION_REST_MS = 7 * 86_400_000
/** How often a rating is one that the person would not give again, before anything is known of it. */
const SLIPS = 0.05

/** The two ratings that go together least. No rating is asked about twice, whatever was said. */
async function contradictionQuestion({ mind, items, store, now }: Parts): Promise<Asked | null> {
  const cards = new Map(allProposals(store).map((proposal) => [proposal.id, proposal]))
  const asked = [...cards.values()].flatMap(({ at, status, data: { contradicts } }) => (contradicts ? [{ at, status, rows: contradicts.rows }] : []))
  if (asked.some(({ at, status }) => status === 'open' || at > now() - CONTRADICTION_REST_MS)) return null
  const known = new Set(asked.flatMap(({ rows }) => rows))
  const settings = readSettings(store)
  const cardOf = (rowId: number) => {
    const card = cards.get(store.ledger.get(rowId)?.proposalId ?? '')
    return card && card.data.rowIds.includes(rowId) && isAllowed(card.data.item.text, settings) ? card : undefined
  }
  const [found] = contradictionsIn(mind.belief(), mind.evidence(), (id) => known.has(id) || cardOf(id) === undefined)
  if (!found) return null
  const { older, newer, chance } = found
  const [first, second] = [cardOf(older.id)!, cardOf(newer.id)!]
  const [labels, other] = [older, newer].map(({ id }) => rowData.stars.parse(store.ledger.get(id)!.data).item) as [LabelledText, LabelledText]
  const contradicts = { rows: [older.id, newer.id], proposalIds: [first.id, second.id], ratings: [{ rating: older.rating, at: older.at }, { rating: newer.rating, at: newer.at }] } as const
  const draft: Draft = {
    deck: 'tray', origin: 'library', item: await items.one(labels), labels, other: { item: await items.one(other), labels: other }, stateIds: [], since: null, looksBack: null, contradicts,
    topics: [...new Set([...first.card.topics, ...second.card.topics])], quotes: [], isSample: first.card.isSample || second.card.isSample,
  }
  return { id: `contradiction:${older.id}:${newer.id}`, draft, doubt: SLIPS / (SLIPS + chance) }
}

/** The next card's text, without a seal: it may still change with the next answer. */
export function peekOf({ item, other, topics, isSample, origin, stateIds, writer }: Draft): Card {
  return { id: `peek:${stateIds.join('|')}`, form: other ? 'pair' : 'state', kind: 'proposal', origin, ...(writer && { writer }), text: item.text, other: other?.item.text ?? null, topics, quotes: [], sealedAt: 0, isSample, looksBack: null }
}
