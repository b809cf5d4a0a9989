import { command, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { GLOBAL_OPTIONS, usageOf } from '../parse.ts'
import { columns, paragraphs, wrap } from '../text/lines.ts'

const ABOUT = 'Tacit learns what you want from what you rate, and proposes what you had not thought of. Everything stays on this machine.'

/** The help needs the table that it is part of. */
export function helpFor(commands: () => readonly Command[]): Command {
  return command({
    name: 'help',
    operands: ['COMMAND…?'],
    summary: 'this, or what one command does',
    options: {},
    run: async ({ answer, width }, words) => {
      const name = words.join(' ')
      if (name === '') return answer({ commands: commands().map(({ name: one, summary }) => ({ name: one, summary })) }, overview(commands(), width))
      const found = commands().find((one) => one.name === name)
      if (!found) throw new UsageError(`There is no command ${JSON.stringify(name)}.`, 'tacit help lists the commands.')
      answer({ name: found.name, usage: usageOf(found), summary: found.summary }, describe(found, width))
    },
  })
}

export function overview(commands: readonly Command[], width: number): string {
  const rows = commands.map(({ name, operands, summary }) => [[name, ...operands.map((operand) => (operand.endsWith('?') ? `[${operand.slice(0, -1)}]` : operand))].join(' '), summary] as const)
  const left = Math.max(...rows.map(([name]) => name.length)) + 4
  const lines = rows.flatMap(([name, summary]) => wrap(summary, Math.max(30, width - left)).map((line, index) => `${(index === 0 ? `  ${name}` : '').padEnd(left)}${line}`))
  return paragraphs(wrap(ABOUT, width).join('\n'), `  ${'tacit'.padEnd(left - 2)}the window; where none can open, says why and serves`, lines.join('\n'), `Every command takes\n${options(GLOBAL_OPTIONS)}`)
}

export function describe(found: Command, width: number): string {
  return paragraphs(usageOf(found), wrap(`${found.summary}.`, width).join('\n'), Object.keys(found.options).length > 0 && options(found.options))
}

function options(specs: Command['options']): string {
  return columns(Object.entries(specs).map(([name, { placeholder, help }]) => [`--${name}${placeholder ? ` ${placeholder}` : ''}`, help]))
}
