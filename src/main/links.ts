const PLACES: ReadonlySet<string> = new Set(['today', 'you', 'memory', 'trust', 'settings'])
export const LINK_SCHEME = 'tacit'
const LONGEST = 500

/** The page's address that a link such as `tacit://you/axis/company` names; null where it names none. A link goes somewhere and does nothing. */
export function addressOfLink(link: string): string | null {
  if (link.length > LONGEST || !URL.canParse(link)) return null
  const { protocol, hostname, pathname } = new URL(link)
  if (protocol !== `${LINK_SCHEME}:` || !PLACES.has(hostname)) return null
  const parts = pathname.split('/').filter((part) => part !== '')
  return parts.some((part) => part === '.' || part === '..') ? null : `#/${[hostname, ...parts].join('/')}`
}

/** The link among the words that a program was started with. */
export const linkIn = (argv: readonly string[]): string | undefined => argv.find((word) => word.startsWith(`${LINK_SCHEME}://`))
