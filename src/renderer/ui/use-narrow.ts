import { useSyncExternalStore } from 'react'

/** Below this there is no room for two columns; the same as in the styles. */
const narrow = matchMedia('(max-width: 760px)')

const listen = (onChange: () => void): (() => void) => {
  narrow.addEventListener('change', onChange)
  return () => narrow.removeEventListener('change', onChange)
}

/** Whether the window has room for one column only. */
export const useNarrow = (): boolean => useSyncExternalStore(listen, () => narrow.matches)
