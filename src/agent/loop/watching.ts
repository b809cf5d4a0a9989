import type { Source } from '../contract/index.ts'
import { codeOf } from '../observe/walk.ts'
import { watchFolder } from '../observe/watch.ts'
import type { WatchHandlers, WatchTimes } from '../observe/watch.ts'

/** Watches the sources that are being kept current, one watcher each. */
export type Watching = AsyncDisposable & Readonly<{ start: (source: Source) => void; stop: (id: string) => Promise<void> }>

type WatchingParts = Readonly<{
  onFiles: (id: string, files: readonly string[]) => void
  onAll: (id: string) => Promise<void>
  onMode: (id: string, watch: Source['watch']) => void
  times?: WatchTimes
}>

export function openWatching({ onFiles, onAll, onMode, times }: WatchingParts): Watching {
  const watches = new Map<string, Promise<AsyncDisposable | null>>()

  async function open({ id, path }: Source): Promise<AsyncDisposable | null> {
    const handlers: WatchHandlers = { onFiles: (files) => onFiles(id, files), onAll: () => onAll(id), onMode: (watch) => onMode(id, watch) }
    try {
      return await watchFolder(path, handlers, times)
    } catch (thrown) {
      watches.delete(id)
      // Its folder went away meanwhile; the reading that comes next says so.
      if (codeOf(thrown) === 'ENOENT') void onAll(id)
      else onMode(id, { mode: 'off', reason: `It cannot be watched (${codeOf(thrown)}). Read it again to find what has changed.` })
      return null
    }
  }

  async function stop(id: string): Promise<void> {
    const watch = watches.get(id)
    watches.delete(id)
    await (await watch)?.[Symbol.asyncDispose]()
  }

  return {
    start: (source) => {
      if (!watches.has(source.id)) watches.set(source.id, open(source))
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      for (const id of watches.keys()) await stop(id)
    },
  }
}
