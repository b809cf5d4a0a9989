import { useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { PlaceName } from '../../words/address.ts'

const scrollTops = new Map<PlaceName, number>()

/** Moves the focus to a place when the person goes there, and brings back where it was scrolled to. */
export function usePlaceFocus(place: PlaceName): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const element = main.current
    if (!element) return
    element.scrollTop = scrollTops.get(place) ?? 0
    const keep = (): void => void scrollTops.set(place, element.scrollTop)
    element.addEventListener('scroll', keep, { passive: true })
    return () => element.removeEventListener('scroll', keep)
  }, [place])
  useEffect(() => {
    const element = main.current
    // A card inside may have taken the focus already.
    if (element && !element.contains(document.activeElement) && document.querySelector('dialog[open]') === null) element.focus({ preventScroll: true })
  }, [place])
  return main
}
