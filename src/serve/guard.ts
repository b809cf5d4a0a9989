import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Who may speak: one token opens one session, and every request must come from the page's own address. */
export type Guard = Readonly<{
  token: string
  /** Spends the token; the value for `Set-Cookie`, or null where it is wrong or was spent. */
  exchange: (token: string) => string | null
  hasSession: (request: IncomingMessage) => boolean
}>

export function openGuard(port: number): Guard {
  // Cookies are shared by all ports of a host, so the name tells two servers apart.
  const cookie = `tacit-${port}`
  const token = randomBytes(16).toString('base64url')
  let session: string | null = null
  return {
    token,
    exchange: (offered) => {
      if (session !== null || !isSame(offered, token)) return null
      session = randomBytes(32).toString('base64url')
      return `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
    hasSession: (request) => session !== null && cookies(request, cookie).some((value) => isSame(value, session!)),
  }
}

/** The page's own address, as the browser names it. Any other Host means that a foreign name was pointed at this machine. */
export function isOwnHost(request: IncomingMessage, port: number): boolean {
  return request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`
}

/** False where a browser says that another page is behind the request. Call only after `isOwnHost`. */
export function isOwnOrigin({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  return headers.origin === undefined || headers.origin === `http://${headers.host}`
}

function cookies({ headers }: IncomingMessage, name: string): string[] {
  return (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}

/** Compares in constant time; hashing first makes the lengths equal. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}
