export const PLACES = ['today', 'you', 'memory', 'trust', 'settings'] as const
export type PlaceName = (typeof PLACES)[number]

/** Where the window is: a place and what is open in it, from `#/you/axis/company`. */
export type Address = Readonly<{ place: PlaceName; path: readonly string[] }>

export function parseAddress(hash: string): Address {
  const [first = '', ...rest] = hash.replace(/^#?\/?/, '').split('/')
  const place = PLACES.find((name) => name === first) ?? 'today'
  return { place, path: place === first ? rest.filter((part) => part !== '').map(decode) : [] }
}

export function formatAddress(place: PlaceName, ...path: readonly string[]): string {
  return `#/${[place, ...path].map(encodeURIComponent).join('/')}`
}

/** A link from outside the window; `base` is the page's own address where it is served, null where the system knows ours. */
export function linkTo(base: string | null, place: PlaceName, ...path: readonly string[]): string {
  return base === null ? `tacit://${[place, ...path].map(encodeURIComponent).join('/')}` : base + formatAddress(place, ...path)
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A half-typed escape is taken as it stands.
    return part
  }
}

export const PLACE_NAMES: Readonly<Record<PlaceName, string>> = {
  today: 'Today',
  you: 'You',
  memory: 'Memory',
  trust: 'Trust',
  settings: 'Settings',
}
