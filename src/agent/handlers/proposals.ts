import { AppError } from '../contract/index.ts'
import type { Answer, Card, Chip, Handlers, Opened, Why } from '../contract/index.ts'
import { chipsOf, isSurprise, likingOf, movesBetween, openedOf, rowsOf } from '../loop/answers.ts'
import type { Deck } from '../loop/deck.ts'
import { liveRows } from '../loop/evidence.ts'
import type { Belief } from '../game/belief.ts'
import { noteSeen } from '../loop/interactions.ts'
import { openOwnReasons, ownChipOf } from '../loop/own-reasons.ts'
import type { LabelledText } from '../loop/items.ts'
import type { Parts } from '../loop/parts.ts'
import { labelByRule } from '../propose/axes.ts'
import { allProposals, answered, asksAbout, asProposal, dayStart, openedEarly, reopened } from '../loop/proposals.ts'
import type { Proposal, ProposalData } from '../loop/proposals.ts'
import { NOT_CHOSEN, seal } from '../loop/seal.ts'
import type { LedgerRow } from '../store/types.ts'
import { nearestArea } from '../loop/topics.ts'

/** By then what the answer did is on the screen, and nobody has read it yet. */
const LOOK_AHEAD_AFTER_MS = 150

type Names = 'proposals.rate' | 'proposals.unseal' | 'proposals.reason' | 'proposals.readReason' | 'proposals.why' | 'proposals.undo' | 'proposals.next' | 'proposals.list' | 'proposals.seen' | 'states.write'

