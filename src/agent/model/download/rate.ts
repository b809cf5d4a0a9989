const SMOOTHED_OVER_MS = 3000

/** Bytes per second as they come, smoothed over a few seconds; null until something can be said. */
export type Rate = Readonly<{ add: (bytes: number, at: number) => void; value: () => number | null; reset: () => void }>

export function createRate(): Rate {
  let value: number | null = null
  let since: number | null = null
  let bytes = 0
  return {
    add: (more, at) => {
      since ??= at
      bytes += more
      const ms = at - since
      if (ms < 200) return
      const now = (1000 * bytes) / ms
      value = value === null ? now : now + (value - now) * Math.exp(-ms / SMOOTHED_OVER_MS)
      since = at
      bytes = 0
    },
    value: () => value,
    reset: () => {
      value = null
      since = null
      bytes = 0
    },
  }
}
