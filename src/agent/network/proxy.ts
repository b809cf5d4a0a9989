import { isIP } from 'node:net'
import { NetworkFailure } from './failure.ts'

export type ProxyRules = Readonly<{
  /** As the system words it ("PROXY host:port; DIRECT"), or an address; null where it names none. */
  system: string | null
  environment: Readonly<Record<string, string | undefined>>
}>

/** The proxy that a request to this address goes through; null for none. This machine is never asked of a proxy. */
export function proxyFor(url: URL, { system, environment }: ProxyRules): URL | null {
  if (isLoopback(url.hostname)) return null
  const named = system === null || isNear(url.hostname) ? null : fromSystem(system)
  return named ?? fromEnvironment(url, environment)
}

/** The first that can be used of a list such as Chromium's `resolveProxy` gives. */
function fromSystem(text: string): URL | null {
  const entries = text.split(';').map((entry) => entry.trim()).filter(Boolean)
  for (const entry of entries) {
    if (/^direct$/i.test(entry)) return null
    const [, kind = '', place = ''] = /^(PROXY|HTTPS)\s+(\S+)$/i.exec(entry) ?? []
    if (place) return parse(`${kind.toUpperCase() === 'HTTPS' ? 'https' : 'http'}://${place}`, 'the system')
    if (/^https?:\/\//i.test(entry)) return parse(entry, 'the system')
  }
  if (entries.length === 0) return null
  throw new NetworkFailure('proxy', `The system's proxy "${text}" is of a kind that Tacit cannot use: it needs an HTTP proxy. Set one, or start Tacit with HTTPS_PROXY.`)
}

function fromEnvironment(url: URL, environment: ProxyRules['environment']): URL | null {
  const read = (name: string): string => (environment[name.toLowerCase()] ?? environment[name] ?? '').trim()
  if (isExcepted(url, read('NO_PROXY'))) return null
  const name = url.protocol === 'https:' && read('HTTPS_PROXY') ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const value = read(name)
  return value ? parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`, name) : null
}

function parse(text: string, from: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url
  throw new NetworkFailure('proxy', `The proxy that ${from} names cannot be used: it needs the form http://host:port.`)
}

function isExcepted(url: URL, exceptions: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const host = url.hostname.toLowerCase()
  return exceptions.toLowerCase().split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true
    const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.replace(/^\*?\./, '')) ?? []
    return name !== '' && (only === undefined || only === port) && (host === name || host.endsWith(`.${name}`))
  })
}

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname)
}

/** In the person's own network: the system was asked about an address outside. */
function isNear(hostname: string): boolean {
  if (isIP(hostname) === 4) return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(hostname)
  return /^\[f[cde]/i.test(hostname) || hostname.endsWith('.local') || !/[.:]/.test(hostname)
}
