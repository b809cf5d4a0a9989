import { parentPort } from 'node:worker_threads'
import { inlineCompute } from './compute.ts'
import type { ComputeJob, ComputeResult } from './compute.ts'

const port = parentPort
if (!port) throw new Error('This file is a worker thread of the agent and does nothing by itself.')

port.on('message', (job: ComputeJob) => {
  const value = job.kind === 'refit' ? inlineCompute.refit(job.rows, job.asOf, job.prior) : inlineCompute.trace(job.rows, job.prior)
  value.then(
    (done) => port.postMessage({ id: job.id, value: done } satisfies ComputeResult),
    (error: unknown) => port.postMessage({ id: job.id, error: String(error) } satisfies ComputeResult),
  )
})
