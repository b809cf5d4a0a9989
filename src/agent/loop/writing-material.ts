import type { Passage, Quote, Settings } from '../contract/index.ts'
import { isFirstPerson, plainOf, statements } from '../observe/voice.ts'
import { isMaterial } from '../propose/ground.ts'
import type { Aim, Mention } from '../propose/aims.ts'
import { dot } from '../propose/vectors.ts'
import { asData } from '../propose/writing/prompt.ts'
import type { AimMaterial, AnsweredState, Material, Task } from '../propose/writing/types.ts'
import type { LedgerRow } from '../store/types.ts'
import { liveRows, rowData } from './evidence.ts'
import type { Parts } from './parts.ts'
import { isAllowed } from './pool.ts'
import { allProposals } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import { openSalience } from './salience.ts'
import { readSettings } from './settings.ts'
import { acceptedStates } from './state-outcomes.ts'
import { usedFor } from './uses.ts'

// What a model may see of the person: sentences of sources that proposals may use, and states that were answered.

const MOST_AIMS = 40
const MOST_ANSWERED = 30
/** By how much later at most. */
const SALIENCE_MS = 60 * 86_400_000
/** Sentences around the one that names the aim. */
const AROUND = 1
const LIKINGS: Readonly<Record<number, number>> = { 1: -1, 2: -0.5, 3: 0, 4: 0.5, 5: 1 }

type Known = Pick<Parts, 'store' | 'groundings' | 'axes' | 'library' | 'libraryItems'>

export async function materialOf(parts: Known): Promise<Material> {
  const settings = readSettings(parts.store)
  return { aims: await aimsOf(parts, settings), answered: answeredOf(parts, settings), farFrom: farFrom(parts), axes: parts.axes }
}

/** Exactly what a prompt of this task would show of each passage, as quotes with their places; null where one is gone or may not be used any more. */
export async function quotesOf(parts: Pick<Parts, 'store'>, { pieces }: Task): Promise<readonly Quote[] | null> {
  const { store } = parts
  const mayUse = usedFor(store, 'proposals')
  const settings = readSettings(store)
  const asked = pieces.filter(({ kind }) => kind === 'passage')
  const passages = new Map((await store.memories.get(asked.map(({ of }) => of))).map((passage) => [passage.id, passage]))
  const names = new Map(store.sources.all().map(({ id, name }) => [id, name]))
  const quotes: Quote[] = []
  for (const { of, sentences } of asked) {
    const passage = passages.get(of)
    if (!passage || !mayUse.has(passage.sourceId) || sentences.some((sentence) => !passage.text.includes(sentence) || !isMaterial(sentence, passage.text, settings.allowed))) return null
    const { id, sourceId, file, heading, lineStart, lineEnd, date } = passage
    quotes.push(...sentences.map((text) => ({ passageId: id, sourceId, file, heading, lineStart, lineEnd, date, text, sourceName: names.get(sourceId) ?? '' })))
  }
  return quotes
}

/**
 * The open threads, the last spoken of first, each with the latest passages that say something of it. What the person keeps turning
 * to counts as spoken of so much later.
 */
async function aimsOf({ store, groundings }: Known, settings: Settings): Promise<readonly AimMaterial[]> {
  const mayUse = usedFor(store, 'proposals')
  const salience = openSalience(store)
  const lastOf = (aim: Aim): number => Math.max(...aim.mentions.map(({ date }) => date ?? 0)) + SALIENCE_MS * salience.ofAim(aim)
  const open = groundings.aims.all().map((aim) => ({ aim, last: lastOf(aim) })).sort((a, b) => b.last - a.last || (a.aim.id < b.aim.id ? -1 : 1)).flatMap(({ aim }) => {
    const timeOf = ({ passageId, date }: Mention): number => (date ?? 0) + SALIENCE_MS * salience.of(passageId, null)
    const mentions = aim.mentions.filter(({ sourceId }) => mayUse.has(sourceId)).toReversed().sort((a, b) => timeOf(b) - timeOf(a))
    const isOpen = aim.state === 'open' || aim.state === 'moving' || aim.state === 'stalled'
    return isOpen && mentions.length > 0 ? [{ id: aim.id, state: aim.state as AimMaterial['state'], mentions }] : []
  }).slice(0, MOST_AIMS)
  const passages = new Map((await store.memories.get([...new Set(open.flatMap(({ mentions }) => mentions.map(({ passageId }) => passageId)))])).map((passage) => [passage.id, passage]))
  return open.flatMap(({ id, state, mentions }) => {
    const byPassage = new Map<string, readonly string[]>()
    for (const { passageId, quote } of mentions) {
      const passage = passages.get(passageId)
      if (!passage || passage.speaker !== 'person' || byPassage.has(passageId)) continue
      const sentences = sentencesAround(passage, quote, settings)
      if (sentences.length > 0) byPassage.set(passageId, sentences)
    }
    return byPassage.size === 0 ? [] : [{ id, state, passages: [...byPassage].map(([passageId, sentences]) => ({ id: passageId, sentences })) }]
  })
}

