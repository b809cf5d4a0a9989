const QUIET_MS = 1000
const RETRY_MS = 30_000
const MOST_WAITING = 500

export type Follower = Readonly<{
  /** Something was said: LanceDB follows once it was quiet for a while, so that it never takes the disk from a rating. */
  soon(): void
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>
}>

/** Calls `follow` by and by while something is waiting, one at a time; after a failure it tries again later, and says when that is over. */
export function createFollower(waiting: () => number, follow: () => Promise<void>, onTrouble: (thrown: unknown) => void, onOver: () => void = () => undefined): Follower {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let isStopped = false
  let isTroubled = false

  function start(delayMs: number): void {
    clearTimeout(timer)
    if (running || isStopped) return
    timer = setTimeout(() => (running = run()), delayMs)
    // What waits is in the journal, so it need not keep a process alive.
    timer.unref()
  }

  async function run(): Promise<void> {
    let nextMs = QUIET_MS
    try {
      await follow()
      if (isTroubled) onOver()
      isTroubled = false
    } catch (thrown) {
      nextMs = RETRY_MS
      isTroubled = true
      onTrouble(thrown)
    } finally {
      running = null
    }
    if (waiting() > 0) start(nextMs)
  }

  return {
    soon: () => start(waiting() < MOST_WAITING ? QUIET_MS : 0),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
