import { setImmediate } from 'node:timers/promises'

/** A window that asks meanwhile waits no longer than this and the piece of work at hand. */
const BITE_MS = 8

let since = 0

/** To be awaited between pieces of long work: lets whoever waits for this thread go first, where it has been busy for a while. */
export async function breathe(): Promise<void> {
  if (performance.now() - since < BITE_MS) return
  await setImmediate()
  since = performance.now()
}
