import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

/** How a process came to its end; of one that was never started both `signal` and `exitCode` are null. */
export type Ending = Readonly<{ signal: NodeJS.Signals | null; exitCode: number | null; lastWords: string }>

/** "SIGSEGV", "exit code 3", or that it never ran. */
export const endingWords = ({ signal, exitCode }: Ending): string => signal ?? (exitCode === null ? 'it was not started' : `exit code ${exitCode}`)

/** Starts a built module as a plain Node process that prints nothing of its own. Throws where the system refuses at once. */
export function forkModule(child: string, args: readonly string[]): ChildProcess {
  const env = process.versions.electron ? { ...process.env, ELECTRON_RUN_AS_NODE: '1' } : process.env
  return fork(child, args, { env, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
}

/** Listens to what a process says of its errors; gives the last line that is a reason. */
export function hearLastWords({ stderr }: ChildProcess): () => string {
  let lastWords = ''
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    // Node ends its report of an uncaught error with a stack and its version; the reason stands above.
    lastWords = text.split('\n').map((line) => line.trim()).findLast((line) => line !== '' && !/^(at |Node\.js v|\})/.test(line)) ?? lastWords
  })
  return () => lastWords
}
