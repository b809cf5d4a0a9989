import { AppError } from '../../contract/errors.ts'
import type { LanguageModel, Priority } from '../language-model.ts'
import type { Judged } from './calibration.ts'
import type { Labelled } from './labelled.ts'
import { put } from './questions.ts'
import type { Asked } from './questions.ts'

export type Decide = NonNullable<LanguageModel['decide']>
export type How = Readonly<{ priority: Priority; signal?: AbortSignal }>

/** The model's own probabilities in the order of the options; their sum is 1. Errors: those of the model, MODEL_FAILED. */
export async function ask(decide: Decide, asked: Asked, how: How): Promise<readonly number[]> {
  const { text, question, options } = put(asked)
  const answered = (await decide({ text, questions: { [asked.name]: question }, ...how }))[asked.name]
  const found = options.map((option) => answered?.[option] ?? Number.NaN)
  const sum = found.reduce((total, p) => total + p, 0)
  if (!found.every((p) => p >= 0) || !(sum > 0)) throw new AppError('MODEL_FAILED', `The model gave no probabilities for ${options.join(', ')}. Choose another model, or none.`)
  return found.map((p) => p / sum)
}

/** What was answered to a labelled question, in the form that a calibration takes. */
export const judgedOf = ({ asked, answer }: Labelled, probabilities: readonly number[]): Judged => ({ probabilities, answer: put(asked).options.indexOf(answer) })
