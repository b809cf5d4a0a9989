import { parseArgs } from 'node:util'
import { UsageError } from './command.ts'
import type { Command, OptionSpecs, Values } from './command.ts'

export const GLOBAL_OPTIONS = {
  home: { type: 'string', placeholder: 'DIR', help: 'the folder that holds all that Tacit keeps (or TACIT_HOME)' },
  json: { type: 'boolean', help: 'one JSON document on stdout, messages on stderr' },
  help: { type: 'boolean', help: 'what a command does' },
  version: { type: 'boolean', help: 'the version' },
} as const satisfies OptionSpecs

export type Parsed = Readonly<{
  command: Command | null
  operands: readonly string[]
  values: Values<OptionSpecs>
  globals: Values<typeof GLOBAL_OPTIONS>
}>

/** Reads a command line. Throws UsageError. */
export function parse(argv: readonly string[], commands: readonly Command[]): Parsed {
  const command = findCommand(argv, commands)
  const options = { ...GLOBAL_OPTIONS, ...command?.options }
  const { values, positionals } = strictly(argv, options, command)
  const operands = positionals.slice(command ? command.name.split(' ').length : 0)
  const globals = pick(values, GLOBAL_OPTIONS)
  if (command && !globals.help) checkOperands(command, operands)
  return { command, operands, values: pick(values, command?.options ?? {}), globals }
}

/** Whether JSON was asked for, of a command line that may be wrong. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.includes('--json')
}

export function usageOf({ name, operands, options }: Command): string {
  const shown = operands.map((operand) => (operand.endsWith('?') ? `[${operand.slice(0, -1)}]` : operand))
  const flags = Object.entries(options).map(([option, { placeholder, multiple }]) => `[--${option}${placeholder ? ` ${placeholder}` : ''}${multiple ? '…' : ''}]`)
  return ['tacit', name, ...shown, ...flags].join(' ')
}

function findCommand(argv: readonly string[], commands: readonly Command[]): Command | null {
  const { positionals } = parseArgs({ args: [...argv], options: plain(GLOBAL_OPTIONS), strict: false, allowPositionals: true })
  const [first, second] = positionals
  if (first === undefined) return null
  const found = commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first)
  if (found) return found
  const family = commands.filter(({ name }) => name.startsWith(`${first} `))
  if (family.length > 0) throw new UsageError(`tacit ${first} needs one of: ${family.map(({ name }) => name.slice(first.length + 1)).join(', ')}.`, usageOf(family[0]!))
  throw new UsageError(`There is no command ${JSON.stringify(first)}.`, 'tacit help lists the commands.')
}

function strictly(argv: readonly string[], options: OptionSpecs, command: Command | null): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...argv], options: plain(options), allowPositionals: true })
  } catch (error) {
    // Node's message goes on about "--"; the first sentence is the reason.
    throw new UsageError(`${(error as Error).message.split('. ')[0]!}.`, command ? usageOf(command) : 'tacit help lists the options.')
  }
}

function checkOperands(command: Command, operands: readonly string[]): void {
  const needed = command.operands.filter((operand) => !operand.endsWith('?'))
  const takesAll = command.operands.some((operand) => operand.includes('…'))
  const missing = needed[operands.length]
  if (missing !== undefined) throw new UsageError(`tacit ${command.name} needs ${missing}.`, usageOf(command))
  const extra = takesAll ? undefined : operands[command.operands.length]
  if (extra !== undefined) throw new UsageError(`tacit ${command.name} takes no ${JSON.stringify(extra)}.`, usageOf(command))
}

function plain(specs: OptionSpecs): Record<string, { type: 'boolean' | 'string'; multiple: boolean }> {
  return Object.fromEntries(Object.entries(specs).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]))
}

function pick<Specs extends OptionSpecs>(values: Record<string, unknown>, specs: Specs): Values<Specs> {
  const entries = Object.entries(specs).map(([name, { type, multiple }]) => [name, values[name] ?? (multiple ? [] : type === 'boolean' ? false : undefined)])
  return Object.fromEntries(entries) as Values<Specs>
}
