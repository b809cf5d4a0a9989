/**
 * A few interchangeable workers that share the work of every call: opened when first needed, taken in the order of asking,
 * all but one closed when nothing is left to do. Disposing waits for the calls in progress.
 */
export type Lanes<Lane> = AsyncDisposable &
  Readonly<{
    /** Results in the order of the items. The first failure stops the rest of that call and is thrown. */
    map: <Item, Result>(items: readonly Item[], work: (item: Item, index: number, lane: Lane) => Promise<Result>, signal?: AbortSignal) => Promise<Result[]>
  }>

export function openLanes<Lane extends AsyncDisposable>(most: number, open: () => Promise<Lane>): Lanes<Lane> {
  const idle: Lane[] = []
  /** Told a lane, or null where one could not be opened and its place is free. */
  const waiting: ((lane: Lane | null) => void)[] = []
  const calls = new Set<Promise<unknown>>()
  let opened = 0

  async function take(): Promise<Lane> {
    const lane = idle.pop()
    if (lane) return lane
    if (opened === most) return (await new Promise<Lane | null>((resolve) => waiting.push(resolve))) ?? take()
    opened++
    try {
      return await open()
    } catch (error) {
      opened--
      waiting.shift()?.(null)
      throw error
    }
  }

  function giveBack(lane: Lane): void {
    const next = waiting.shift()
    if (next) next(lane)
    else idle.push(lane)
  }

  async function closeSpare(keep: number): Promise<void> {
    const spare = idle.splice(keep)
    opened -= spare.length
    for (const lane of spare) await lane[Symbol.asyncDispose]()
  }

  async function share<Item, Result>(items: readonly Item[], work: (item: Item, index: number, lane: Lane) => Promise<Result>, signal?: AbortSignal): Promise<Result[]> {
    const results: Result[] = []
    let next = 0

    async function run(): Promise<void> {
      while (next < items.length) {
        const index = next++
        const lane = await take()
        try {
          signal?.throwIfAborted()
          results[index] = await work(items[index]!, index, lane)
        } catch (error) {
          next = items.length
          throw error
        } finally {
          giveBack(lane)
        }
      }
    }

    const ends = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, run))
    const failure = ends.find((end) => end.status === 'rejected')
    if (failure) throw failure.reason
    return results
  }

  return {
    async map(items, work, signal) {
      const call = share(items, work, signal)
      calls.add(call)
      try {
        return await call
      } finally {
        calls.delete(call)
        if (calls.size === 0) await closeSpare(1)
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(calls)
      await closeSpare(0)
    },
  }
}
