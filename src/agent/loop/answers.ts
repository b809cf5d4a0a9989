import { AppError } from '../contract/index.ts'
import type { Answer, Axis, Chip, Move, Opened, Status } from '../contract/index.ts'
import type { RowData, RowKind } from './evidence.ts'
import { axisView } from '../game/predict.ts'
import type { Belief } from '../game/belief.ts'
import type { LabelledText } from './items.ts'
import { ownChipOf } from './own-reasons.ts'
import type { Proposal } from './proposals.ts'
import type { LedgerRow } from '../store/types.ts'

const SMALLEST_MOVE = 0.02
const MOST_CHIPS = 4

type Draft = { [Kind in RowKind]: Readonly<{ kind: Kind; text: string; data: RowData<Kind> }> }[RowKind]

/** The ledger rows that an answer makes. Throws INPUT_INVALID where the answer does not fit the card. */
export function rowsOf(proposal: Proposal, answer: Answer, edited: LabelledText | null, nextId: () => number, at: number): readonly LedgerRow[] {
  return drafts(proposal, answer, edited).map((draft) => ({ ...draft, id: nextId(), at, proposalId: proposal.id, topic: proposal.data.topic }))
}

function drafts({ data, card, sealed }: Proposal, answer: Answer, edited: LabelledText | null): readonly Draft[] {
  const { item, other, isAnchor, since, topic, contradicts } = data
  const { text } = item
  const isQuestion = since !== null && topic !== null
  const told = sealed?.openedEarly ? { isTold: true } : {}
  if (card.looksBack && !['hindsight', 'dismiss', 'not-now', 'cannot-say'].includes(answer.kind)) {
    throw new AppError('INPUT_INVALID', `Card ${card.id} asks whether you are glad of it: answer with glad, neither, sorry or did-not-happen.`)
  }
  if (isQuestion && ['stars', 'pair', 'edit'].includes(answer.kind)) {
    throw new AppError('INPUT_INVALID', `Card ${card.id} asks whether something has changed: answer with yes, lately or no.`)
  }
  if (contradicts && !['contradiction', 'dismiss', 'not-now', 'cannot-say'].includes(answer.kind)) {
    throw new AppError('INPUT_INVALID', `Card ${card.id} shows two ratings that hardly go together: answer with changed, depends, first-slip or second-slip.`)
  }
  switch (answer.kind) {
    case 'stars':
      if (other) throw new AppError('INPUT_INVALID', `Card ${card.id} is a choice between two: answer with first, second or equal.`)
      return [{ kind: 'stars', text, data: { item, rating: answer.rating, isAnchor, ...told } }]
    case 'pair':
      if (!other) throw new AppError('INPUT_INVALID', `Card ${card.id} is one state: rate it 1 to 5.`)
      return [{ kind: 'pair', text, data: { first: item, second: other, choice: answer.choice, isAnchor, ...told } }]
    case 'edit':
      if (other && edited) {
        if (edited.text === text || edited.text === other.text) throw new AppError('INPUT_INVALID', 'That is one of the two as it stands. Change a word, or choose it.')
        // Over each of the two; nothing is said of which of them is better.
        return [item, other].map((before) => ({ kind: 'edit', text: before.text, data: { before, after: edited } }))
      }
      if (!edited || edited.text === text) throw new AppError('INPUT_INVALID', 'The text is as it was. Change a word, or rate it.')
      return [
        { kind: 'edit', text, data: { before: item, after: edited } },
        { kind: 'accept', text: edited.text, data: { item: edited, accepted: true, ...told } },
      ]
    case 'change':
      if (!isQuestion) throw new AppError('INPUT_INVALID', `Card ${card.id} asks nothing about change.`)
      return [{ kind: 'change', text, data: { topic, since, answer: answer.answer } }]
    case 'contradiction':
      if (!contradicts) throw new AppError('INPUT_INVALID', `Card ${card.id} shows no two ratings.`)
      return [{ kind: 'contradiction', text, data: { first: contradicts.rows[0], second: contradicts.rows[1], answer: answer.answer } }]
    case 'hindsight':
      if (!card.looksBack) throw new AppError('INPUT_INVALID', `Card ${card.id} looks back on nothing.`)
      if (answer.verdict === 'did-not-happen') return [{ kind: 'did-not-happen', text, data: {} }]
      return [{ kind: 'hindsight', text, data: { item, verdict: answer.verdict, ...told } }]
    case 'dismiss':
      // To wave a question away says nothing about the state of affairs that it names.
      if (isQuestion || contradicts || card.looksBack) return [{ kind: 'cannot-say', text, data: {} }]
      return [{ kind: 'accept', text, data: { item, accepted: false, isAnchor, ...told } }]
    case 'not-now':
      return [{ kind: 'not-now', text, data: {} }]
    case 'cannot-say':
      return [{ kind: 'cannot-say', text, data: {} }]
    default:
      return answer satisfies never
  }
}

