import { parentPort } from 'node:worker_threads'
import { openInlineCompute } from './compute.ts'
import type { Compute } from './compute.ts'
import type { ThreadJob, ThreadResult } from './thread.ts'

const port = parentPort
if (!port) throw new Error('This file is a worker thread of the agent and does nothing by itself.')

const compute = openInlineCompute()

port.on('message', ({ id, kind, input }: ThreadJob) => {
  compute[kind as keyof Compute](input as never).then(
    (value) => port.postMessage({ id, value } satisfies ThreadResult),
    (error: unknown) => port.postMessage({ id, error: String(error) } satisfies ThreadResult),
  )
})
