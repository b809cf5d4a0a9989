import { SWITCHED_CHANNELS } from '../contract/index.ts'
import type { Axis, AxisDetail, AxisView, ChannelView, EvidenceView, You } from '../contract/index.ts'
import type { TraceStep } from './compute.ts'
import { dayStart } from './proposals.ts'
import { rowData } from './evidence.ts'
import type { RowData, RowKind } from './evidence.ts'
import { axisView, channels } from '../game/predict.ts'
import type { Belief } from '../game/belief.ts'
import { axisEvidence } from '../game/explain.ts'
import type { Prior } from '../game/prior.ts'
import type { Evidence } from '../game/types.ts'
import type { LedgerRow } from '../store/types.ts'

/** Half the width of the 80 % range, in standard deviations. */
const LIKELY = 1.2815515655446004
const HISTORY_DAYS = 42
const DAY_MS = 86_400_000
/** A row counts as evidence on an axis when it moved it by this much, in points. */
const NOTEWORTHY = 0.005

const band = (mean: number, sd: number) => ({ mean, low: mean - LIKELY * sd, high: mean + LIKELY * sd })

type ViewParts = Readonly<{ evidence: readonly Evidence[]; axes: readonly Axis[]; belief: Belief; steps: readonly TraceStep[]; rows: readonly LedgerRow[]; locked: ReadonlySet<string>; prior: Prior; now: number }>

function axisViewOf(index: number, { axes, belief, steps, rows, locked, now }: ViewParts): AxisView {
  const axis = axes[index]!
  const { mean, sd } = axisView(belief, index)
  const now80 = band(mean, sd)
  return {
    id: axis.id,
    left: axis.left,
    right: axis.right,
    kind: axis.kind,
    ...now80,
    isSure: now80.low > 0 || now80.high < 0,
    rows: steps.filter((step) => Math.abs(step.moves[index]!) > NOTEWORTHY).length,
    locked: locked.has(axis.id),
    history: history(index, steps, rows, now, now80),
  }
}

/** The axis at the end of each day on which it was learnt about, over six weeks, and as it is now. */
function history(index: number, steps: readonly TraceStep[], rows: readonly LedgerRow[], now: number, today: Readonly<{ mean: number; low: number; high: number }>) {
  const since = now - HISTORY_DAYS * DAY_MS
  const byDay = new Map<number, Readonly<{ at: number; mean: number; low: number; high: number }>>()
  // What was read in a note is older than the day on which it was learnt.
  const learntAt = new Map(rows.map((row) => [row.id, row.at]))
  for (const step of steps) {
    const at = learntAt.get(step.rowId) ?? step.at
    if (at >= since) byDay.set(dayStart(at), { at, ...band(step.means[index]!, step.sds[index]!) })
  }
  byDay.delete(dayStart(now))
  return [...byDay.values(), { at: now, ...today }]
}

export function youOf(parts: ViewParts): Omit<You, 'removals'> {
  const views = parts.axes.map((_, index) => axisViewOf(index, parts))
  const sure = views.filter((view) => view.isSure).length
  const rows = parts.steps.length
  const lede =
    rows === 0
      ? 'Nothing is known yet. Fourteen axes, all at zero.'
      : `Tacit is sure which way you lean on ${sure} of ${views.length} axes.`
  return { lede, rows, axes: views, sure, asOf: parts.now }
}

export function axisDetailOf(index: number, parts: ViewParts): AxisDetail {
  const axis = parts.axes[index]!
  return {
    ...axisViewOf(index, parts),
    anchors: { left: axis.leftAnchors, right: axis.rightAnchors },
    halfLifeDays: parts.prior.halfLifeDays[axis.kind],
    evidence: leverages(index, parts),
  }
}

/** What each row holds of the axis' present value: summed over all rows this is the value, less the prior's share. */
function leverages(index: number, { belief, evidence, rows }: ViewParts): readonly EvidenceView[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return axisEvidence(belief, index, evidence)
    .filter(({ weight }) => Math.abs(weight) > NOTEWORTHY)
    .flatMap(({ rowId, weight }) => {
      const row = rowOf.get(rowId)
      return row ? [evidenceView(row, weight)] : []
    })
}

/** Kinds of rows that nobody said to Tacit. */
const INFERRED: ReadonlySet<string> = new Set(SWITCHED_CHANNELS.filter((channel) => channel !== 'written'))

