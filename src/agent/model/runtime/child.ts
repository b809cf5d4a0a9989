// The process that holds a model: whatever llama.cpp does to it, the agent goes on.

import { AppError, toErrorBody } from '../../contract/errors.ts'
import { openEngine } from './engine.ts'
import type { Engine } from './engine.ts'
import type { FromModel, JobKind, ResultOf, ToModel } from './messages.ts'

type Asked = Extract<ToModel, { kind: JobKind }>

const running = new Map<number, AbortController>()
let engine: Engine | null = null

const say = (message: FromModel): void => void process.send?.(message)

function loaded(): Engine {
  if (engine === null) throw new AppError('MODEL_FAILED', 'No model has been loaded.')
  return engine
}

async function work(asked: Asked, signal: AbortSignal): Promise<ResultOf<JobKind>> {
  switch (asked.kind) {
    case 'load':
      engine = await openEngine(asked.job)
      return engine.loaded()
    case 'write':
      return loaded().write(asked.job, signal, (text) => say({ id: asked.id, text }))
    case 'decide':
      return { answers: await loaded().decide(asked.job, signal), loaded: loaded().loaded() }
    case 'measure':
      return loaded().measure(asked.job, signal)
    case 'measureEmbedder':
      return (await import('./measure-embedder.ts')).measureEmbedder(asked.job, signal)
  }
  asked satisfies never
}

async function answer(asked: Asked): Promise<void> {
  const controller = new AbortController()
  running.set(asked.id, controller)
  try {
    say({ id: asked.id, ok: true, result: await work(asked, controller.signal) })
  } catch (error) {
    say({ id: asked.id, ok: false, error: toErrorBody(error) })
  } finally {
    running.delete(asked.id)
  }
}

/** Metal aborts where a process ends with a context open. */
async function stop(): Promise<void> {
  for (const controller of running.values()) controller.abort()
  await engine?.[Symbol.asyncDispose]()
  process.exit(0)
}

process.on('message', (message: ToModel) => {
  if ('stop' in message) void stop()
  else if ('cancel' in message) running.get(message.cancel)?.abort()
  else void answer(message)
})
// An agent that is gone leaves nobody to work for.
process.on('disconnect', () => process.exit(0))
