import type { Card } from '../contract/index.ts'
import { dueQuestions } from '../game/change.ts'
import type { Way } from '../game/change.ts'
import type { Candidate } from '../game/policy.ts'
import type { LabelledText } from './items.ts'
import type { Parts } from './parts.ts'
import { allProposals } from './proposals.ts'
import type { Pooled } from './pool.ts'
import type { Draft } from './seal.ts'
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

/** The question about the topic whose ratings least fit what came before, by the candidate's id; a tray has one at most. */
export async function changeQuestions({ mind, items, store }: Parts): Promise<ReadonlyMap<string, Draft>> {
  const questions = new Map<string, Draft>()
  // Once a run of ratings: a question that was waved away is not put again for the same ones.
  const isAsked = (topic: string, since: number): boolean =>
    allProposals(store).some(({ at, data }) => data.since !== null && data.topic === topic && at >= (store.ledger.get(since)?.at ?? 0))
  if (allProposals(store).some(({ status, data }) => status === 'open' && data.since !== null)) return questions
  const due = dueQuestions(mind.belief().tests)
    .filter(({ topic, since }) => !isAsked(topic, since))
    .toSorted((a, b) => b.odds - a.odds)
  for (const { topic, way, since } of due.slice(0, 1)) {
    const asked: LabelledText = { text: `${CHANGED[way](topic)} Has this changed for you?`, axes: {} }
    const item = await items.one(asked)
    const shared = { deck: 'tray', origin: 'library', other: null, stateIds: [], quotes: [], looksBack: null, isSample: hasSample(store) } as const
    questions.set(`change:${topic}`, { ...shared, item, labels: asked, topics: [topic], since })
  }
  return questions
}

/** The next card's text, without a seal: it may still change with the next answer. */
export function peekOf({ item, other, topics, isSample, origin, stateIds, writer }: Draft): Card {
  return { id: `peek:${stateIds.join('|')}`, form: other ? 'pair' : 'state', kind: 'proposal', origin, ...(writer && { writer }), text: item.text, other: other?.item.text ?? null, topics, quotes: [], sealedAt: 0, isSample, looksBack: null }
}
