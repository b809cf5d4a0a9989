/** What only the shell knows; null where nobody has said it, as under the command line. */
export type HostState = Readonly<{ onBattery: boolean | null; idle: boolean | null; locked: boolean | null }>

export type Host = Readonly<{
  state: () => HostState
  tell: (changes: Readonly<{ onBattery?: boolean | undefined; idle?: boolean | undefined; locked?: boolean | undefined }>) => void
  onChange: (listener: () => void) => void
}>

/** On mains power, and nobody at the machine; where nothing tells, nothing is done. */
export const mayWorkByItself = ({ onBattery, idle, locked }: HostState): boolean => onBattery === false && (idle === true || locked === true)

export function openHost(): Host {
  let state: HostState = { onBattery: null, idle: null, locked: null }
  const listeners: (() => void)[] = []
  return {
    state: () => state,
    tell: ({ onBattery, idle, locked }) => {
      state = { onBattery: onBattery ?? state.onBattery, idle: idle ?? state.idle, locked: locked ?? state.locked }
      for (const listener of listeners) listener()
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
