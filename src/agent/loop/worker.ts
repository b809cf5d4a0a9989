import { parentPort } from 'node:worker_threads'
import { toErrorBody } from '../contract/errors.ts'
import { openChatDesk } from '../observe/chats/portions.ts'
import { readFiles } from '../observe/note-file.ts'
import { openInlineCompute } from './compute.ts'
import type { Compute } from './compute.ts'
import { handOver, openReceiving } from './handed.ts'
import type { Handed, Sent } from './handed.ts'
import type { ThreadJob, ThreadResult } from './thread.ts'

const port = parentPort
if (!port) throw new Error('This file is a worker thread of the agent and does nothing by itself.')

const compute = openInlineCompute()
const receive = openReceiving()
const refit = async (given: Omit<Parameters<Compute['refit']>[0], 'rows'> & Readonly<{ rows: Sent }>): Promise<Handed> => {
  const input = { ...given, rows: receive(given.rows) }
  return handOver(await compute.refit(input), input)
}
const work = { ...compute, ...openChatDesk(), refit, readFiles }

port.on('message', ({ id, kind, input }: ThreadJob) => {
  (work[kind as keyof typeof work](input as never) as Promise<unknown>).then(
    (value) => port.postMessage({ id, value } satisfies ThreadResult),
    (error: unknown) => port.postMessage({ id, error: toErrorBody(error) } satisfies ThreadResult),
  )
})
