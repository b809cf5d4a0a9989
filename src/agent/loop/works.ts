/** What is being done for each source: to be waited for, or called off. */
export type Works = Readonly<{
  /** A task that fails, other than because it was called off, is told to `onFailure`; nothing is begun for a source that is closed. */
  begin: (id: string, task: (signal: AbortSignal) => Promise<void>) => Promise<void>
  /** What only waits for its turn is called off at once; what is being read ends with the passages at hand. */
  halt: (id: string) => Promise<void>
  close: (id: string) => void
  open: (id: string) => void
  busy: () => readonly string[]
  /** Resolves when nothing is being done. */
  settled: () => Promise<void>
}>

type Work = Readonly<{ controller: AbortController; tasks: Set<Promise<void>> }>

export function openWorks(onFailure: (id: string, thrown: unknown) => Promise<void>): Works {
  const works = new Map<string, Work>()
  const closed = new Set<string>()

  return {
    begin: (id, task) => {
      if (closed.has(id)) return Promise.resolve()
      const work = works.get(id) ?? { controller: new AbortController(), tasks: new Set<Promise<void>>() }
      works.set(id, work)
      const { signal } = work.controller
      const running = task(signal)
        .catch((thrown: unknown) => (signal.aborted ? undefined : onFailure(id, thrown)))
        .finally(() => {
          work.tasks.delete(running)
          if (work.tasks.size === 0 && works.get(id) === work) works.delete(id)
        })
      work.tasks.add(running)
      return running
    },
    halt: async (id) => {
      const work = works.get(id)
      works.delete(id)
      work?.controller.abort()
      await Promise.all(work?.tasks ?? [])
    },
    close: (id) => void closed.add(id),
    open: (id) => void closed.delete(id),
    busy: () => [...works.keys()],
    settled: async () => {
      while (works.size > 0) await Promise.all([...works.values()].flatMap(({ tasks }) => [...tasks]))
    },
  }
}
