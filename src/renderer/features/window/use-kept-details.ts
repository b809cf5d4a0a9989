import { useEffect } from 'react'
import type { RefObject } from 'react'
import type { PlaceName } from '../../words/address.ts'

const open = new Set<string>()

/** What a person opened in a place is open when they come back, until Tacit is quit. */
export function useKeptDetails(main: RefObject<HTMLElement | null>, place: PlaceName): void {
  useEffect(() => {
    const element = main.current
    if (!element) return
    const seen = new WeakSet<HTMLDetailsElement>()
    const all = (): readonly HTMLDetailsElement[] => [...element.querySelectorAll('details')]
    const restore = (): void => {
      for (const details of all()) {
        if (!seen.has(details) && open.has(nameOf(details, place, all()))) details.open = true
        seen.add(details)
      }
    }
    // The event does not bubble.
    const keep = ({ target }: Event): void => {
      if (!(target instanceof HTMLDetailsElement) || !target.isConnected) return
      const name = nameOf(target, place, all())
      if (target.open) open.add(name)
      else open.delete(name)
    }
    restore()
    const watcher = new MutationObserver(restore)
    watcher.observe(element, { childList: true, subtree: true })
    element.addEventListener('toggle', keep, { capture: true })
    return () => {
      watcher.disconnect()
      element.removeEventListener('toggle', keep, { capture: true })
    }
  }, [main, place])
}

/** Its words without their counts, which change, and which of those with the same words it is. */
function nameOf(details: HTMLDetailsElement, place: PlaceName, all: readonly HTMLDetailsElement[]): string {
  const words = wordsOf(details)
  return `${place} ${words} ${all.filter((other) => wordsOf(other) === words).indexOf(details)}`
}

const wordsOf = (details: HTMLDetailsElement): string => (details.querySelector('summary')?.textContent ?? '').replace(/\d+/g, '')
