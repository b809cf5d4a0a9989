import type { GbnfJsonSchema } from 'node-llama-cpp'
import type { BackendName } from '../../contract/models.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import type { Probabilities, Question, Written } from '../language-model.ts'
import type { Step } from './steps.ts'

// What the agent and the model's process say to each other.

export type LoadJob = Readonly<{
  file: string
  backend: BackendName
  step: Step
  /** Tokens of context at most; fewer where memory is short. */
  context: number
  /** Of the processor, for good; by default as many as others leave cores free, also while it works. */
  threads?: number
}>

export type LoadedModel = Readonly<{
  backend: BackendName
  layers: Readonly<{ onGpu: number; of: number }>
  context: number
  /** Bytes of the weights and the context, as llama.cpp counts them. */
  memory: Readonly<{ ram: number; gpu: number }>
}>

export type WriteJob = Readonly<{ system: string; prompt: string; schema?: GbnfJsonSchema; maxTokens: number; temperature: number; limitMs: number }>
export type DecideJob = Readonly<{ text: string; questions: Readonly<Record<string, Question>> }>
export type MeasureJob = Readonly<{ forMs: number }>
/** An embedder is read and measured by itself, and nothing of it is kept. */
export type MeasureEmbedderJob = Readonly<{ file: string; texts: readonly string[]; forMs: number }>
export type Measured = Readonly<{ tokensPerSecond: number; firstTokenMs: number }>

type Of<Job, Result> = Readonly<{ job: Job; result: Result }>
export type Jobs = Readonly<{
  load: Of<LoadJob, LoadedModel>
  write: Of<WriteJob, Written>
  /** The first decision makes a context of its own, which takes memory. */
  decide: Of<DecideJob, Readonly<{ answers: Readonly<Record<string, Probabilities>>; loaded: LoadedModel }>>
  measure: Of<MeasureJob, Measured>
  measureEmbedder: Of<MeasureEmbedderJob, Readonly<{ embeddingsPerSecond: number }>>
}>
export type JobKind = keyof Jobs
export type JobOf<Kind extends JobKind> = Jobs[Kind]['job']
export type ResultOf<Kind extends JobKind> = Jobs[Kind]['result']

export type ToModel = { [Kind in JobKind]: Readonly<{ id: number; kind: Kind; job: JobOf<Kind> }> }[JobKind] | Readonly<{ cancel: number }> | Readonly<{ stop: true }>

export type FromModel =
  | Readonly<{ id: number; text: string }>
  | Readonly<{ id: number; ok: true; result: ResultOf<JobKind> }>
  | Readonly<{ id: number; ok: false; error: ErrorBody }>
