import type { PresetReplay, SpeakingPreset } from '../contract/index.ts'
import { SPEAKING_PRESETS } from '../contract/index.ts'
import { COSTS, thresholdOf } from '../game/policy.ts'
import type { Costs } from '../game/policy.ts'
import { wasAccepted } from './acceptance.ts'
import type { Proposal } from './proposals.ts'

/** What a wrong interruption costs, in points: the one thing that a preset changes. */
const WRONG: Readonly<Record<SpeakingPreset, number>> = { reserved: 2, even: COSTS.wrong, forthcoming: 0.5 }

export function costsOf(preset: SpeakingPreset): Costs {
  const wrong = WRONG[preset]
  return { ...COSTS, wrong, interruption: (COSTS.interruption * wrong) / COSTS.wrong }
}

const REPLAYED_MS = 28 * 86_400_000

/**
 * Each preset over the states that the person answered in the last four weeks: those whose sealed chance passes its threshold it might have
 * set out by itself, and so many of them were welcome. The day's limit is left out, so it says what there would have been to choose from.
 */
export function replayPresets(proposals: readonly Proposal[], now: number): readonly PresetReplay[] {
  const answered = proposals.filter(
    ({ card, sealed, data }) => card.form === 'state' && card.kind !== 'own' && sealed !== null && data.answeredAt !== null && data.answeredAt >= now - REPLAYED_MS && wasAccepted({ data }) !== null,
  )
  return SPEAKING_PRESETS.map((preset) => {
    const threshold = thresholdOf(costsOf(preset))
    const shown = answered.filter(({ sealed }) => sealed!.chance >= threshold)
    return { preset, threshold, answered: answered.length, shown: shown.length, accepted: shown.filter((proposal) => wasAccepted(proposal) === true).length }
  })
}
