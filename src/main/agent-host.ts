import type { Readable } from 'node:stream'
import { MessageChannelMain, utilityProcess } from 'electron'
import type { UtilityProcess } from 'electron'
import { AppError, toErrorBody } from '../agent/contract/errors.ts'
import { openExchange, openListeners } from '../agent/contract/exchange.ts'
import type { Client, ErrorBody, Exchange, Frame, SavedBackup } from '../agent/contract/index.ts'
import { onLines } from '../agent/contract/lines.ts'
import { AGENT_MEMORY, readStart } from '../agent/contract/start.ts'
import { agentEnvironment } from './agent-environment.ts'
import { openStrikes } from './strikes.ts'

/** The agent in a process of its own. A crash takes down the agent, never the window. */
export type AgentHost = Readonly<{
  send: Exchange['send']
  on: Client['on']
  /** Starts it again after it was given up; with a backup in the place of what could not be opened, where one is named. */
  start: (backup?: string) => void
  /** Lets it close what it has open; ends it where that takes over 4 s. */
  stop: () => Promise<void>
}>

/** Why there is no agent, and the backups that could take the home's place. */
export type Failure = Readonly<{ error: ErrorBody; backups: readonly SavedBackup[] }>

type HostOptions = Readonly<{
  home: string
  file: string
  /** It is ready to answer. `isRestart` after a crash. */
  onReady: (isRestart: boolean) => void
  /** Its process ended by itself, and is started again. */
  onStopped: (message: string) => void
  /** It cannot open the home, or stopped three times: it stays down until `start`. */
  onFailure: (failure: Failure) => void
  /** Lines that the agent and its native libraries print. */
  onOutput: (line: string) => void
}>

type Run = Readonly<{ child: UtilityProcess; line: Exchange; ready: Promise<void>; exited: Promise<void> }>

const STOP_WITHIN_MS = 4_000

export function openAgentHost(options: HostOptions): AgentHost {
  const listeners = openListeners()
  const strikes = openStrikes(3, 5 * 60_000)
  let isStopping = false
  let failure: Failure | null = null
  let run = launch(false)

  function launch(isRestart: boolean, backup?: string): Run {
    const child = fork(options, backup)
    const { port1, port2 } = new MessageChannelMain()
    const line = openExchange((request) => port2.postMessage(request))
    port2.on('message', ({ data }: { data: Frame }) => {
      if ('event' in data) listeners.emit(data.event, data.data)
      else line.receive(data)
    })
    port2.start()
    child.postMessage({ kind: 'port' }, [port1])

    const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
    let refusal: Failure | null = null
    const ready = new Promise<void>((resolve) => {
      onLines(child.stdout as Readable, (text) => {
        const start = readStart(text)
        if (!start) options.onOutput(text)
        else if ('error' in start) {
          refusal = { error: start.error, backups: start.backups ?? [] }
          child.kill()
        } else {
          resolve()
          options.onReady(isRestart)
        }
      })
      void exited.then(resolve)
    })
    onLines(child.stderr as Readable, options.onOutput)
    child.once('exit', (code) => {
      const stopped = new AppError('AGENT_STOPPED', `The assistant stopped (code ${code}). What it had confirmed is in the ledger.`)
      line.end(stopped)
      port2.close()
      if (!isStopping) recover(refusal, stopped.message, code)
    })
    return { child, line, ready, exited }
  }

  function recover(refusal: Failure | null, message: string, code: number): void {
    if (refusal) giveUp(refusal)
    else if (strikes.add(Date.now())) giveUp({ error: toErrorBody(new AppError('AGENT_STOPPED', `The assistant stopped three times in five minutes (last code ${code}) and was not started again. What it had confirmed is in the ledger.`)), backups: [] })
    else {
      run = launch(true)
      options.onStopped(message)
    }
  }

  function giveUp(why: Failure): void {
    failure = why
    options.onFailure(why)
  }

  return {
    on: listeners.on,
    send: async (route, input) => {
      // A request waits for an agent that is starting, and is never sent to a second one.
      const { line, ready } = run
      await ready
      return failure ? { id: 0, ok: false, error: failure.error } : line.send(route, input)
    },
    start: (backup) => {
      if (!failure) return
      failure = null
      strikes.clear()
      run = launch(false, backup)
    },
    stop: async () => {
      isStopping = true
      const { child, exited } = run
      child.postMessage({ kind: 'stop' }, [])
      const late = setTimeout(() => child.kill(), STOP_WITHIN_MS)
      await exited
      clearTimeout(late)
    },
  }
}

function fork({ file, home }: HostOptions, backup: string | undefined): UtilityProcess {
  return utilityProcess.fork(file, ['--home', home, ...(backup === undefined ? [] : ['--restore', backup])], { serviceName: 'Tacit agent', stdio: 'pipe', env: { ...AGENT_MEMORY, ...agentEnvironment(process.env) } })
}
