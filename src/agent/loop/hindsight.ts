import { setTimeout as wait } from 'node:timers/promises'
import type { Quote } from '../contract/index.ts'
import type { Parts } from './parts.ts'
import { isAllowed } from './pool.ts'
import { allProposals } from './proposals.ts'
import { NOT_CHOSEN, seal } from './seal.ts'
import type { Proposal } from './proposals.ts'
import { acceptedStates } from './state-outcomes.ts'
import type { Accepted, Found } from './state-outcomes.ts'
import { readSettings } from './settings.ts'
import { usedFor } from './uses.ts'

/** What feels good now is not asked about so soon, unless the notes already tell of it. */
const OLD_ENOUGH_MS = 14 * 86_400_000
const MOST_QUOTES = 3
/** A card is never without what was written since only because the app has just been opened; nor is a tray waited for longer. */
const LOOK_MAY_TAKE_MS = 3000
const DRAWN = { ...NOT_CHOSEN, isAnchor: true }

/** The card of today that asks about an accepted state, drawn at random, sealed; with it that state's proposal, so that each is asked about once. */
export async function drawHindsight(parts: Parts): Promise<readonly Proposal[]> {
  const { store, now } = parts
  const cards = allProposals(store).filter(({ card }) => card.form === 'hindsight')
  // One that still waits is enough.
  if (cards.some(({ status }) => status === 'open')) return []
  if (acceptedStates(store).every(({ proposal }) => proposal.data.wasLookedBackOn === true)) return []
  // One that fails is told of by whoever looks in the background.
  await Promise.race([parts.lookingBack.looked().catch(() => undefined), wait(LOOK_MAY_TAKE_MS, undefined, { ref: false })])
  const settings = readSettings(store)
  const due = acceptedStates(store).filter(
    ({ proposal, state, at }) => proposal.data.wasLookedBackOn !== true && isAllowed(state.text, settings) && (now() - at >= OLD_ENOUGH_MS || toldOf(parts, proposal.id).length > 0),
  )
  const drawn = due[drawOf(store.ledger.size + cards.length, due.length)]
  if (!drawn) return []
  const { proposal } = drawn
  return [await cardOf(parts, drawn), { ...proposal, data: { ...proposal.data, wasLookedBackOn: true } }]
}

async function cardOf(parts: Parts, { proposal, state, at }: Accepted): Promise<Proposal> {
  const told = await stillThere(parts, toldOf(parts, proposal.id))
  const { card, data } = proposal
  return seal(
    {
      deck: 'tray',
      origin: card.origin,
      item: await parts.items.one(state),
      labels: state,
      other: null,
      stateIds: [],
      since: null,
      looksBack: { on: proposal.id, answer: data.answer?.kind === 'stars' ? `you said ${data.answer.rating}` : 'you wrote it so', at, happened: told[0]?.verdict ?? null },
      topics: card.topics,
      quotes: told.slice(0, MOST_QUOTES).map((each) => quoteOf(each, parts)),
      isSample: card.isSample,
    },
    DRAWN,
    parts,
  )
}

/** What may stand beside a card: words of sources that proposals may quote. */
function toldOf({ store, lookingBack }: Parts, proposalId: string): readonly Found[] {
  const mayQuote = usedFor(store, 'proposals')
  const settings = readSettings(store)
  return lookingBack.of(proposalId).filter(({ passage, quote }) => mayQuote.has(passage.sourceId) && isAllowed(quote, settings))
}

/** What was looked at may have been forgotten since, and no card may bring its words back. */
async function stillThere({ store }: Parts, told: readonly Found[]): Promise<readonly Found[]> {
  const texts = new Map((await store.memories.get(told.map(({ passage }) => passage.id))).map(({ id, text }) => [id, text]))
  return told.filter(({ passage, quote }) => texts.get(passage.id)?.includes(quote))
}

function quoteOf({ passage, quote }: Found, { store }: Parts): Quote {
  const { id, sourceId, file, heading, lineStart, lineEnd, date } = passage
  return { passageId: id, sourceId, file, heading, lineStart, lineEnd, date, text: quote, sourceName: store.sources.all().find((row) => row.id === sourceId)?.name ?? '' }
}

/** An index below `count`, by a draw that `turn` fixes (Knuth's multiplicative hash). */
function drawOf(turn: number, count: number): number {
  return count === 0 ? 0 : Math.floor(((Math.imul(turn + 1, 0x9e3779b1) >>> 0) / 2 ** 32) * count)
}
