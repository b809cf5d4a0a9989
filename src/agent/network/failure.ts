/** Whether it may go better the next time: only `insecure` and `proxy` ask for a change first. */
export type FailureKind = 'unreachable' | 'timeout' | 'broken' | 'insecure' | 'proxy'

/** What went wrong between here and there, in words that name the host. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure' as const
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.kind = kind
  }
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such name is known. Look whether this computer is online and the address is right',
  EAI_AGAIN: 'its name could not be looked up. Look whether this computer is online',
  ECONNREFUSED: 'nothing answers there',
  EHOSTUNREACH: 'there is no way to it. Look whether this computer is online',
  ENETUNREACH: 'there is no way to it. Look whether this computer is online',
  ENETDOWN: 'the network is down',
  EADDRNOTAVAIL: 'there is no way to it. Look whether this computer is online',
}
const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'did not answer in time',
  ETIMEDOUT: 'did not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'took the request and said nothing in time',
  UND_ERR_BODY_TIMEOUT: 'stopped sending',
}
const INSECURE = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$|UND_ERR_PRX_TLS)/

/** @param via the proxy that the request went through, if any */
export function toFailure(thrown: unknown, host: string, via: URL | null): NetworkFailure {
  if (thrown instanceof NetworkFailure) return thrown
  const code = codeOf(thrown)
  const there = via ? `${host} (through the proxy ${via.host})` : host
  const because = thrown instanceof Error ? thrown.message : String(thrown)
  const options = { cause: thrown }
  if (UNREACHABLE[code]) return new NetworkFailure('unreachable', `${there} cannot be reached: ${UNREACHABLE[code]}.`, options)
  if (TIMEOUTS[code]) return new NetworkFailure('timeout', `${there} ${TIMEOUTS[code]}.`, options)
  if (INSECURE.test(code)) {
    return new NetworkFailure('insecure', `${there} did not prove who it is (${because}). Look at this computer's clock; where a proxy signs connections itself, name its certificate in NODE_EXTRA_CA_CERTS.`, options)
  }
  if (via && /when HTTP Tunneling|Proxy Authentication/.test(because)) return new NetworkFailure('proxy', `The proxy ${via.host} let nothing through to ${host}: ${because}.`, options)
  return new NetworkFailure('broken', `The connection to ${there} broke (${code || because}).`, options)
}

/** Where several addresses of a host were tried, the first failure speaks for all. */
function codeOf(thrown: unknown): string {
  const { code, cause, errors } = (thrown ?? {}) as { code?: unknown; cause?: unknown; errors?: readonly unknown[] }
  if (typeof code === 'string') return code
  return errors?.length ? codeOf(errors[0]) : cause === undefined ? '' : codeOf(cause)
}
