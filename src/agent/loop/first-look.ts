/** At a start: until it is known of each source whether it has changed while the app was closed. */
export type FirstLook = Readonly<{
  /** It is known of this one, or will not be for a while. */
  over: (id: string) => void
  done: Promise<void>
}>

/** What waits goes on after `mostMs` all the same, as where a drive does not answer. */
export function openFirstLook(ids: readonly string[], mostMs = 5000): FirstLook {
  const open = new Set(ids)
  let finish = (): void => undefined
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  if (open.size === 0) finish()
  const timer = setTimeout(finish, mostMs).unref()
  return {
    over: (id) => {
      open.delete(id)
      if (open.size > 0) return
      clearTimeout(timer)
      finish()
    },
    done,
  }
}
