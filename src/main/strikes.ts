/** Counts failures within a span of time, so that what keeps failing is not begun for ever. */
export type Strikes = Readonly<{
  /** True where this one is too many. */
  add: (at: number) => boolean
  clear: () => void
}>

export function openStrikes(most: number, withinMs: number): Strikes {
  let times: number[] = []
  return {
    add: (at) => {
      times = [...times.filter((time) => at - time < withinMs), at]
      return times.length >= most
    },
    clear: () => {
      times = []
    },
  }
}
