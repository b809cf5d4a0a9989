import { z } from 'zod'
import type { Calibration } from '../model/decisions/calibration.ts'
import type { SettingRow, Store } from '../store/types.ts'

// What a language model answered about the person's words, and how far it can be believed. Hashes and numbers, no words.

/** `passageIds`, `proposalIds`: whose words the question held; with any of them the answer goes. */
const answer = z.strictObject({ key: z.string(), passageIds: z.array(z.string()), proposalIds: z.array(z.string()).default([]), probabilities: z.array(z.number()) })
export type KeptAnswer = z.infer<typeof answer>

const kept = z.strictObject({ modelId: z.string(), answers: z.array(answer) })
export type Kept = z.infer<typeof kept>

const scores = z.strictObject({ logLoss: z.number(), brier: z.number(), calibrationError: z.number(), accuracy: z.number() })
const calibration = z.strictObject({
  sharpness: z.number(),
  bias: z.array(z.number()),
  fitted: z.number(),
  heldOut: z.number(),
  before: scores,
  after: scores,
  base: scores,
  gain: z.strictObject({ mean: z.number(), error: z.number() }),
  isOn: z.boolean(),
})
const calibrated = z.record(z.string(), z.strictObject({ labels: z.string(), by: z.record(z.string(), calibration) }))
/** By model: which labelled questions it was made on, and the calibration of each question. */
export type Calibrated = Readonly<Record<string, Readonly<{ labels: string; by: Readonly<Record<string, Calibration>> }>>>

export const ANSWERS = 'decisions.answers'
export const CALIBRATIONS = 'decisions.calibrations'
const SPENT = 'decisions.spent'
type Settings = Pick<Store, 'settings'>

export const keptAnswers = (store: Settings): Kept => kept.catch({ modelId: '', answers: [] }).parse(store.settings.get(ANSWERS)?.value)
export const answersRow = (value: Kept): SettingRow => ({ key: ANSWERS, value })
export const keptCalibrations = (store: Settings): Calibrated => calibrated.catch({}).parse(store.settings.get(CALIBRATIONS)?.value ?? {})
export const calibrationsRow = (value: Calibrated): SettingRow => ({ key: CALIBRATIONS, value })

const spent = z.strictObject({ day: z.number(), seconds: z.number() })
/** Of the model's time on one local day, which begins at `day`. */
export type Spent = Readonly<z.infer<typeof spent>>

export const keptSpent = (store: Settings): Spent => spent.catch({ day: 0, seconds: 0 }).parse(store.settings.get(SPENT)?.value)
export const spentRow = (value: Spent): SettingRow => ({ key: SPENT, value })

/** The setting without what was answered of these passages and edits; null where it stays as it is. */
export function answersWithout(store: Settings, passageIds: ReadonlySet<string>, proposalIds: ReadonlySet<string>): SettingRow | null {
  const before = keptAnswers(store)
  const answers = before.answers.filter((each) => !each.passageIds.some((id) => passageIds.has(id)) && !each.proposalIds.some((id) => proposalIds.has(id)))
  return answers.length === before.answers.length ? null : answersRow({ ...before, answers })
}
