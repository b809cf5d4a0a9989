import type { SpeakingPreset } from './settings.ts'

/** Why something was not said: not sure enough, not the moment, too like an earlier one, a principle, or the limit of the day or of the hour. */
export const QUIET_REASONS = ['unsure', 'moment', 'alike', 'principle', 'limit', 'hour'] as const
export type QuietReason = (typeof QUIET_REASONS)[number]

/** A state that Tacit kept to itself; chances in [0, 1], the rest in points of rating. */
export type KeptQuiet = Readonly<{
  id: string
  at: number
  text: string
  topic: string
  reason: QuietReason
  chance: number
  threshold: number
  /** What it was expected to bring and to teach, and what speaking would have cost. */
  worth: number
  cost: number
  /** Whether it can be put in the tray: not where it says what was answered already, or a principle forbids it. */
  canBePut: boolean
}>

/** A cost over the last four weeks: of the states answered, those whose sealed chance passes its threshold, and those of them that were welcome. */
export type Replay = Readonly<{ threshold: number; answered: number; shown: number; accepted: number }>
/** `cost`: what a wrong interruption weighs with it, in points of rating. The one of `even` is as measured. */
export type PresetReplay = Replay & Readonly<{ preset: SpeakingPreset; cost: number }>

/** What was shown in a week, and how much of it was welcome: rated 4 or 5, or edited. `unasked` counts what Tacit set out by itself, of the same. */
export type AcceptanceWeek = Readonly<{ from: number; until: number; shown: number; accepted: number; unasked: Readonly<{ shown: number; accepted: number }> }>
