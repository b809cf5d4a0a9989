import type { PresetReplay, Replay, Settings, SpeakingPreset } from '../contract/index.ts'
import { SPEAKING_PRESETS } from '../contract/index.ts'
import { COSTS, thresholdOf } from '../game/policy.ts'
import type { Costs } from '../game/policy.ts'
import { wasAccepted } from './acceptance.ts'
import type { Proposal } from './proposals.ts'

/** What a wrong interruption costs, in points: the one thing that a preset, or a cost of the person's own, changes. */
const WRONG: Readonly<Record<SpeakingPreset, number>> = { reserved: 2, even: COSTS.wrong, forthcoming: 0.5 }

export const costsOf = ({ speaking, interruptionCost }: Pick<Settings, 'speaking' | 'interruptionCost'>): Costs => costsAt(interruptionCost ?? WRONG[speaking])

function costsAt(wrong: number): Costs {
  return { ...COSTS, wrong, interruption: (COSTS.interruption * wrong) / COSTS.wrong }
}

const REPLAYED_MS = 28 * 86_400_000

/**
 * A cost over the states that the person answered in the last four weeks: those whose sealed chance passes its threshold it might have
 * set out by itself, and so many of them were welcome. The day's limit is left out, so it says what there would have been to choose from.
 */
export function replayCost(proposals: readonly Proposal[], now: number, cost: number): Replay {
  const answered = proposals.filter(
    ({ card, sealed, data }) => card.form === 'state' && card.kind !== 'own' && sealed !== null && data.answeredAt !== null && data.answeredAt >= now - REPLAYED_MS && wasAccepted({ data }) !== null,
  )
  const threshold = thresholdOf(costsAt(cost))
  const shown = answered.filter(({ sealed }) => sealed!.chance >= threshold)
  return { threshold, answered: answered.length, shown: shown.length, accepted: shown.filter((proposal) => wasAccepted(proposal) === true).length }
}

export const replayPresets = (proposals: readonly Proposal[], now: number): readonly PresetReplay[] =>
  SPEAKING_PRESETS.map((preset) => ({ preset, cost: WRONG[preset], ...replayCost(proposals, now, WRONG[preset]) }))

/** When something came unasked in the last four weeks, the earliest first. */
export const spokeAt = (proposals: readonly Proposal[], now: number): readonly number[] =>
  proposals.flatMap(({ at, card, status, data }) => (data.deck === 'tray' && card.form !== 'hindsight' && status !== 'withdrawn' && at >= now - REPLAYED_MS ? [at] : [])).toSorted((a, b) => a - b)
