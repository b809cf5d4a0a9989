// When the belief that moved with each answer is made exact again. On a long ledger that takes a core for seconds, beside the window
// that the person looks at.

/** Measured: for so long nineteen states in twenty stay within a tenth of a standard deviation of the refitted belief. */
const ROWS_BETWEEN = 6
/** By then what the last answer did is on the screen, and the next card is chosen. */
const AFTER_MS = 1000
/** Of the time, a refit takes this share at most. Measured: after 96 rows without one nineteen in twenty are still within a fifth. */
const SHARE = 0.2

export type Refitting = Disposable &
  Readonly<{
    /** So many rows more have moved the belief. */
    learnt: (rows: number) => void
    /** The belief is exact as it is now. */
    exact: () => void
  }>

/** Calls `refit` when it is due; it answers whether the belief is exact now, and is called again only once it has answered. */
export function openRefitting(refit: () => Promise<boolean>): Refitting {
  let rows = 0
  let isRunning = false
  let isClosed = false
  let restMs = 0
  let endedAt = -Infinity
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    if (isClosed || isRunning || timer !== undefined || rows < ROWS_BETWEEN) return
    timer = setTimeout(() => void run(), Math.max(AFTER_MS, endedAt + restMs - performance.now())).unref()
  }

  async function run(): Promise<void> {
    timer = undefined
    const [taken, begun] = [rows, performance.now()]
    rows = 0
    isRunning = true
    const isDone = await refit()
    isRunning = false
    endedAt = performance.now()
    restMs = (endedAt - begun) * (1 / SHARE - 1)
    if (isDone) look()
    // The next row tries again.
    else rows += taken
  }

  function exact(): void {
    clearTimeout(timer)
    timer = undefined
    rows = 0
  }

  return {
    learnt: (more) => {
      rows += more
      look()
    },
    exact,
    [Symbol.dispose]: () => {
      isClosed = true
      exact()
    },
  }
}
