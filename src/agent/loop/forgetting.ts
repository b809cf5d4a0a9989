import type { Passage, Quote } from '../contract/index.ts'
import { textKey } from '../model/text-key.ts'
import type { Forgotten, LedgerRow, SettingRow, Store } from '../store/types.ts'
import { correctionsWithout } from './aims.ts'
import { answersWithout } from './decided.ts'
import { groundsOf, passagesUnder, textsOf } from './evidence.ts'
import { rulesWithout } from './exclusions.ts'
import { goingStates } from './forgetting-states.ts'
import { forgottenKey, forgottenOf } from './forgotten.ts'
import type { Parts } from './parts.ts'
import { allProposals, asksAbout, withoutQuotes, withoutRows } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import { historyKey, salienceWithout } from './salience.ts'
import type { Refused } from './source-run.ts'
import { allWritten } from './written-states.ts'
import type { WrittenRow } from './written-states.ts'

/** `states` are those that a model wrote, left out where there are none. */
export type Gone = Readonly<{ passages: number; proposals: number; rows: number; states?: number }>

/** The rows and cards that go when one row is forgotten. */
type Belonging = Readonly<{ rowIds: readonly number[]; proposalIds: readonly string[] }>

/** What is to be forgotten, and by what the words of it are known elsewhere. */
export type Scope = Readonly<{
  passages: readonly Passage[]
  /** A quote may outlive the passage that it was taken from. */
  holdsQuote: (quote: Quote) => boolean
  holdsRow: (row: LedgerRow) => boolean
  /** With the sample notes goes what was said on their cards. */
  isSample: boolean
  /** Nothing is forgotten, only no longer used so: what was answered stays. */
  keepsAnswers?: boolean
}>

/** All that goes, or is changed. Made without writing anything, so that a preview is what happens. */
export type Plan = Readonly<{
  passages: readonly Passage[]
  rowIds: readonly number[]
  /** Cards that go whole: those with such a quote and no answer, and those whose text a model wrote of such words. */
  going: readonly Proposal[]
  /** States that a model wrote, and those that are only offered no more. */
  states: readonly WrittenRow[]
  retired: readonly WrittenRow[]
  /** Cards that stay, without their words. */
  cleaned: readonly Proposal[]
  /** What the person said of threads in these passages, as it is without them; null where nothing was said. */
  corrections: SettingRow | null
  /** What a model answered about these passages and edits, as it is without them; null where it answered nothing. */
  decided: SettingRow | null
  /** How much the person turned to passages, as it is without these; null where these were never edited. */
  salience: SettingRow | null
}>

function scopeOf(passages: readonly Passage[]): Scope {
  const ids = new Set(passages.map(({ id }) => id))
  return { passages, isSample: false, holdsQuote: ({ passageId }) => ids.has(passageId), holdsRow: (row) => passagesUnder(row).some((id) => ids.has(id)) }
}

/** Files of sources, by source. */
export type Files = ReadonlyMap<string, ReadonlySet<string>>

export function scopeOfFiles(files: Files, passages: readonly Passage[]): Scope {
  const scope = scopeOf(passages)
  return { ...scope, holdsQuote: (quote) => scope.holdsQuote(quote) || files.get(quote.sourceId)?.has(quote.file) === true }
}

function scopeOfSource({ id, isSample }: Readonly<{ id: string; isSample: boolean }>, passages: readonly Passage[]): Scope {
  const scope = scopeOf(passages)
  return { passages, isSample, holdsQuote: ({ sourceId }) => sourceId === id, holdsRow: (row) => scope.holdsRow(row) || groundsOf(row)?.sourceId === id }
}

