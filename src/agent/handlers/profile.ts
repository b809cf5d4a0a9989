import { randomUUID } from 'node:crypto'
import { AppError } from '../contract/index.ts'
import type { Handlers, ProfileImport } from '../contract/index.ts'
import { axisView } from '../game/predict.ts'
import type { Belief } from '../game/belief.ts'
import { liveRows, toEvidence } from '../loop/evidence.ts'
import { principlesOf } from '../loop/principles.ts'
import type { Parts } from '../loop/parts.ts'
import { compareProfiles, readProfile, standing } from '../profile/compare.ts'
import { profileMarkdown } from '../profile/markdown.ts'
import { buildProfile } from '../profile/profile.ts'
import type { RatedState } from '../profile/profile.ts'
import type { Profile } from '../profile/schema.ts'
import type { LedgerRow } from '../store/types.ts'
import { ratedStates } from './proposals.ts'

type Names = 'profile.export' | 'profile.compare' | 'profile.preview' | 'profile.import' | 'profile.takeBack'
type Others = Pick<Handlers, 'belief.you' | 'belief.channels' | 'belief.skill'>
type Wanted = Readonly<{ json: string; axes: readonly string[]; states: boolean }>

/** An axis that moves less is left out of a preview, in points. */
const NOTEWORTHY = 0.02

export function profileHandlers(parts: Parts, others: Others): Pick<Handlers, Names> {
  const { store, mind, axes, items, now, version } = parts

  const rated = (): ReadonlyMap<string, number> => new Map(ratedStates(parts).map(({ text, rating }) => [text, rating]))

  /** The rows that the import would say: what is rated here stands, and dates in the future are today's. */
  function rowsOf(profile: Profile, { axes: wanted, states }: Wanted, importId: string): readonly LedgerRow[] {
    const here = rated()
    const kept = states ? standing(profile).filter(({ text }) => !here.has(text)) : []
    const known = new Set(axes.map(({ id }) => id))
    const ratings = kept
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .map(({ text, rating, at, axes: labels }, index): Omit<LedgerRow, 'id'> => {
        const item = { text, axes: Object.fromEntries(Object.entries(labels).filter(([id]) => known.has(id))) }
        return { at: Math.min(Date.parse(at), now()), kind: 'stars', proposalId: `${importId}:${index}`, topic: null, text, data: { item, rating, imported: importId } }
      })
    const sliders = wanted.map((id): Omit<LedgerRow, 'id'> => {
      const [axis, theirs] = [axes.find((one) => one.id === id), profile.axes.find((one) => one.id === id)]
      if (!axis || !theirs) throw new AppError('NOT_FOUND', `The axis ${JSON.stringify(id)} is not in ${axis ? 'the profile' : 'this version'}.`)
      const value = Math.max(-1.25, Math.min(1.25, theirs.worth.mean))
      return { at: now(), kind: 'slider', proposalId: null, topic: null, text: `${axis.left} ↔ ${axis.right}`, data: { axis: id, value, imported: importId } }
    })
    const rows = [...ratings, ...sliders]
    if (rows.length === 0) throw new AppError('INPUT_INVALID', 'Nothing of the profile was chosen, or all of it is here already.')
    return rows.map((row) => ({ ...row, id: store.nextLedgerId() }))
  }

  function imported(rows: readonly LedgerRow[], before: Belief, after: Belief, undoId: string | null): ProfileImport {
    const moves = axes.flatMap(({ id, left, right }, index) => {
      const [from, to] = [axisView(before, index).mean, axisView(after, index).mean]
      return Math.abs(to - from) < NOTEWORTHY ? [] : [{ axisId: id, left, right, before: from, after: to }]
    })
    return {
      ratings: rows.filter(({ kind }) => kind === 'stars').length,
      axes: rows.flatMap(({ kind, data }) => (kind === 'slider' ? [(data as { axis: string }).axis] : [])),
      moves: moves.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)),
      undoId,
    }
  }

  return {
    'profile.export': async ({ axes: wantedAxes, principles, states = true }) => {
      const you = await others['belief.you']({})
      const kept = you.axes.filter(({ id }) => wantedAxes?.includes(id) ?? true)
      const whole = buildProfile({
        you: { ...you, axes: kept, sure: kept.filter(({ isSure }) => isSure).length },
        skill: await others['belief.skill']({}),
        channels: await others['belief.channels']({}),
        rated: ratedStates(parts) as readonly RatedState[],
        principles: principlesOf(store, now()).filter(({ id }) => principles?.includes(id) ?? true),
        exportedAt: now(),
        version,
      })
      const profile = states ? whole : { ...whole, states: [] }
      return { json: `${JSON.stringify(profile, null, 2)}\n`, markdown: profileMarkdown(profile) }
    },
    'profile.compare': async ({ json }) => compareProfiles(readProfile(json), (await others['belief.you']({})).axes, rated()),
    'profile.preview': async (wanted) => {
      const rows = rowsOf(readProfile(wanted.json), wanted, 'preview')
      const after = await mind.refit([...mind.evidence(), ...(await toEvidence(rows, axes, items))], now())
      return imported(rows, mind.belief(), after, null)
    },
    'profile.import': async (wanted) => {
      const importId = randomUUID()
      const rows = rowsOf(readProfile(wanted.json), wanted, importId)
      const before = mind.belief()
      await store.say({ ledger: rows })
      const { after } = await mind.rebuild()
      return imported(rows, before, after, importId)
    },
    'profile.takeBack': async ({ undoId }) => {
      const rows = liveRows(store.ledger.all()).filter(({ data }) => (data as { imported?: string } | null)?.imported === undoId)
      if (rows.length === 0) throw new AppError('NOTHING_TO_UNDO', 'That import was taken back already.')
      await store.say({ ledger: [{ id: store.nextLedgerId(), at: now(), kind: 'undo', proposalId: null, topic: null, text: '', data: { rows: rows.map(({ id }) => id) } }] })
      await mind.rebuild()
      return others['belief.you']({})
    },
  }
}
