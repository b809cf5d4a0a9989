import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onLines } from '../../src/agent/contract/lines.ts'
import { readStart } from '../../src/agent/contract/start.ts'

const BUILT = join(import.meta.dirname, '..', '..', 'out', 'main')
export const CLI = join(BUILT, 'cli.js')
const AGENT = join(BUILT, 'agent.js')

export const isBuilt = existsSync(CLI) && existsSync(AGENT)
if (!isBuilt) console.warn(`The commands are not tested: ${CLI} is not built. npm test builds it.`)

export type Ran = Readonly<{ code: number; stdout: string; stderr: string }>

/** Runs a built command in a process of its own, with nobody at its terminal. The home is its temporary folder too. */
export function tacit(home: string, ...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { env: { ...process.env, TACIT_HOME: home, TMPDIR: home, TEMP: home, TMP: home }, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
    child.stdin?.end()
  })
}

/** The one JSON document of a command; throws where stdout holds anything else. */
export async function tacitJson<Data = Record<string, never>>(home: string, ...args: readonly string[]): Promise<Readonly<{ code: number; data: Data; stderr: string }>> {
  const { code, stdout, stderr } = await tacit(home, ...args, '--json')
  return { code, data: JSON.parse(stdout) as Data, stderr }
}

export function openHome(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tacit-cli-'))
}

/** An agent that owns the home until it is told to end. */
export async function openOwner(home: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [AGENT, '--home', home], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    onLines(child.stdout!, (line) => {
      const start = readStart(line)
      if (start) return 'error' in start ? reject(new Error(start.error.message)) : resolve()
    })
    child.once('exit', () => reject(new Error('The agent ended before it was ready.')))
  })
  return child
}

export async function endOwner(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}