export function planForgetting(store: Pick<Store, 'ledger' | 'proposals' | 'settings' | 'states'>, { passages, holdsQuote, holdsRow, isSample, keepsAnswers = false }: Scope): Plan {
  const touches = ({ card }: Proposal): boolean => card.quotes.some(holdsQuote)
  const all = allProposals(store)
  const quoting = all.filter((proposal) => (isSample && proposal.card.isSample) || (touches(proposal) && proposal.status !== 'answered'))
  const { states, retired, cards } = goingStates(store, { holdsQuote, going: quoting, keepsAnswers })
  const whole = wholly(store, cards)
  const ids = new Set([...quoting.map(({ id }) => id), ...whole.proposalIds])
  const goes = ({ id }: Proposal): boolean => ids.has(id)
  const going = all.filter(goes)
  const rowIds = [...new Set([...store.ledger.all().filter(holdsRow).map(({ id }) => id), ...quoting.flatMap(rowsOf), ...whole.rowIds])]
  const rows = new Set(rowIds)
  const cleaned = all.flatMap((proposal) => {
    if (goes(proposal)) return []
    const next = withoutRows(touches(proposal) ? { ...proposal, card: withoutQuotes(proposal.card, holdsQuote) } : proposal, rows)
    return next === proposal ? [] : [next]
  })
  return { passages, rowIds, going, states, retired, cleaned, ...settingsWithout(store, new Set(passages.map(({ id }) => id)), ids) }
}

const settingsWithout = (store: Pick<Store, 'settings'>, passageIds: ReadonlySet<string>, proposalIds: ReadonlySet<string>) => ({
  corrections: correctionsWithout(store, passageIds),
  decided: answersWithout(store, passageIds, proposalIds),
  salience: salienceWithout(store, passageIds),
})

/** What goes with a whole source, of which these are the passages. */
export function planForgettingSource(store: Parameters<typeof planForgetting>[0], source: Readonly<{ id: string; isSample: boolean }>, passages: readonly Passage[]): Plan {
  return planForgetting(store, scopeOfSource(source, passages))
}

const NOTHING = { passages: [], rowIds: [], going: [], states: [] } as const

export const isNothing = ({ passages, rowIds, going, states, retired, cleaned }: Plan): boolean => passages.length + rowIds.length + going.length + states.length + retired.length + cleaned.length === 0

export const goneWith = ({ passages, rowIds, going, states }: Plan): Gone => ({
  passages: passages.length,
  proposals: going.filter(({ status }) => status !== 'withdrawn').length,
  rows: rowIds.length,
  ...(states.length > 0 && { states: states.length }),
})

/** Carries a plan out, in one act with what else is said: afterwards no byte of it is left in the home, also where it was cut off half-way. */
export async function carryOut(parts: Parts, plan: Plan, also: Pick<Forgotten, 'sourceIds' | 'settingKeys'> & Readonly<{ settings?: readonly SettingRow[] }> = {}): Promise<void> {
  const settings = [...(also.settings ?? []), ...[plan.corrections, plan.decided, plan.salience].filter((row) => row !== null)]
  for (const id of new Set(plan.passages.map(({ sourceId }) => sourceId))) parts.reading.dropEdits(id)
  // A look through the notes that is under way would keep what is forgotten here.
  await parts.groundings.settled()
  await forget(parts, {
    passageIds: plan.passages.map(({ id }) => id),
    ledgerIds: plan.rowIds,
    proposalIds: plan.going.map(({ id }) => id),
    stateIds: plan.states.map(({ id }) => id),
    sourceIds: also.sourceIds ?? [],
    settingKeys: also.settingKeys ?? [],
    vectorKeys: await unusedVectors(parts, plan),
    instead: { proposals: plan.cleaned, settings, states: plan.retired },
  })
  await parts.groundings.refresh()
  parts.touched.want()
  parts.forgotten()
}

/** A claim that was embedded while its words were forgotten keeps their vector: to be called once no claim is left from before. */
export async function forgetStrayVectors(parts: Parts): Promise<void> {
  const vectorKeys = await unusedVectors(parts, NOTHING)
  if (vectorKeys.length > 0) await forget(parts, { vectorKeys })
}