export function proposalHandlers(parts: Parts, deck: Deck): Pick<Handlers, Names> {
  const { store, mind, axes, touched, now } = parts
  const ownReasons = openOwnReasons(parts)

  function find(id: string): Proposal {
    const row = store.proposals.get(id)
    if (!row || row.status === 'withdrawn') throw new AppError('NOT_FOUND', row ? `The card ${id} was withdrawn, and another has its place. Read the tray again.` : `There is no card ${JSON.stringify(id)}. Read the tray again for those that are there.`)
    return asProposal(row)
  }

  const opened = (id: string): Opened => openedOf(find(id), axes, deck.status(), touched.chips(find(id)))

  async function rate(id: string, answer: Answer): Promise<Opened> {
    const proposal = find(id)
    if (proposal.status === 'answered') throw new AppError('ALREADY_ANSWERED', 'This card has an answer already. Undo it to answer again.')
    const edited = answer.kind === 'edit' ? relabel(proposal.data, answer.text) : null
    const rows = rowsOf(proposal, answer, edited, () => store.nextLedgerId(), now())
    const isDeferral = answer.kind === 'not-now'
    const moved = await mind.learn(rows, ({ before, after }) => {
      const data = {
        ...proposal.data,
        answer,
        answeredAt: now(),
        rowIds: rows.map((row) => row.id),
        moves: movesBetween(before, after, axes),
        isSurprise: isSurprise(proposal, answer),
        deferredUntil: isDeferral ? dayStart(now() + 86_400_000) : null,
      }
      return { proposals: [{ ...proposal, status: isDeferral ? ('open' as const) : ('answered' as const), data }] }
    })
    if (answer.kind === 'change' || (answer.kind === 'contradiction' && answer.answer !== 'depends')) await reweigh(id, moved.before)
    if (edited) touched.want()
    parts.announcer.announce('status', deck.status())
    setTimeout(deck.lookAhead, LOOK_AHEAD_AFTER_MS).unref()
    return opened(id)
  }

  /** An answer about change or a contradiction weighs rows that are there already, so that only a refit shows what it did. */
  async function reweigh(id: string, before: Belief): Promise<void> {
    const { after } = await mind.rebuild()
    const proposal = find(id)
    await store.say({ proposals: [{ ...proposal, data: { ...proposal.data, moves: movesBetween(before, after, axes) } }] })
  }

  function findAnswered(id: string): Proposal {
    const proposal = find(id)
    if (proposal.status !== 'answered') throw new AppError('NOT_FOUND', 'A reason belongs to an answer, and this card has none yet.')
    return proposal
  }

  /** Words that say what a chip of the card says are that chip. */
  async function readReason(id: string, text: string): Promise<readonly Chip[]> {
    const proposal = findAnswered(id)
    const offered = [...chipsOf(proposal, axes), ...touched.chips(proposal)]
    const read = await ownReasons.read(text, likingOf(proposal.data.answer))
    return read.map((chip) => ({ ...(offered.find(({ axisId, sign }) => axisId === chip.axisId && sign === chip.sign) ?? chip), label: chip.label }))
  }

  async function reason(id: string, chips: readonly string[], note: string | null | undefined): Promise<Opened> {
    const named = [...new Set(chips)]
    const proposal = findAnswered(id)
    const own = named.flatMap((chip) => ownChipOf(axes, chip) ?? [])
    const known = new Map([...own, ...chipsOf(proposal, axes), ...touched.chips(proposal)].map((chip) => [chip.id, chip]))
    const unknown = named.find((chip) => !known.has(chip))
    if (unknown) throw new AppError('INPUT_INVALID', `This card has no reason ${JSON.stringify(unknown)}. It has ${[...known.keys()].join(', ') || 'none'}.`)
    // "More of one pole" and "less of the other" are one reason.
    const said = named.map((chip) => `${known.get(chip)!.axisId} ${known.get(chip)!.sign}`)
    const chosen = named.filter((_chip, index) => said.indexOf(said[index]!) === index)
    const { chipRows, topic } = proposal.data
    const gone = Object.entries(chipRows).filter(([chip]) => !chosen.includes(chip))
    const added = chosen.filter((chip) => !(chip in chipRows)).map((chip): LedgerRow => {
      const { axisId, sign, label } = known.get(chip)!
      return { id: store.nextLedgerId(), at: now(), kind: 'reason', proposalId: null, topic, text: label, data: { axis: axisId, sign } }
    })
    const kept = Object.fromEntries([
      ...Object.entries(chipRows).filter(([chip]) => chosen.includes(chip)),
      ...chosen.filter((chip) => !(chip in chipRows)).map((chip, index) => [chip, added[index]!.id] as const),
    ])
    const also = { proposals: [{ ...proposal, data: { ...proposal.data, chipRows: kept, note: note === undefined ? proposal.data.note : (note ?? undefined) } }] }
    if (added.length + gone.length === 0) await store.say(also)
    if (added.length > 0) await mind.learn(added, () => also)
    if (gone.length > 0) {
      const rowIds = gone.map(([, row]) => row)
      await mind.unlearn(undoRow(rowIds, topic), rowIds, also)
    }
    return opened(id)
  }

  const undoRow = (rows: readonly number[], topic: string | null): LedgerRow => ({
    id: store.nextLedgerId(), at: now(), kind: 'undo', proposalId: null, topic, text: '', data: { rows },
  })

  /** Today's last answer, a "not now" included, or the answer that holds a row. */
  function lastAnswer(undoId: number | undefined): Proposal {
    const given = [...answered(store), ...allProposals(store).filter(({ status, data }) => status === 'open' && data.answer !== null)]
    const found =
      undoId === undefined
        ? given.filter(({ data }) => (data.answeredAt ?? 0) >= dayStart(now())).sort((a, b) => b.data.rowIds.at(-1)! - a.data.rowIds.at(-1)!)[0]
        : given.find(({ data }) => data.rowIds.includes(undoId))
    if (found) return found
    throw new AppError('NOTHING_TO_UNDO', undoId === undefined ? 'Nothing was answered today.' : `Row ${undoId} belongs to no answer that stands.`)
  }

  async function undo(undoId: number | undefined) {
    const proposal = lastAnswer(undoId)
    const asked = askedOf(proposal)
    // What was said of two ratings does not stand without one of them.
    const compared = asked.filter(({ status, data }) => status === 'answered' && data.contradicts !== undefined)
    const rowIds = [...[proposal, ...compared].flatMap(({ data }) => data.rowIds), ...Object.values(proposal.data.chipRows)]
    const state = deck.state()
    const isOfDeck = state !== null && (state.done.includes(proposal.id) || state.current === proposal.id)
    const current = isOfDeck && state.current && state.current !== proposal.id ? store.proposals.get(state.current) : undefined
    await mind.unlearn(undoRow(rowIds, proposal.data.topic), rowIds, {
      // The card that had come next goes back into the pool; its seal was made with the answer that is taken back.
      proposals: [reopened(proposal), ...[...[...(current ? [current] : []), ...asked].filter(({ status }) => status === 'open'), ...compared].map((card) => ({ ...card, status: 'withdrawn' as const }))],
      ...(isOfDeck && { settings: [{ key: 'deck', value: { ...state, done: state.done.filter((id) => id !== proposal.id), current: proposal.id } }] }),
    })
    // What was found of a state that is no longer accepted is evidence of nothing.
    if (parts.lookingBack.of(proposal.id).length > 0) parts.learnSoon()
    parts.announcer.announce('status', deck.status())
    return deck.tray()
  }

  /** The questions about a card's state. */
  const askedOf = ({ id }: Proposal): readonly Proposal[] => allProposals(store).filter((proposal) => asksAbout(proposal, new Set([id])))

  async function write(text: string): Promise<Card> {
    const labelled: LabelledText = { text, axes: labelByRule(text) }
    const item = await parts.items.one(labelled)
    const topic = nearestArea(item.vector, parts.library, parts.libraryItems)
    const draft = { deck: 'own', origin: 'own', item, labels: labelled, other: null, stateIds: [], since: null, looksBack: null, topics: [topic], quotes: [], isSample: false } as const
    const proposal = seal(draft, NOT_CHOSEN, parts)
    const row: LedgerRow = { id: store.nextLedgerId(), at: now(), kind: 'written', proposalId: proposal.id, topic, text, data: { item: labelled } }
    await mind.learn([row], () => ({ proposals: [proposal] }))
    return proposal.card
  }

  /** Why a card was there. The seal and the reasons are in it only once it was answered or opened early. */
  function why(id: string): Why {
    const { card, sealed, reasons, data, status } = find(id)
    const isOpen = status === 'answered' || sealed?.openedEarly === true
    return { card, answer: data.answer, sealed: isOpen ? sealed : null, reasons: isOpen ? reasons : null }
  }

  return {
    'proposals.rate': ({ id, answer }) => rate(id, answer),
    'proposals.unseal': async ({ id }) => {
      const proposal = find(id)
      if (proposal.sealed && proposal.status === 'open') {
        await store.say({ proposals: [openedEarly(proposal)] })
      }
      return why(id)
    },
    'proposals.reason': ({ id, chips, note }) => reason(id, chips, note),
    'proposals.readReason': ({ id, text }) => readReason(id, text),
    'proposals.why': ({ id }) => why(id),
    'proposals.undo': ({ undoId }) => undo(undoId),
    'proposals.next': async ({ count }) => {
      const { cards } = await deck.tray()
      const sealedCards = cards.filter((card) => card.sealedAt > 0)
      if (sealedCards.length > 0) return { cards: sealedCards.slice(0, count), silence: null }
      const { cards: drawn } = await deck.open('state', count)
      return { cards: drawn.filter((card) => card.sealedAt > 0), silence: deck.status().silence.text }
    },
    'proposals.list': ({ limit }) =>
      allProposals(store)
        .filter(({ status }) => status !== 'withdrawn')
        .toReversed()
        .toSorted((a, b) => lastOf(b) - lastOf(a))
        .slice(0, limit)
        .map(({ card, data }) => ({ card, answer: data.answer ? { text: answerText(data.answer), at: data.answeredAt ?? 0, undoId: data.rowIds.at(-1) ?? null } : null })),
    'proposals.seen': async ({ ids }) => {
      await noteSeen(parts, ids)
      return {}
    },
    'states.write': ({ text }) => write(text),
  }
}

