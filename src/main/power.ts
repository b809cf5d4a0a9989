import { powerMonitor } from 'electron'

export type HostState = Readonly<{ onBattery: boolean; idle: boolean; locked: boolean }>

const IDLE_AFTER_S = 120
const LOOK_EVERY_MS = 30_000

/** Calls back whenever what only Electron knows has changed; the answer reads it at any time. */
export function watchPower(listener: (state: HostState) => void): () => HostState {
  let state: HostState = { onBattery: powerMonitor.isOnBatteryPower(), idle: false, locked: false }
  const change = (changes: Partial<HostState>): void => {
    const next = { ...state, ...changes }
    if (next.onBattery === state.onBattery && next.idle === state.idle && next.locked === state.locked) return
    state = next
    listener(state)
  }
  powerMonitor.on('on-battery', () => change({ onBattery: true }))
  powerMonitor.on('on-ac', () => change({ onBattery: false }))
  powerMonitor.on('lock-screen', () => change({ locked: true }))
  powerMonitor.on('unlock-screen', () => change({ locked: false }))
  powerMonitor.on('suspend', () => change({ idle: true }))
  setInterval(() => change({ idle: powerMonitor.getSystemIdleTime() >= IDLE_AFTER_S }), LOOK_EVERY_MS).unref()
  return () => state
}
