import type { Row } from './rows.ts'

export type Options = Readonly<{
  /** The folder named with --data. */
  data: string | undefined
  people: number | undefined
  /** How many notes to read. */
  notes: number | undefined
  /** How many texts to embed. */
  texts: number | undefined
  /** How large an export of chats to read. */
  megabytes: number | undefined
  seed: number
  model: string | undefined
  /** What is going on, for the person who waits. */
  say: (line: string) => void
}>

export type Bench = (options: Options) => Promise<readonly Row[]>
