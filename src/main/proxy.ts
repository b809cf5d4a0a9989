import { setTimeout as wait } from 'node:timers/promises'
import type { Models, Settings } from '../agent/contract/index.ts'

/** What a person does that may send something out. */
const GOES_OUT: ReadonlySet<string> = new Set(['models.find', 'models.download', 'server.try', 'server.set', 'writing.now'])

/** Tells the agent the system's proxy once something is to go out, and not before: to find it the system may ask the network. */
export type ProxyTeller = Readonly<{
  before: (route: string) => Promise<void>
  onModels: (models: Pick<Models, 'server' | 'models'>) => void
  onSettings: (settings: Pick<Settings, 'noNetwork' | 'hubAddress'>) => void
  /** Another agent knows nothing yet. */
  again: () => void
}>

export type ProxyTellerOptions = Readonly<{
  /** By the system's settings, the way to this address. */
  find: (address: string) => Promise<string>
  tell: (proxy: string) => Promise<unknown>
  onFailure: (error: unknown) => void
  /** So long is waited for the system; then what is to go out goes without it, and the agent is told when it is found. Defaults to 4 s. */
  withinMs?: number
}>

const WITHIN_MS = 4000

export function openProxyTeller({ find, tell, onFailure, withinMs = WITHIN_MS }: ProxyTellerOptions): ProxyTeller {
  let isTold = false
  // Until the settings are known it is on.
  let isOff = true
  let goesOn = false
  let hub = ''

  const tellOnce = (): void => {
    if (goesOn && !isTold && !isOff) void look()
  }

  async function look(): Promise<void> {
    isTold = true
    try {
      await tell(await find(hub))
    } catch (error) {
      onFailure(error)
    }
  }

  return {
    before: async (route) => {
      if (!isOff && GOES_OUT.has(route)) await Promise.race([look(), wait(withinMs, undefined, { ref: false })])
    },
    onModels: ({ server, models }) => {
      goesOn = server !== null || models.some(({ download }) => download !== null && download.state !== 'paused' && download.state !== 'failed')
      tellOnce()
    },
    onSettings: ({ noNetwork, hubAddress }) => {
      isOff = noNetwork
      hub = hubAddress
      tellOnce()
    },
    again: () => {
      isTold = false
    },
  }
}
