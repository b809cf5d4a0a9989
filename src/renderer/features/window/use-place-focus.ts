import { useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { PlaceName } from '../../words/address.ts'

const scrollTops = new Map<PlaceName, number>()
/** A place that reads again is short at first; after this it is taken as it is. */
const GROWS_WITHIN_MS = 3000

/** Moves the focus to a place when the person goes there, and brings back where it was scrolled to. */
export function usePlaceFocus(place: PlaceName): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  useLayoutEffect(() => (main.current ? keepScroll(main.current, place) : undefined), [place])
  useEffect(() => {
    const element = main.current
    // A card inside may have taken the focus already.
    if (element && !element.contains(document.activeElement) && document.querySelector('dialog[open]') === null) element.focus({ preventScroll: true })
  }, [place])
  return main
}

/** Scrolls to where the person was as soon as the place is long enough, unless they or a link scroll meanwhile. */
function keepScroll(element: HTMLElement, place: PlaceName): () => void {
  const wanted = scrollTops.get(place) ?? 0
  const until = performance.now() + GROWS_WITHIN_MS
  let reached = moveTo(wanted)
  let frame = reached < wanted ? requestAnimationFrame(goOn) : 0
  element.addEventListener('scroll', keep, { passive: true })
  return () => {
    cancelAnimationFrame(frame)
    element.removeEventListener('scroll', keep)
  }

  function moveTo(top: number): number {
    element.scrollTop = top
    return element.scrollTop
  }
  function goOn(now: number): void {
    const isLeft = element.scrollTop !== reached
    if (!isLeft) reached = moveTo(wanted)
    frame = isLeft || reached >= wanted - 1 || now > until ? 0 : requestAnimationFrame(goOn)
    if (frame === 0) keep()
  }
  function keep(): void {
    if (frame === 0) scrollTops.set(place, element.scrollTop)
  }
}