/** How far each axis moved, the largest first, named by the pole that gained; smaller ones than .02 are left out. */
export function movesBetween(before: Belief, after: Belief, axes: readonly Axis[]): readonly Move[] {
  return axes
    .map((axis, index) => ({ axis, by: axisView(after, index).mean - axisView(before, index).mean }))
    .filter(({ by }) => Math.abs(by) >= SMALLEST_MOVE)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .map(({ axis, by }) => ({ axisId: axis.id, pole: by < 0 ? axis.left : axis.right, by: Math.abs(by) }))
}

export function isSurprise({ sealed }: Proposal, answer: Answer): boolean {
  if (answer.kind !== 'stars' || !sealed?.likely) return false
  return answer.rating < sealed.likely[0] || answer.rating > sealed.likely[1]
}

/** Reasons that the person may give: the poles that the state stands at, those that moved most first. */
export function chipsOf({ data }: Proposal, axes: readonly Axis[]): readonly Chip[] {
  const liking = likingOf(data.answer)
  if (liking === 0) return []
  const labels = chosenLabels(data)
  const moved = new Map(data.moves.map((move, index) => [move.axisId, index]))
  return axes
    .flatMap((axis) => {
      const label = Math.sign(labels[axis.id] ?? 0)
      if (label === 0) return []
      const pole = label < 0 ? axis.left : axis.right
      const sign: -1 | 1 = label * liking > 0 ? 1 : -1
      const id = `${axis.id}:${sign}`
      return [{ id, axisId: axis.id, sign, label: liking > 0 ? pole : `too ${pole}`, chosen: id in data.chipRows }]
    })
    .sort((a, b) => (moved.get(a.axisId) ?? axes.length) - (moved.get(b.axisId) ?? axes.length))
    .slice(0, MOST_CHIPS)
}

/** What an answer says of its state: wanted, not wanted, or neither. */
export function likingOf(answer: Answer | null): -1 | 0 | 1 {
  switch (answer?.kind) {
    case 'stars':
      return answer.rating >= 4 ? 1 : answer.rating <= 2 ? -1 : 0
    case 'pair':
      return answer.choice === 'equal' ? 0 : 1
    case 'dismiss':
      return -1
    default:
      return 0
  }
}

/** What the chosen one of a pair has and the other has not; the labels themselves for a single state. */
function chosenLabels({ item, other, answer }: Proposal['data']): Readonly<Record<string, number>> {
  if (!other || answer?.kind !== 'pair') return item.axes
  const [chosen, left] = answer.choice === 'second' ? [other, item] : [item, other]
  return Object.fromEntries(Object.entries(chosen.axes).filter(([id, label]) => left.axes[id] !== label))
}

/** The chips with those that were confirmed of the person's own words. */
function withOwn(chips: readonly Chip[], chipRows: Proposal['data']['chipRows'], axes: readonly Axis[]): readonly Chip[] {
  const known = new Set(chips.map(({ id }) => id))
  return [...Object.keys(chipRows).flatMap((id) => (known.has(id) ? [] : (ownChipOf(axes, id, true) ?? []))), ...chips]
}

/** The opened envelope of an answered proposal. What says nothing about the reward leaves the seal closed. `touched` are reasons that a model suggests of an edit. */
export function openedOf(proposal: Proposal, axes: readonly Axis[], status: Status, touched: readonly Chip[] = []): Opened {
  const { data, card, sealed, reasons } = proposal
  if (!data.answer || data.answeredAt === null) throw new AppError('NOT_FOUND', `Card ${card.id} has no answer yet.`)
  const staysSealed = data.answer.kind === 'not-now'
  return {
    card,
    answer: data.answer,
    answeredAt: data.answeredAt,
    sealed: staysSealed ? null : sealed,
    reasons: staysSealed ? null : reasons,
    moves: data.moves,
    isSurprise: data.isSurprise,
    chips: withOwn([...chipsOf(proposal, axes), ...touched], data.chipRows, axes),
    ...(data.note !== undefined && { note: data.note }),
    undoId: data.rowIds.at(-1) ?? null,
    status,
  }
}
