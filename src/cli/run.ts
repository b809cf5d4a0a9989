import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError, clientOf, toAppError } from '../agent/contract/index.ts'
import type { Client } from '../agent/contract/index.ts'
import { defaultHome } from '../agent/contract/address.ts'
import { appRoot } from '../agent/paths.ts'
import { UsageError } from './command.ts'
import type { Command, Context } from './command.ts'
import { commands } from './commands.ts'
import { describe, overview } from './commands/help.ts'
import { serve } from './commands/serve.ts'
import { confirm } from './keyboard.ts'
import { parse, wantsJson } from './parse.ts'
import type { Parsed } from './parse.ts'
import { openPatientLine } from './patient.ts'
import type { PatientLine } from './patient.ts'
import { chooseStyle } from './text/style.ts'

const NARROWEST = 40
const WIDEST = 96

/** Runs one command line. Answers the exit code: 0 done, 1 failed, 2 wrongly given. */
export async function run(argv: readonly string[]): Promise<0 | 1 | 2> {
  const isJson = wantsJson(argv)
  try {
    await perform(parse(argv, commands), isJson)
    return 0
  } catch (thrown) {
    return fail(thrown, isJson)
  }
}

async function perform({ command, operands, values, globals }: Parsed, isJson: boolean): Promise<void> {
  const width = Math.max(NARROWEST, Math.min(process.stdout.columns || 80, WIDEST))
  const answer = (data: unknown, text: string): void => void process.stdout.write(`${isJson ? JSON.stringify(data) : text}\n`)
  if (globals.version) {
    const { version } = JSON.parse(await readFile(join(appRoot(), 'package.json'), 'utf8')) as { version: string }
    return answer({ version }, version)
  }
  if (globals.help) {
    const shown: readonly Command[] = command ? [command] : commands
    return answer({ commands: shown.map(({ name, summary }) => ({ name, summary })) }, command ? describe(command, width) : overview(commands, width))
  }
  const home = globals.home === undefined ? defaultHome() : resolve(globals.home)
  let opening: Promise<PatientLine> | null = null
  const context: Context = {
    home,
    isJson,
    isInteractive: process.stdin.isTTY === true && !isJson,
    style: chooseStyle(process.stdout, process.env),
    width,
    connect: async (): Promise<Client> => clientOf(await (opening ??= openPatientLine(home))),
    answer,
    note: (text) => void (isJson ? process.stderr : process.stdout).write(`${text}\n`),
    progress: (text) => void (process.stderr.isTTY === true && process.stderr.write(`\r\u001B[K${text}`)),
    confirm,
  }
  try {
    if (command) await command.run(context, operands, values)
    else {
      context.note('A window is opened by npm start; this is the same interface in a browser.')
      await serve.run(context, [], { port: undefined })
    }
  } finally {
    await closed(opening)
  }
}

/** An agent that could not be opened has said so already. */
async function closed(opening: Promise<PatientLine> | null): Promise<void> {
  const line = await opening?.catch(() => null)
  await line?.[Symbol.asyncDispose]()
}

function fail(thrown: unknown, isJson: boolean): 1 | 2 {
  const isUsage = thrown instanceof UsageError
  const { code, message } = isUsage ? thrown : toAppError(thrown)
  const hint = isUsage ? thrown.hint : null
  if (isJson) process.stdout.write(`${JSON.stringify({ error: { code, message, ...(hint !== null && { hint }) } })}\n`)
  else process.stderr.write(`tacit: ${message}${hint === null ? '' : `\n${hint}`}\n`)
  // A fault of ours is worth its stack; anything that was foreseen has said enough.
  if (!isUsage && code === 'INTERNAL' && process.env.TACIT_DEBUG) process.stderr.write(`${(thrown as AppError).stack}\n`)
  return isUsage ? 2 : 1
}
