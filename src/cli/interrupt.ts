export type Interrupted = Disposable & Readonly<{ is: () => boolean }>

/** Ctrl-C no longer ends the command, until this is disposed: it is noticed, and `act` is called at the first. */
export function onInterrupt(act: () => void = () => undefined): Interrupted {
  let isIt = false
  const interrupt = (): void => {
    if (!isIt) act()
    isIt = true
  }
  process.on('SIGINT', interrupt)
  return { is: () => isIt, [Symbol.dispose]: () => void process.off('SIGINT', interrupt) }
}
