import { create } from 'zustand'
import { formatAddress, parseAddress } from '../words/address.ts'
import type { Address, PlaceName } from '../words/address.ts'

/** Where the window is; the fragment of its address is the truth. */
export const useAddress = create<Address>()(() => parseAddress(location.hash))

addEventListener('hashchange', () => useAddress.setState(parseAddress(location.hash)))

/** Goes to a place, or to something in it. */
export function go(place: PlaceName, ...path: readonly string[]): void {
  location.hash = formatAddress(place, ...path)
}

/** As `go`, without a step to come back to. */
export function replace(place: PlaceName, ...path: readonly string[]): void {
  history.replaceState(null, '', formatAddress(place, ...path))
  useAddress.setState(parseAddress(location.hash))
}

export function goBack(): void {
  history.back()
}
