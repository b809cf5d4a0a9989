export type Serial = <Value>(action: () => Promise<Value>) => Promise<Value>

/** Runs actions one after another, in the order they were given; one that fails does not hold up the next. */
export function openSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return (action) => {
    const next = last.then(action, action)
    last = next.then(
      () => undefined,
      () => undefined,
    )
    return next
  }
}
