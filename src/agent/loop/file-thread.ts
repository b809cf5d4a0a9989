import type { ReadFiles } from '../observe/note-file.ts'
import { openRestingThread } from '../thread.ts'

/** So long a thread that has nothing to read keeps what it holds: parsers, and what they left. */
const IDLE_MS = 5000

/** Reads and parses files in a thread of their own, so that a window is answered meanwhile. `worker` is the built `worker.ts`. */
export function openFileThread(worker: string, idleMs = IDLE_MS): AsyncDisposable & Readonly<{ readFiles: ReadFiles }> {
  const thread = openRestingThread(worker, idleMs)
  return {
    readFiles: async (jobs) => (await thread.run('readFiles', jobs)) as Awaited<ReturnType<ReadFiles>>,
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  }
}
