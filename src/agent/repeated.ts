/** Something that is done again whenever it may have become stale: calls that come while it runs share the next run. */
export type Repeated = Readonly<{
  again: () => Promise<void>
  /** Resolves when nothing runs; of a run that fails whoever asked for it is told. */
  settled: () => Promise<void>
}>

export function openRepeated(run: () => Promise<unknown>): Repeated {
  let running: Promise<void> | null = null
  let queued: Promise<void> | null = null

  function again(): Promise<void> {
    // Whoever asked for the run before is told how that ended.
    if (running) return (queued ??= running.catch(() => undefined).then(() => {
      queued = null
      return again()
    }))
    running = run().then(() => undefined).finally(() => {
      running = null
    })
    return running
  }

  return {
    again,
    settled: async () => {
      while (running ?? queued) await (queued ?? running)?.catch(() => undefined)
    },
  }
}
