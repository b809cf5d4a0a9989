// The home of someone who has used Tacit for years: thousands of answers to states like the library's, none of which came twice.

import { randomUUID } from 'node:crypto'
import type { Answer, Axis, Card, Reasons } from '../../src/agent/contract/index.ts'
import type { Evidence } from '../../src/agent/game/types.ts'
import { rowsOf } from '../../src/agent/loop/answers.ts'
import { toEvidence } from '../../src/agent/loop/evidence.ts'
import { openItems } from '../../src/agent/loop/items.ts'
import type { LabelledText, Labels } from '../../src/agent/loop/items.ts'
import { freshData } from '../../src/agent/loop/proposals.ts'
import type { Proposal } from '../../src/agent/loop/proposals.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { textKey } from '../../src/agent/model/text-key.ts'
import { openStore } from '../../src/agent/store/store.ts'
import type { LedgerRow } from '../../src/agent/store/types.ts'
import { plantPerson } from '../../src/cli/demo/person.ts'
import type { Person } from '../../src/cli/demo/person.ts'
import { randomOf } from './random.ts'
import type { Random } from './random.ts'
import type { State } from './states.ts'

type LifeOptions = Readonly<{ axes: readonly Axis[]; states: readonly State[]; rows: number; seed: number; until: number }>
type Life = Readonly<{ proposals: readonly Proposal[]; ledger: readonly LedgerRow[]; vectors: ReadonlyMap<string, Float32Array> }>

const YEARS_MS = 3 * 365 * 86_400_000
const ACTS_PER_WRITE = 500

/** Writes the home through the real store. Returns the evidence that its ledger holds. */
export async function writeLongHome(home: string, embedder: Embedder, options: LifeOptions): Promise<readonly Evidence[]> {
  const { proposals, ledger, vectors } = simulate(options)
  await using store = await openStore(home)
  await store.vectors.put(embedder.id, vectors)
  for (let start = 0; start < ledger.length; start += ACTS_PER_WRITE) {
    await store.say({ ledger: ledger.slice(start, start + ACTS_PER_WRITE), proposals: proposals.slice(start, start + ACTS_PER_WRITE) })
  }
  await store.flush()
  await store.compact()
  return await toEvidence(ledger, options.axes, openItems(options.axes, embedder, store.vectors, new Map()))
}

export const labelsOf = (axes: readonly Axis[], { item }: State): Labels => Object.fromEntries(axes.map(({ id }, k) => [id, item.axes[k]!] as const).filter(([, label]) => label !== 0))

function simulate({ axes, states, rows, seed, until }: LifeOptions): Life {
  const random = randomOf('long home', seed)
  const person = plantPerson(axes, seed)
  const vectors = new Map<string, Float32Array>()
  const another = (): Readonly<{ item: LabelledText; area: string }> => {
    const state = states[random.below(states.length)]!
    const text = `${state.text} (${vectors.size + 1})`
    vectors.set(textKey(text), near(state.item.vector, random))
    return { item: { text, axes: labelsOf(axes, state) }, area: state.area }
  }
  const proposals: Proposal[] = []
  const ledger: LedgerRow[] = []
  while (ledger.length < rows) {
    const at = until - YEARS_MS * (1 - ledger.length / rows)
    const form = random.uniform()
    const { item, area } = another()
    const other = form < 0.12 ? another().item : null
    const answer = answerOf(person, item, other, form)
    const open = proposalOf(item, other, area, at, ledger)
    const said = rowsOf(open, answer, null, () => ledger.length + 1, at)
    proposals.push({ ...open, status: 'answered', data: { ...open.data, answer, answeredAt: at, rowIds: said.map(({ id }) => id) } })
    ledger.push(...said)
  }
  return { proposals, ledger, vectors }
}

/** A unit vector as near as that of another text of the same kind: cosine .7 or so. */
export function near(vector: Float32Array, random: Random): Float32Array {
  const moved = vector.map((each) => each + random.normal() / Math.sqrt(vector.length))
  const length = Math.hypot(...moved)
  return moved.map((each) => each / length)
}

/** One answer in eight is a choice between two, one in twenty a dismissal, the others are ratings. */
function answerOf(person: Person, item: LabelledText, other: LabelledText | null, form: number): Answer {
  if (other) return { kind: 'pair', choice: person.worth(item.axes) >= person.worth(other.axes) ? 'first' : 'second' }
  return form < 0.17 ? { kind: 'dismiss' } : { kind: 'stars', rating: person.rate(item.axes) }
}

function proposalOf(item: LabelledText, other: LabelledText | null, area: string, at: number, ledger: readonly LedgerRow[]): Proposal {
  const id = randomUUID()
  const card: Card = { id, form: other ? 'pair' : 'state', kind: 'proposal', origin: 'generated', text: item.text, other: other?.text ?? null, topics: [area], quotes: [], sealedAt: at, isSample: false, looksBack: null }
  return {
    id,
    at,
    status: 'open',
    card,
    sealed: { mean: 3, likely: other ? null : [2, 4], chance: 0.4, openedEarly: false, isAnchor: false },
    reasons: other ? null : reasonsOf(ledger),
    data: freshData({ deck: 'five', stateIds: [], item, other, topic: area, since: null, isAnchor: false }),
  }
}

/** Of the size that real ones have: four terms, and the five rows that weighed most. */
function reasonsOf(ledger: readonly LedgerRow[]): Reasons {
  const term = { label: 'what you said of things like it', value: 0.25, spread: 0.125, axisId: null }
  return {
    contributions: [term, term, term, term],
    evidence: ledger.slice(-5).map(({ id, text }) => ({ rowId: id, weight: 0.0625, label: `${text} (rated 4)` })),
    style: term,
    chance: 0.4,
    threshold: 0,
    choice: 'Chosen mostly for what the answer would teach.',
    otherwise: 'You opened the deck; nothing had to be passed.',
  }
}
