import type { Finding, Handlers } from '../contract/index.ts'
import type { Network } from '../network/network.ts'

type Told = Pick<Handlers, 'host.set' | 'settings.set'>

/** Tells the network what bears on it. "No network" cuts what runs before anything else is waited for. */
export function tellNetwork(network: Network, next: Told, isOff: () => boolean): Told {
  return {
    'host.set': (host) => {
      if (host.proxy !== undefined) network.setProxy(host.proxy)
      return next['host.set'](host)
    },
    'settings.set': async (changes) => {
      if (changes.noNetwork) network.setOff(true)
      try {
        return await next['settings.set'](changes)
      } finally {
        if (changes.noNetwork !== undefined) network.setOff(isOff())
      }
    },
  }
}

export function networkFinding(network: Network): Finding {
  const { isOff, requests, blocked, sent, received, addresses, since } = network.use()
  const trouble = network.trouble()
  const counted = `${requests} requests since ${new Date(since).toISOString().slice(0, 10)}, ${sent} bytes sent and ${received} received.`
  const where = addresses.length > 0 ? ` To ${[...new Set(addresses.map(({ host }) => host))].join(', ')}.` : ''
  const held = isOff || blocked > 0 ? ` "No network" is ${isOff ? 'on' : 'off'}; ${blocked} were not let out.` : ''
  return { part: 'Network', ok: trouble === null, text: `${counted}${where}${held}${trouble ? ` ${trouble}` : ''}`, fix: trouble ? 'Look whether the disk is full and the home can be written.' : null }
}
