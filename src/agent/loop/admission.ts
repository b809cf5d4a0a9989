import type { Passage } from '../contract/index.ts'
import { textKey } from '../model/text-key.ts'
import { contentOf } from '../observe/rules.ts'
import { dice, wordsOf } from '../observe/rewritten.ts'
import { sameWords } from '../observe/same-words.ts'
import { knowsTexts } from '../observe/tacits-words.ts'
import { ALIKE, tellsApart } from '../propose/alike.ts'
import { harm } from '../propose/harm.ts'
import { openNearness } from '../propose/nearness.ts'
import { groundsOf, liveRows, observedItem } from './evidence.ts'
import type { Maker } from './evidence.ts'
import type { LabelledText } from './items.ts'
import type { Parts } from './parts.ts'
import { allProposals } from './proposals.ts'
import { rulesFor } from './exclusions.ts'
import { readSettings } from './settings.ts'
import { usedFor } from './uses.ts'
import type { LedgerRow, SettingRow, Store } from '../store/types.ts'

// Who may come in by the door of `observed.ts`: nothing without the person's own words and a reason.

type Common = Readonly<{
  item: LabelledText
  topic: string | null
  /** The proposal that it is about, where there is one. */
  proposalId: string | null
  /** When the words were written, in ms; null where nobody knows. */
  date: number | null
  passageId: string
  sourceId: string
  /** An exact substring of the passage's text. */
  quote: string
  reason: string
  /** Further passages whose words the row holds: it goes with each of them. */
  also?: readonly string[]
}>
export type ObservedClaim =
  | (Common & Readonly<{ kind: 'wish'; probability: number }>)
  | (Common & Readonly<{ kind: 'outcome'; verdict: 'happened' | 'stalled' | 'dropped'; probability: number }>)
  | (Common & Readonly<{ kind: 'thumb'; up: boolean }>)
  /** `item` is how it is now, `before` how it was. */
  | (Common & Readonly<{ kind: 'revision'; before: LabelledText }>)

