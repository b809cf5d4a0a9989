import type { ReadFiles } from '../observe/note-file.ts'
import { openThread } from './thread.ts'

/** Reads and parses files in a thread of their own, so that a window is answered meanwhile. `worker` is the built `worker.ts`. */
export function openFileThread(worker: string): AsyncDisposable & Readonly<{ readFiles: ReadFiles }> {
  const thread = openThread(worker)
  return {
    readFiles: (jobs) => thread.run('readFiles', jobs) as ReturnType<ReadFiles>,
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  }
}
