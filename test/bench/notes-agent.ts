// The agent that a bench of notes asks, as a window would, while it works.

import { setTimeout as wait } from 'node:timers/promises'
import { clientOf } from '../../src/agent/contract/index.ts'
import type { Client, Source } from '../../src/agent/contract/index.ts'
import { connect } from '../../src/cli/connect.ts'
import { quantile, timed } from './durations.ts'
import { canLookAtProcesses, peakMB } from './processes.ts'

export type Agent = AsyncDisposable & Readonly<{ client: Client; pid: number | null }>

const ASK_EVERY_MS = 40
const GONE_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 20

/** Its process has gone once it is disposed of, so that the home is free. */
export async function openNotesAgent(home: string): Promise<Agent> {
  const connection = await connect(home)
  const { pid } = connection
  return {
    client: clientOf(connection.line),
    pid,
    [Symbol.asyncDispose]: async () => {
      await connection[Symbol.asyncDispose]()
      const begun = performance.now()
      while (pid !== null && isThere(pid)) {
        if (performance.now() - begun > GONE_WITHIN_MS) throw new Error(`The agent ${pid} did not end within ${GONE_WITHIN_MS / 1000} s.`)
        await wait(LOOK_EVERY_MS)
      }
    },
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export async function onlySource({ request }: Client): Promise<Source> {
  return (await request('sources.list', {}))[0]!
}

/** The most that the agent's process ever held, in MB; null where the system does not tell. */
export async function peakOf({ pid }: Agent): Promise<number | null> {
  return pid === null || !canLookAtProcesses ? null : peakMB(pid)
}

/** What a window asks for, by route. */
export type Answers = Map<string, number[]>

/** Asks what windows ask, one after another, until `work` is done. */
export async function askedMeanwhile<Result>({ client }: Agent, answers: Answers, work: () => Promise<Result>): Promise<Result> {
  const asks: Readonly<Record<string, () => Promise<unknown>>> = {
    'app.status': () => client.request('app.status', {}),
    'sources.list': () => client.request('sources.list', {}),
    'memory.passages': () => client.request('memory.passages', { limit: 20 }),
    'belief.you': () => client.request('belief.you', {}),
    'today.tray': () => client.request('today.tray', {}),
  }
  let isWorking = true
  const asking = (async () => {
    while (isWorking) {
      for (const [route, ask] of Object.entries(asks)) {
        const { ms } = await timed(ask)
        answers.set(route, [...(answers.get(route) ?? []), ms])
        await wait(ASK_EVERY_MS)
      }
    }
  })()
  try {
    return await work()
  } finally {
    isWorking = false
    await asking
  }
}

export function sayAnswers(answers: Answers, say: (line: string) => void): void {
  for (const [route, ms] of answers) say(`  ${route}: ${[0.5, 0.99, 1].map((share) => quantile(ms, share).toFixed(0)).join(', ')} ms (median, p99, all) of ${ms.length}`)
}
