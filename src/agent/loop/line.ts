import { openSerial } from '../serial.ts'

/** A line in which one acts at a time; one that is called off while it waits leaves at once. */
export type Line = <Value>(signal: AbortSignal, act: () => Promise<Value>) => Promise<Value>

export function openLine(): Line {
  const serial = openSerial()
  return async (signal, act) => {
    let hasBegun = false
    let leave = (): void => undefined
    const turn = serial(async () => {
      signal.throwIfAborted()
      hasBegun = true
      return act()
    })
    const calledOff = new Promise<never>((_resolve, reject) => {
      leave = () => {
        if (!hasBegun) reject(signal.reason as Error)
      }
    })
    signal.addEventListener('abort', leave)
    try {
      return await Promise.race([turn, calledOff])
    } finally {
      signal.removeEventListener('abort', leave)
      // Who called it off was told so, and not how it ended.
      turn.catch(() => undefined)
    }
  }
}