/** Forgets passages for good: reading their notes again does not bring them back. With `source` the source goes whole. */
export async function forgetPassages(parts: Parts, passages: readonly Passage[], source: Readonly<{ id: string; isSample: boolean }> | null): Promise<Gone> {
  const plan = source ? planForgettingSource(parts.store, source, passages) : planForgetting(parts.store, scopeOf(passages))
  const settings = source ? rulesWithout(parts.store, source.id) : tombstones(parts.store, passages)
  await carryOut(parts, plan, { settings, ...(source && { sourceIds: [source.id], settingKeys: [forgottenKey(source.id), historyKey(source.id)] }) })
  return goneWith(plan)
}

/** Forgets what was kept of files, or of parts of files, that may not be kept any more. */
export async function forgetRefused(parts: Parts, sourceId: string, { files, passages }: Refused): Promise<void> {
  const { memories } = parts.store
  // Where the mark was taken away meanwhile, its passages are there again.
  const back = new Set((await memories.get(passages.map(({ id }) => id))).map(({ id }) => id))
  const gone = [...(await memories.rowsOf(sourceId, files, parts.embedder.id)), ...passages.filter(({ id }) => !back.has(id))]
  const scope = scopeOfFiles(new Map([[sourceId, new Set(files)]]), gone)
  // An answered card names the passage as it was cut when it was quoted.
  const isInside = (quote: Quote): boolean => quote.sourceId === sourceId && gone.some(({ file, text }) => file === quote.file && text.includes(quote.text))
  const plan = planForgetting(parts.store, { ...scope, holdsQuote: (quote) => scope.holdsQuote(quote) || isInside(quote) })
  if (!isNothing(plan)) await carryOut(parts, plan)
}

/** Forgets rows of the ledger: with the cards, the vectors and the reasons of other cards that hold their words. */
export async function forgetRows(parts: Parts, { rowIds, proposalIds }: Belonging): Promise<void> {
  const { store } = parts
  const named = new Set(proposalIds)
  const { states, retired, cards } = goingStates(store, { holdsQuote: () => false, going: allProposals(store).filter(({ id }) => named.has(id)), keepsAnswers: false })
  const whole = wholly(store, cards)
  const goes = new Set([...proposalIds, ...whole.proposalIds])
  const ledgerIds = [...new Set([...rowIds, ...whole.rowIds])]
  const rows = new Set(ledgerIds)
  const cleaned = allProposals(store).flatMap((proposal) => {
    const next = withoutRows(proposal, rows)
    return goes.has(proposal.id) || next === proposal ? [] : [next]
  })
  const decided = answersWithout(store, new Set(), goes)
  const settings = decided === null ? [] : [decided]
  await forget(parts, {
    ledgerIds,
    proposalIds: [...goes],
    stateIds: states.map(({ id }) => id),
    vectorKeys: vectorKeysOf(parts, ledgerIds, states),
    ...(cleaned.length + retired.length + settings.length > 0 && { instead: { proposals: cleaned, states: retired, settings } }),
  })
  // What is still to be asked may hold their words.
  parts.touched.want()
}

/** An answer goes whole, with its reasons, its card, and what looks back on it; a reason alone; a written state with its card while that is unanswered. */
export function belongingTo({ store }: Pick<Parts, 'store'>, rowId: number): Belonging {
  const cards = allProposals(store)
  const answer = cards.find(({ data }) => data.rowIds.includes(rowId))
  if (answer) return wholly(store, [answer])
  const { kind, proposalId } = store.ledger.get(rowId) ?? {}
  const written = kind === 'written' ? cards.find(({ id, status }) => id === proposalId && status === 'open') : undefined
  return { rowIds: [rowId, ...(written?.data.rowIds ?? [])], proposalIds: written ? [written.id] : [] }
}

/** Cards with all that holds their words: what asks about their states, and what was noticed of them. */
function wholly(store: Pick<Store, 'ledger' | 'proposals'>, cards: readonly Proposal[]): Belonging {
  const named = new Set(cards.map(({ id }) => id))
  const going = [...cards, ...allProposals(store).filter((proposal) => asksAbout(proposal, named))]
  const ids = new Set(going.map(({ id }) => id))
  const noticed = store.ledger.all().filter(({ kind, proposalId }) => (kind === 'outcome' || kind === 'ignored') && ids.has(proposalId ?? ''))
  return { rowIds: [...new Set([...going.flatMap(rowsOf), ...noticed.map(({ id }) => id)])], proposalIds: [...ids] }
}

