import { join, resolve } from 'node:path'
import { defaultHome } from '../agent/contract/address.ts'
import { appRoot } from '../agent/paths.ts'

/** The home that `--home DIR` or TACIT_HOME names, or the usual one. */
export function homeFrom(argv: readonly string[], environment: NodeJS.ProcessEnv): string {
  const joined = argv.find((argument) => argument.startsWith('--home='))?.slice('--home='.length)
  const named = joined ?? (argv.includes('--home') ? argv[argv.indexOf('--home') + 1] : undefined)
  return named ? resolve(named) : defaultHome(environment)
}

/** Started without a window, by the system. */
export const HIDDEN = '--hidden'

/** Where Chromium and the window keep what is theirs, inside the home so that erasing it erases them. */
export function windowFolder(home: string): string {
  return join(home, 'window')
}

export const built = {
  agent: (): string => join(appRoot(), 'out', 'main', 'agent.js'),
  preload: (): string => join(appRoot(), 'out', 'preload', 'index.cjs'),
  page: (): string => join(appRoot(), 'out', 'renderer'),
}