export const REFUSALS = [
  'the source may not be used as evidence',
  'the words are not in their passage',
  'kept out by your rules',
  'somebody else’s words',
  'no reason given',
  'Tacit’s own words',
  'off limits until its subject is turned on',
  'thrown out by you',
  'said already',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** From this share of words two quotes from copies of one passage are one. */
const MUCH = 0.8
const THROWN_OUT = 'observed.thrownOut'

/** By what a claim is known again, wherever its words stand: kind, proposal, the words without case and punctuation, and what they are about. */
export function claimKey({ kind, proposalId, quote, item }: Pick<ObservedClaim, 'kind' | 'proposalId' | 'quote' | 'item'>): string {
  return textKey(JSON.stringify([kind, proposalId, sameWords(quote), sameWords(item.text) === sameWords(quote) || proposalId !== null ? '' : sameWords(item.text)]))
}

/** The key of the claim that an observed row was made of. */
export function keyOf(row: LedgerRow): string {
  return claimKey({ kind: row.kind as ObservedClaim['kind'], proposalId: row.proposalId, quote: groundsOf(row)!.quote, item: observedItem(row) })
}

/** The setting that keeps rows out once the person has thrown them out; null where none was observed. Hashes only. */
export function thrownOut(store: Pick<Store, 'settings'>, rows: readonly LedgerRow[]): SettingRow | null {
  const keys = observedKeys(rows)
  return keys.length === 0 ? null : { key: THROWN_OUT, value: [...new Set([...thrownOutOf(store), ...keys])] }
}

/** The same setting without these rows, which may come in again. */
export function letIn(store: Pick<Store, 'settings'>, rows: readonly LedgerRow[]): SettingRow | null {
  const keys = new Set(observedKeys(rows))
  return keys.size === 0 ? null : { key: THROWN_OUT, value: [...thrownOutOf(store)].filter((key) => !keys.has(key)) }
}

const observedKeys = (rows: readonly LedgerRow[]): readonly string[] => rows.flatMap((row) => (groundsOf(row) === null ? [] : [keyOf(row)]))

function thrownOutOf(store: Pick<Store, 'settings'>): ReadonlySet<string> {
  return new Set((store.settings.get(THROWN_OUT)?.value ?? []) as readonly string[])
}

export type Admission = Readonly<{ admitted: ReadonlyMap<string, ObservedClaim>; refused: ReadonlyMap<string, Refusal> }>

/** Default deny: what passes every question, one claim for each key, the oldest words first. */
export async function admit(parts: Pick<Parts, 'store' | 'items' | 'embedder'>, by: Maker, claims: readonly ObservedClaim[]): Promise<Admission> {
  const { store, items } = parts
  const passages = await passagesOf(store, claims)
  const judge = judgeOf(parts, by)
  const admitted = new Map<string, ObservedClaim>()
  const refused = new Map<string, Refusal>()
  const vectors = await vectorsOf(parts, claims)
  const isCopy = openCopies()
  for (const claim of [...claims].sort((a, b) => (a.date ?? Infinity) - (b.date ?? Infinity) || (a.passageId < b.passageId ? -1 : 1))) {
    const key = claimKey(claim)
    const reason = judge(claim, key, passages)
    if (reason !== null) refused.set(key, reason)
    else if (!admitted.has(key)) {
      const { vector } = await items.one(claim.item)
      if (isCopy(claim, claim.kind === 'wish' ? vector : (vectors.get(claim.passageId) ?? null))) refused.set(key, 'said already')
      else admitted.set(key, claim)
    }
  }
  return { admitted, refused }
}

/** Those of the passages whose claims may say the same in almost the same words; a wish is known by itself. */
async function vectorsOf({ store, embedder }: Pick<Parts, 'store' | 'embedder'>, claims: readonly ObservedClaim[]): Promise<ReadonlyMap<string, Float32Array>> {
  const ids = [...new Set(claims.flatMap(({ kind, passageId }) => (kind === 'outcome' || kind === 'revision' ? [passageId] : [])))]
  const found = new Map<string, Float32Array>()
  for (let start = 0; start < ids.length; start += 500) for (const { id, vector } of await store.memories.withVectors(embedder.id, ids.slice(start, start + 500))) found.set(id, vector)
  return found
}

/** Tells of a claim that another of its kind has said it: a wish in almost the same words, anything else from a copy of the passage. */
function openCopies(): (claim: ObservedClaim, vector: Float32Array | null) => boolean {
  const groups = new Map<string, { nearness: ReturnType<typeof openNearness>; claims: ObservedClaim[] }>()
  return (claim, vector) => {
    if (claim.kind === 'thumb' || vector === null) return false
    const name = `${claim.kind} ${claim.kind === 'outcome' ? `${claim.verdict} ${claim.proposalId ?? sameWords(claim.item.text)}` : ''}`
    const { nearness, claims } = groups.get(name) ?? groups.set(name, { nearness: openNearness(), claims: [] }).get(name)!
    const isCopy = nearness.near(vector, ALIKE).some(({ index }) => tellsApart(claims[index]!.quote) === tellsApart(claim.quote) && (claim.kind === 'wish' || haveMuchInCommon(claims[index]!.quote, claim.quote)))
    if (!isCopy) {
      nearness.add(vector)
      claims.push(claim)
    }
    return isCopy
  }
}

const haveMuchInCommon = (one: string, other: string): boolean => dice(new Set(wordsOf(one)), new Set(wordsOf(other))) >= MUCH

function judgeOf({ store }: Pick<Parts, 'store'>, by: Maker) {
  const settings = readSettings(store)
  const out = thrownOutOf(store)
  const evidenceFrom = usedFor(store, 'evidence')
  const rulesOf = new Map([...evidenceFrom].map((id) => [id, rulesFor(store, id)]))
  const isTacits = knowsTexts(tacitsTexts(store))
  const said = new Set(liveRows(store.ledger.all()).flatMap((row) => (saysItself(row, by) ? [sameWords(row.text)] : [])))
  // What was seen while it was edited may stand in the folder's own history later.
  const rewritten = new Set(liveRows(store.ledger.all()).flatMap((row) => (row.kind === 'revision' && groundsOf(row)?.by !== by ? [keyOf(row)] : [])))
  return (claim: ObservedClaim, key: string, passages: ReadonlyMap<string, Passage>): Refusal | null => {
    const passage = passages.get(claim.passageId)
    if (!evidenceFrom.has(claim.sourceId)) return 'the source may not be used as evidence'
    if (passage === undefined || passage.sourceId !== claim.sourceId || claim.quote.trim() === '' || !passage.text.includes(claim.quote)) return 'the words are not in their passage'
    // Further words of the row may have been forgotten while it waited.
    if (claim.also?.some((id) => !passages.has(id))) return 'the words are not in their passage'
    // Earlier versions may have been looked up before a rule was made.
    if (rulesOf.get(claim.sourceId)?.refuseContent(contentOf('', textsOf(claim))) != null) return 'kept out by your rules'
    if (passage.speaker !== 'person' && claim.kind !== 'thumb') return 'somebody else’s words'
    if (claim.reason.trim() === '') return 'no reason given'
    if (out.has(key)) return 'thrown out by you'
    if (claim.kind !== 'thumb' && isTacits(claim.quote)) return 'Tacit’s own words'
    const found = harm(claim.quote)
    if (found !== null && (found.isCrisis || !settings.allowed.includes(found.category))) return 'off limits until its subject is turned on'
    const isSaid = claim.kind === 'wish' ? said.has(sameWords(claim.quote)) : rewritten.has(key)
    return isSaid ? 'said already' : null
  }
}

/** Those that come from the source; a state that was proposed does not. */
const textsOf = (claim: ObservedClaim): readonly string[] => [claim.quote, ...(claim.proposalId === null ? [claim.item.text] : []), ...(claim.kind === 'revision' ? [claim.before.text] : [])]

/** A state that the person wrote to Tacit, or a wish that another maker found, is the same wish. */
const saysItself = (row: LedgerRow, by: Maker): boolean => row.kind === 'written' || (row.kind === 'wish' && groundsOf(row)?.by !== by)

/** What Tacit has shown or written: where the person's words hold it, they are not the person's own. */
export function tacitsTexts(store: Pick<Store, 'proposals' | 'states'>): readonly string[] {
  const shown = allProposals(store as Store).flatMap(({ card }) => (card.origin === 'own' || card.form === 'hindsight' || card.form === 'contradiction' ? [] : [card.text, ...(card.other === null ? [] : [card.other])]))
  return [...new Set([...shown, ...store.states.all().map(({ text }) => text)])]
}

async function passagesOf(store: Store, claims: readonly ObservedClaim[]): Promise<ReadonlyMap<string, Passage>> {
  const ids = [...new Set(claims.flatMap(({ passageId, also = [] }) => [passageId, ...also]))]
  const found = new Map<string, Passage>()
  for (let start = 0; start < ids.length; start += 500) for (const passage of await store.memories.get(ids.slice(start, start + 500))) found.set(passage.id, passage)
  return found
}

