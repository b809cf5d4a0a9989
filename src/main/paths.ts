import { join, resolve } from 'node:path'
import { defaultHome } from '../agent/contract/address.ts'
import { appRoot } from '../agent/paths.ts'
import { LINK_SCHEME } from './links.ts'

/** The home that `--home DIR` or TACIT_HOME names, or the usual one. */
export function homeFrom(argv: readonly string[], environment: NodeJS.ProcessEnv): string {
  const joined = argv.find((argument) => argument.startsWith('--home='))?.slice('--home='.length)
  const named = joined ?? (argv.includes('--home') ? argv[argv.indexOf('--home') + 1] : undefined)
  return named ? resolve(named) : defaultHome(environment)
}

/** The same words with another home, and none that were for the start alone. */
export function argvWithHome(argv: readonly string[], home: string): readonly string[] {
  const named = argv.indexOf('--home')
  const rest = argv.filter((word, index) => !word.startsWith('--home=') && word !== HIDDEN && !word.startsWith(`${LINK_SCHEME}:`) && (named < 0 || (index !== named && index !== named + 1)))
  return [...rest, '--home', home]
}

/** Where a home lies that the person wants in this folder: in it where it is empty or one already, else in a folder of its own there. */
export function homeIn(folder: string, entries: readonly string[]): string {
  return entries.length === 0 || entries.includes('store') || entries.includes('journal') ? folder : join(folder, 'Tacit')
}

/** Started without a window, by the system. */
export const HIDDEN = '--hidden'

/** Where Chromium and the window keep what is theirs, inside the home so that erasing it erases them. */
export function windowFolder(home: string): string {
  return join(home, 'window')
}

export const built = {
  agent: (): string => join(appRoot(), 'out', 'main', 'agent.js'),
  spelling: (): string => join(appRoot(), 'out', 'main', 'spelling.js'),
  preload: (): string => join(appRoot(), 'out', 'preload', 'index.cjs'),
  page: (): string => join(appRoot(), 'out', 'renderer'),
}
