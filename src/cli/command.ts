import type { Client } from '../agent/contract/index.ts'
import type { Style } from './text/style.ts'

export type OptionSpec = Readonly<{ type: 'boolean' | 'string'; multiple?: true; placeholder?: string; help: string }>
export type OptionSpecs = Readonly<Record<string, OptionSpec>>

type Value<Spec extends OptionSpec> = Spec extends { multiple: true } ? readonly string[] : Spec extends { type: 'boolean' } ? boolean : string | undefined
export type Values<Specs extends OptionSpecs> = { readonly [Name in keyof Specs]: Value<Specs[Name]> }

/** What a command finds around it. */
export type Context = Readonly<{
  home: string
  isJson: boolean
  /** A person is at a terminal and may be asked. */
  isInteractive: boolean
  style: Style
  width: number
  /** The agent of this home, the running app's or one of our own; opened once, and closed when the command is done. */
  connect: () => Promise<Client>
  /** What the command answers: the one JSON document, or the text. Called once. */
  answer: (data: unknown, text: string) => void
  /** Said on the way; with --json on stderr, so that stdout holds the answer alone. */
  note: (text: string) => void
  /** A line that the next one replaces; nothing where stderr is no terminal. */
  progress: (text: string) => void
  /** Asks yes or no. Call only where `isInteractive`. */
  confirm: (question: string) => Promise<boolean>
}>

export type Command = Readonly<{
  name: string
  /** Names of what stands after the command: "PATH" is needed, "ID?" may be left out, "TEXT…" takes all the rest. */
  operands: readonly string[]
  summary: string
  options: OptionSpecs
  run: (context: Context, operands: readonly string[], values: Values<OptionSpecs>) => Promise<void>
}>

type Definition<Specs extends OptionSpecs> = Omit<Command, 'options' | 'run'> &
  Readonly<{ options: Specs; run: (context: Context, operands: readonly string[], values: Values<Specs>) => Promise<void> }>

/** Ties the type of a command's values to its options. */
export function command<const Specs extends OptionSpecs>(definition: Definition<Specs>): Command {
  return definition as unknown as Command
}

/** The command was given wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError' as const
  readonly code: 'INPUT_INVALID' | 'CONSENT_MISSING'
  readonly hint: string

  constructor(message: string, hint: string, code: 'INPUT_INVALID' | 'CONSENT_MISSING' = 'INPUT_INVALID') {
    super(message)
    this.hint = hint
    this.code = code
  }
}