const evidenceView = (row: LedgerRow, effect: number): EvidenceView => ({ rowId: row.id, at: row.at, label: labelOf(row), said: saidOf(row), effect, ...(INFERRED.has(row.kind) && { isInferred: true }) })

/** The rows of evidence with what each did, and those that are kept of channels that are `off`; `effect` picks the number out of the row's step. */
export function evidenceViews(rows: readonly LedgerRow[], steps: readonly TraceStep[], off: readonly string[], effect: (step: TraceStep) => number): readonly EvidenceView[] {
  const stepOf = new Map(steps.map((step) => [step.rowId, step]))
  return rows.flatMap((row): readonly EvidenceView[] => {
    const step = stepOf.get(row.id)
    const view = evidenceView(row, step ? effect(step) : 0)
    return step ? [view] : off.includes(row.kind) ? [{ ...view, isOff: true }] : []
  })
}

/** The words by which a row is recognised. */
export function labelOf(row: LedgerRow): string {
  switch (row.kind as RowKind) {
    case 'pair':
      return `${(row.data as RowData<'pair'>).first.text} / ${(row.data as RowData<'pair'>).second.text}`
    case 'edit':
      return (row.data as RowData<'edit'>).after.text
    default:
      return row.text
  }
}

export function saidOf(row: LedgerRow): string {
  switch (row.kind as RowKind) {
    case 'stars':
      return `rated ${rowData.stars.parse(row.data).rating}`
    case 'pair': {
      const { choice } = rowData.pair.parse(row.data)
      return choice === 'equal' ? 'about equal' : `chose the ${choice}`
    }
    case 'accept':
      return rowData.accept.parse(row.data).accepted ? 'accepted' : 'dismissed'
    case 'edit':
      return 'rewrote it'
    case 'written':
      return 'wrote it'
    case 'reason':
      return 'gave as a reason'
    case 'pole':
      return 'said that it matters'
    case 'slider':
      return 'set it'
    case 'lock':
      return rowData.lock.parse(row.data).value === null ? 'unlocked it' : 'locked it'
    case 'hindsight':
      return { glad: 'glad of it', neither: 'neither glad nor sorry', sorry: 'sorry for it' }[rowData.hindsight.parse(row.data).verdict]
    case 'outcome':
      return { happened: 'it happened', stalled: 'it came to a halt', dropped: 'you let it go' }[rowData.outcome.parse(row.data).verdict]
    case 'thumb':
      return rowData.thumb.parse(row.data).up ? 'thumb up' : 'thumb down'
    case 'wish':
      return 'wrote that you want it'
    case 'revision':
      return 'wrote it in place of another'
    case 'ignored':
      return 'left lying'
    default:
      return row.kind
  }
}

const CHANNEL_NAMES: Readonly<Record<string, string>> = {
  stars: 'Ratings, 1 to 5',
  pair: 'Choices between two',
  accept: 'Dismissed or accepted',
  edit: 'Your own wording',
  written: 'States you wrote',
  thumb: 'Thumbs in a chat',
  hindsight: 'Glad it is so',
  ignored: 'Proposals left unanswered',
  wish: 'Wishes found in notes',
  outcome: 'What became of it',
  revision: 'Notes you rewrote',
  reason: 'Reasons you gave',
  pole: 'Poles that matter to you',
  slider: 'Axes you set',
  lock: 'Axes you locked',
}

const SWITCHED: ReadonlySet<string> = new Set(SWITCHED_CHANNELS)

/** `off`: the channels that the person switched off; their rows are those of the ledger. */
export function channelViews(belief: Belief, rows: readonly LedgerRow[], off: readonly string[]): readonly ChannelView[] {
  return channels(belief).map((channel) => ({
    id: channel.channel,
    name: CHANNEL_NAMES[channel.channel] ?? channel.channel,
    rows: off.includes(channel.channel) ? rows.filter(({ kind }) => kind === channel.channel).length : channel.rows,
    beta: channel.beta,
    grid: channel.grid.map(({ beta, probability }) => ({ beta, probability })),
    standing: standing(channel),
    learns: !SWITCHED.has(channel.channel) ? 'always' : off.includes(channel.channel) ? 'off' : 'on',
  }))
}

function standing({ rows, isFixed, grid, beta }: ReturnType<typeof channels>[number]): ChannelView['standing'] {
  if (rows === 0) return 'unused'
  if (isFixed) return 'fixed'
  const atZero = grid.find((point) => point.beta === 0)?.probability ?? 0
  if (atZero > 0.5) return 'off'
  return beta < 0.5 ? 'weak' : 'trusted'
}