/** The sentence with those of its neighbours that say "I": what else stands there may be anybody's. Without what is off limits, or holds what nobody sees. */
function sentencesAround({ text }: Passage, quote: string, { allowed }: Settings): readonly string[] {
  const all = statements(text).map((statement) => statement.quote)
  const at = all.indexOf(quote)
  const near = at < 0 ? [quote] : all.slice(Math.max(0, at - AROUND), at + AROUND + 1)
  const usable = near.filter((sentence) => (sentence === quote || isFirstPerson(plainOf(sentence))) && text.includes(sentence) && asData(sentence) === sentence && isMaterial(sentence, text, allowed))
  return usable.includes(quote) ? usable : []
}

/** States that were answered, with what was made of them: what was rewritten is liked as it was left. */
function answeredOf({ store }: Known, settings: Settings): readonly AnsweredState[] {
  const liked = new Map(acceptedStates(store).map(({ proposal, state }) => [proposal.id, state]))
  const rows = new Map(liveRows(store.ledger.all()).map((row) => [row.id, row]))
  return allProposals(store)
    .flatMap((proposal): readonly AnsweredState[] => {
      const { id, data, status, card } = proposal
      if (status !== 'answered' || card.form !== 'state' || data.answeredAt === null) return []
      const liking = likingOf(proposal, rows)
      const { text, axes } = liked.get(id) ?? data.item
      return liking !== null && isAllowed(text, settings) && asData(text) === text ? [{ proposalId: id, text, area: data.topic, axes, liking, at: data.answeredAt }] : []
    })
    .sort((a, b) => b.at - a.at || (a.proposalId < b.proposalId ? -1 : 1))
    .slice(0, MOST_ANSWERED)
}

function likingOf({ data }: Proposal, rows: ReadonlyMap<number, LedgerRow>): number | null {
  const row = data.rowIds.map((id) => rows.get(id)).find((each) => each?.kind === 'stars')
  if (row) return LIKINGS[rowData.stars.parse(row.data).rating] ?? null
  if (data.answer?.kind === 'edit') return 0.75
  return data.answer?.kind === 'dismiss' ? -0.5 : null
}

const far = new WeakMap<object, ReadonlyMap<string, readonly string[]>>()

/** For each area the others, the least like it first, by the mean of their states' vectors. */
function farFrom({ library, libraryItems }: Pick<Parts, 'library' | 'libraryItems'>): ReadonlyMap<string, readonly string[]> {
  const before = far.get(library)
  if (before) return before
  const sums = new Map<string, Float32Array>()
  for (const { id, area } of library) {
    const { vector } = libraryItems.get(id)!
    const sum = sums.get(area) ?? new Float32Array(vector.length)
    for (let index = 0; index < vector.length; index += 1) sum[index]! += vector[index]!
    sums.set(area, sum)
  }
  const unit = new Map([...sums].map(([area, sum]) => [area, sum.map((each) => each / Math.hypot(...sum))]))
  const found = new Map([...unit].map(([area, own]) => [area, [...unit].filter(([other]) => other !== area).sort((a, b) => dot(a[1], own) - dot(b[1], own)).map(([other]) => other)]))
  far.set(library, found)
  return found
}
