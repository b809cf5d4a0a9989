import { AppError } from '../contract/index.ts'
import type { Handlers } from '../contract/index.ts'
import { keyOf, thrownOut } from '../loop/admission.ts'
import { auditRefusals } from '../loop/audit.ts'
import { groundsOf, liveRows, rowData } from '../loop/evidence.ts'
import { forgetRows } from '../loop/forgetting.ts'
import { update } from '../game/belief.ts'
import type { Belief } from '../game/belief.ts'
import { axisView } from '../game/predict.ts'
import { moodViews, recentRows } from '../loop/moods.ts'
import type { Parts } from '../loop/parts.ts'
import { goingWith, putBack, removalsOf, takeBack } from '../loop/removing.ts'
import { polesOf, setPoles } from '../loop/poles.ts'
import { readSettings } from '../loop/settings.ts'
import { skillOf } from '../loop/skill.ts'
import type { LedgerRow } from '../store/types.ts'
import { axisDetailOf, channelViews, evidenceViews, youOf } from '../loop/views.ts'

const LIKELY = 1.2815515655446004

type Names = 'belief.you' | 'belief.axis' | 'belief.previewSet' | 'belief.setAxis' | 'belief.lockAxis' | 'belief.channels' | 'belief.skill' | 'belief.moods' | 'belief.markMood' | 'belief.poles' | 'belief.setPoles' | 'evidence.list' | 'evidence.without' | 'evidence.takeBack' | 'evidence.putBack' | 'evidence.previewRemove' | 'evidence.remove'

export function beliefHandlers(parts: Parts): Pick<Handlers, Names> {
  const { store, mind, axes, now } = parts

  function indexOf(id: string): number {
    const index = axes.findIndex((axis) => axis.id === id)
    if (index < 0) throw new AppError('NOT_FOUND', `There is no axis ${JSON.stringify(id)}. The axes are ${axes.map((axis) => axis.id).join(', ')}.`)
    return index
  }

  function locked(): ReadonlySet<string> {
    const now = new Set<string>()
    for (const row of liveRows(store.ledger.all())) {
      if (row.kind !== 'lock') continue
      const { axis, value } = rowData.lock.parse(row.data)
      if (value === null) now.delete(axis)
      else now.add(axis)
    }
    return now
  }

  const viewParts = async () => ({ axes, belief: mind.belief(), evidence: mind.evidence(), steps: await mind.trace(), rows: store.ledger.all(), locked: locked(), prior: mind.prior, now: now() })
  const moods = () => moodViews(axes, mind.belief(), mind.evidence(), now())
  const detail = async (id: string) => axisDetailOf(indexOf(id), await viewParts())
  const you = async () => ({ ...youOf(await viewParts()), removals: removalsOf(store, now()) })

  function band(belief: Belief, id: string) {
    const { mean, sd } = axisView(belief, indexOf(id))
    return { mean, low: mean - LIKELY * sd, high: mean + LIKELY * sd }
  }

  const axisRow = (kind: 'slider' | 'lock', id: string, value: number | null): LedgerRow => {
    const axis = axes[indexOf(id)]!
    return { id: store.nextLedgerId(), at: now(), kind, proposalId: null, topic: null, text: `${axis.left} ↔ ${axis.right}`, data: { axis: id, value } }
  }

  function liveRow(rowId: number): LedgerRow {
    const row = liveRows(store.ledger.all()).find(({ id }) => id === rowId)
    if (!row) throw unknownRow(rowId)
    return row
  }

  /** Rows of the ledger, those that were taken back among them; not what took them back, without which they would count again. */
  const anyRows = (rowId: number, also: readonly number[]): readonly LedgerRow[] =>
    [...new Set([rowId, ...also])].map((id) => {
      const row = store.ledger.get(id)
      if (!row) throw unknownRow(id)
      if (row.kind === 'undo') throw new AppError('NOT_ALLOWED', `Row ${id} takes others back, and they would count again without it. Forget those.`)
      return row
    })

  /** What was observed stays out when its words are read again. */
  async function throwOut(rows: readonly LedgerRow[]): Promise<void> {
    const kept = thrownOut(store, rows)
    if (!kept) return
    await store.say({ settings: [kept] })
    await auditRefusals(store, new Map(rows.flatMap((row) => (groundsOf(row) === null ? [] : [[keyOf(row), 'thrown out by you']]))), now())
  }

  return {
    'belief.you': you,
    'belief.axis': ({ id }) => detail(id),
    'belief.previewSet': ({ id, value }) =>
      band(update(mind.belief(), { channel: 'slider', id: Number.MAX_SAFE_INTEGER, at: now(), topic: null, axis: indexOf(id), value }), id),
    'belief.setAxis': async ({ id, value }) => {
      await mind.learn([axisRow('slider', id, value)])
      return detail(id)
    },
    'belief.lockAxis': async ({ id, locked: isLocked }) => {
      const { mean } = axisView(mind.belief(), indexOf(id))
      await mind.learn([axisRow('lock', id, isLocked ? mean : null)])
      return detail(id)
    },
    'belief.channels': () => channelViews(mind.belief(), liveRows(store.ledger.all()), readSettings(store).channelsOff),
    'belief.skill': () => skillOf(store, mind.belief()),
    'belief.moods': moods,
    'belief.markMood': async ({ id, isMood }) => {
      const index = indexOf(id)
      const rows = recentRows(mind.evidence(), index, now()).flatMap((row) => ((row.isMood === true) === isMood ? [] : [row.id]))
      if (rows.length === 0) return moods()
      const axis = axes[index]!
      const data = { axis: id, rows, isMood }
      await store.say({ ledger: [{ id: store.nextLedgerId(), at: now(), kind: 'mood', proposalId: null, topic: null, text: `${axis.left} ↔ ${axis.right}`, data }] })
      await mind.rebuild()
      return moods()
    },
    'belief.poles': () => polesOf(store, axes),
    'belief.setPoles': async ({ poles }) => {
      await setPoles(parts, poles)
      return polesOf(store, axes)
    },
    'evidence.list': async ({ offset = 0, limit }) => {
      const steps = await mind.trace()
      return evidenceViews(liveRows(store.ledger.all()), steps, readSettings(store).channelsOff, (step) => Math.max(...step.moves.map(Math.abs)))
        .toReversed()
        .slice(offset, offset + limit)
    },
    'evidence.without': async ({ rowId, also = [], axisId }) => {
      const gone = new Set(goingWith(parts, [rowId, ...also].map((id) => liveRow(id).id)).rowIds)
      return band(await mind.refit(mind.evidence().filter(({ id }) => !gone.has(id)), now()), axisId)
    },
    'evidence.takeBack': async ({ rowId, also = [] }) => {
      await takeBack(parts, [...new Set([rowId, ...also])].map(liveRow))
      return you()
    },
    'evidence.putBack': async ({ undoId }) => {
      await putBack(parts, undoId)
      return you()
    },
    'evidence.previewRemove': ({ rowId, also = [] }) => {
      const { rowIds, proposalIds } = goingWith(parts, anyRows(rowId, also).map(({ id }) => id))
      return { rows: rowIds.length, proposals: proposalIds.length }
    },
    'evidence.remove': async ({ rowId, also = [] }) => {
      // What was taken back is still in the ledger, and may be forgotten too.
      const rows = anyRows(rowId, also)
      await throwOut(rows)
      await forgetRows(parts, goingWith(parts, rows.map(({ id }) => id)))
      return you()
    },
  }
}

const unknownRow = (rowId: number): AppError => new AppError('NOT_FOUND', `There is no row ${rowId} in the ledger, or it was taken back.`)
