import type { GbnfJsonSchema } from 'node-llama-cpp'

/** What the person waits for goes before what Tacit does by itself. */
export type Priority = 'person' | 'background'

export type WriteRequest = Readonly<{
  system: string
  prompt: string
  /** The JSON that the answer must be; without it any text. Keys come out in this order. */
  schema?: GbnfJsonSchema
  maxTokens: number
  temperature: number
  priority: Priority
  signal?: AbortSignal
  /** Called with each piece of the answer as it is written. */
  onText?: (text: string) => void
}>

export type Written = Readonly<{
  text: string
  /** `length`: it had not ended when its tokens were used up. */
  end: 'done' | 'length'
  tokens: number
  /** Of work on the request, without waiting for its turn. */
  seconds: number
}>

/** A question about a text whose answer is read off the probabilities of the next token. */
export type Question =
  | Readonly<{ kind: 'yes-no'; instruction: string; yes: string; no: string }>
  | Readonly<{ kind: 'choice'; instruction: string; options: Readonly<Record<string, string>> }>

/** Probabilities by option, in [0, 1] and with the sum 1; a yes-no question has `yes` and `no`. They are the model's own and not calibrated. */
export type Probabilities = Readonly<Record<string, number>>

export type DecideRequest = Readonly<{ text: string; questions: Readonly<Record<string, Question>>; priority: Priority; signal?: AbortSignal }>

/**
 * A model that writes and that sorts texts. It never scores anything: what it says is a candidate or a feature.
 * Errors: CANCELLED, MODEL_FAILED (it crashed, with what to try), MEMORY_SHORT, SERVER_FAILED, NETWORK_OFF.
 */
export type LanguageModel = Readonly<{
  /** File name and start of the SHA-256, or a server's address and model. */
  id: string
  write: (request: WriteRequest) => Promise<Written>
  /** Null where it cannot tell probabilities, as most servers. */
  decide: ((request: DecideRequest) => Promise<Readonly<Record<string, Probabilities>>>) | null
}>