const rowsOf = ({ data }: Proposal): readonly number[] => [...data.rowIds, ...Object.values(data.chipRows)]

/** Their ids and the hashes of their texts stay, so that no reading of their notes brings them back, wherever those lie then. */
function tombstones(store: Store, passages: readonly Passage[]): readonly SettingRow[] {
  return [...new Set(passages.map(({ sourceId }) => sourceId))].map((sourceId) => {
    const keys = passages.filter((passage) => passage.sourceId === sourceId).flatMap(({ id, text }) => [id, textKey(text)])
    return { key: forgottenKey(sourceId), value: [...new Set([...forgottenOf(store, sourceId), ...keys])] }
  })
}

async function forget({ store, mind, items }: Parts, what: Forgotten): Promise<void> {
  items.forget(what.vectorKeys ?? [])
  try {
    await store.forget(what)
  } finally {
    // The rows are gone even where their bytes could not be taken off the disk yet.
    if ((what.ledgerIds ?? []).length > 0) await mind.rebuild()
  }
}

/** Vectors of texts that no other row of the ledger holds. */
function vectorKeysOf({ store }: Pick<Parts, 'store'>, rowIds: readonly number[], states: readonly WrittenRow[]): readonly string[] {
  const stays = new Set([...ledgerKeys(store, (id) => !rowIds.includes(id)), ...writtenKeys(store, states)])
  const gone = [...ledgerKeys(store, (id) => rowIds.includes(id)), ...states.map(({ text }) => textKey(text))]
  return gone.filter((key) => !stays.has(key))
}

/** Of what a model wrote and stays. */
function writtenKeys(store: Pick<Store, 'states'>, going: readonly WrittenRow[]): readonly string[] {
  const ids = new Set(going.map(({ id }) => id))
  return allWritten(store).flatMap(({ id, text }) => (ids.has(id) ? [] : [textKey(text)]))
}

/** Vectors of texts that nothing holds which stays: whoever computed one of words that go, or of words that were there before, it goes. */
async function unusedVectors({ store, library, groundings }: Parts, { passages, rowIds, going, states }: Pick<Plan, 'passages' | 'rowIds' | 'going' | 'states'>): Promise<readonly string[]> {
  const rows = new Set(rowIds)
  const cards = new Set(going.map(({ id }) => id))
  const used = ledgerKeys(store, (id) => !rows.has(id))
  for (const key of groundings.vectorKeysWithout(new Set(passages.map(({ id }) => id)))) used.add(key)
  for (const { text } of library) used.add(textKey(text))
  for (const key of writtenKeys(store, states)) used.add(key)
  for (const { id, data } of allProposals(store)) if (!cards.has(id)) for (const item of [data.item, data.other]) if (item) used.add(textKey(item.text))
  return (await store.vectors.keys()).filter((key) => !used.has(key))
}

function ledgerKeys(store: Pick<Store, 'ledger'>, isWanted: (id: number) => boolean): Set<string> {
  return new Set(store.ledger.all().filter(({ id }) => isWanted(id)).flatMap((row) => textsOf(row).map(({ text }) => textKey(text))))
}

const PAGE = 1000

/** Every passage of a source in order of file and line, a page at a time. */
export async function* pagesOf({ store }: Pick<Parts, 'store'>, sourceId: string): AsyncGenerator<readonly Passage[]> {
  for (let offset = 0; ; offset += PAGE) {
    const { total, passages } = await store.memories.list({ sourceId, offset, limit: PAGE })
    yield passages
    if (offset + PAGE >= total) return
  }
}

/** The passages of a source that are wanted. */
export async function passagesOf(parts: Pick<Parts, 'store'>, sourceId: string, isWanted: (passage: Passage) => boolean = () => true): Promise<readonly Passage[]> {
  const all: Passage[] = []
  for await (const passages of pagesOf(parts, sourceId)) for (const passage of passages) if (isWanted(passage)) all.push(passage)
  return all
}
