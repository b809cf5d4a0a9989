import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const EVERY_BYTES = 8 * 1024 * 1024

/**
 * Has what was read swept up after so many bytes. Left alone, V8 lets the buffers and texts of a large export pile up to
 * several times what is held, since to it the machine's memory is all ours.
 */
export function openSweeper(): (bytes: number) => void {
  const collect = collector()
  let bytes = 0
  return (more) => {
    bytes += more
    if (bytes < EVERY_BYTES) return
    bytes = 0
    collect()
  }
}

/** In percent of what is held. */
const GROWTH = 40

/**
 * From now on V8 collects, beside the work and in small steps, whenever its heap has grown by so much, and not only once it is several
 * times what is held. Where somebody waits for answers, that takes less of the thread than sweeping up.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}

function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('gc')
  return typeof found === 'function' ? () => void found() : () => undefined
}
