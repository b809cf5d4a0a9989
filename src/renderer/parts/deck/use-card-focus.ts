import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Gives a card the focus when it comes, unless the person is somewhere else in the window. */
export function useCardFocus<Element extends HTMLElement>(cardId: string): RefObject<Element | null> {
  const card = useRef<Element>(null)
  useEffect(() => {
    const active = document.activeElement
    const isElsewhere = active !== null && active !== document.body && active.tagName !== 'MAIN' && active.closest('main') === null
    if (!isElsewhere) card.current?.focus({ preventScroll: true })
  }, [cardId])
  return card
}