/** When it was set out or answered. */
const lastOf = ({ at, data }: Proposal): number => Math.max(at, data.answeredAt ?? 0)

/** The rows that an answer left, for those who count them. */
export function ratedStates({ store }: Pick<Parts, 'store'>): readonly Readonly<{ text: string; rating: number; at: number; isOwn: boolean; axes: Readonly<Record<string, number>> }>[] {
  const cards = new Map(allProposals(store).map((proposal) => [proposal.id, proposal]))
  return liveRows(store.ledger.all()).flatMap((row) => {
    if (row.kind !== 'stars') return []
    const data = row.data as { item: LabelledText; rating: number }
    return [{ text: data.item.text, rating: data.rating, at: row.at, isOwn: cards.get(row.proposalId ?? '')?.card.kind === 'own', axes: data.item.axes }]
  })
}

/** The labels of the text before, or those that both of a pair have, but where the new words decide an axis by rule. */
const relabel = ({ item, other }: Pick<ProposalData, 'item' | 'other'>, text: string): LabelledText => {
  const kept = Object.entries(item.axes).filter(([id, label]) => other === null || other.axes[id] === label)
  return { text, axes: { ...Object.fromEntries(kept), ...labelByRule(text) } }
}

function answerText(answer: Answer): string {
  switch (answer.kind) {
    case 'stars':
      return `rated ${answer.rating}`
    case 'pair':
      return answer.choice === 'equal' ? 'about equal' : `chose the ${answer.choice}`
    case 'change':
      return { yes: 'it has changed', lately: 'just lately', no: 'it has not changed' }[answer.answer]
    case 'contradiction':
      return { changed: 'you changed', depends: 'it depends', 'first-slip': 'the earlier rating was a slip', 'second-slip': 'the later rating was a slip' }[answer.answer]
    case 'hindsight':
      return { glad: 'glad of it', neither: 'neither glad nor sorry', sorry: 'sorry for it', 'did-not-happen': 'it did not happen' }[answer.verdict]
    case 'edit':
      return 'rewritten'
    case 'dismiss':
      return 'dismissed'
    case 'not-now':
      return 'not now'
    case 'cannot-say':
      return 'can’t say'
    default:
      return answer satisfies never
  }
}
