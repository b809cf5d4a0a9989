import { parentPort } from 'node:worker_threads'
import { readFiles } from '../observe/note-file.ts'
import { openInlineCompute } from './compute.ts'
import type { ThreadJob, ThreadResult } from './thread.ts'

const port = parentPort
if (!port) throw new Error('This file is a worker thread of the agent and does nothing by itself.')

const work = { ...openInlineCompute(), readFiles }

port.on('message', ({ id, kind, input }: ThreadJob) => {
  (work[kind as keyof typeof work](input as never) as Promise<unknown>).then(
    (value) => port.postMessage({ id, value } satisfies ThreadResult),
    (error: unknown) => port.postMessage({ id, error: String(error) } satisfies ThreadResult),
  )
})
