import { parentPort } from 'node:worker_threads'
import { toErrorBody } from '../contract/errors.ts'
import type { ReadFiles } from '../observe/note-file.ts'
import type { ChatDesk } from '../observe/chats/portions.ts'
import { openInlineCompute } from './compute.ts'
import type { Compute } from './compute.ts'
import { handOver, openReceiving } from './handed.ts'
import type { Handed, Sent } from './handed.ts'
import type { ThreadJob, ThreadResult } from '../thread.ts'

const port = parentPort
if (!port) throw new Error('This file is a worker thread of the agent and does nothing by itself.')

const compute = openInlineCompute()
const receive = openReceiving()
const refit = async (given: Omit<Parameters<Compute['refit']>[0], 'rows'> & Readonly<{ rows: Sent }>): Promise<Handed> => {
  const input = { ...given, rows: receive(given.rows) }
  return handOver(await compute.refit(input), input)
}
const computing = { ...compute, refit }

// What reads is larger than all that computes, and only a thread that reads needs it.
const readFiles: ReadFiles = async (jobs) => (await import('../observe/note-file.ts')).readFiles(jobs)
let opening: Promise<ChatDesk> | null = null
const chatDesk = (): Promise<ChatDesk> => (opening ??= import('../observe/chats/portions.ts').then(({ openChatDesk }) => openChatDesk()))

async function perform(kind: string, input: unknown): Promise<unknown> {
  if (kind in computing) return computing[kind as keyof typeof computing](input as never)
  if (kind === 'readFiles') return readFiles(input as Parameters<ReadFiles>[0])
  return (await chatDesk())[kind as keyof ChatDesk](input as never)
}

port.on('message', ({ id, kind, input }: ThreadJob) => {
  perform(kind, input).then(
    (value) => port.postMessage({ id, value } satisfies ThreadResult),
    (error: unknown) => port.postMessage({ id, error: toErrorBody(error) } satisfies ThreadResult),
  )
})
