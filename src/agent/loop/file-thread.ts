import type { ReadFiles } from '../observe/note-file.ts'
import { openThread } from './thread.ts'

/** So long a thread that has nothing to read keeps what it holds: parsers, and what they left. */
const IDLE_MS = 5000

/** Reads and parses files in a thread of their own, so that a window is answered meanwhile. `worker` is the built `worker.ts`. */
export function openFileThread(worker: string, idleMs = IDLE_MS): AsyncDisposable & Readonly<{ readFiles: ReadFiles }> {
  const thread = openThread(worker)
  let waited = 0
  let idle: NodeJS.Timeout | undefined
  return {
    readFiles: async (jobs) => {
      clearTimeout(idle)
      waited += 1
      try {
        return (await thread.run('readFiles', jobs)) as Awaited<ReturnType<ReadFiles>>
      } finally {
        waited -= 1
        if (waited === 0) idle = setTimeout(() => void thread[Symbol.asyncDispose](), idleMs).unref()
      }
    },
    [Symbol.asyncDispose]: () => {
      clearTimeout(idle)
      return thread[Symbol.asyncDispose]()
    },
  }
}
