import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Gives a card the focus when it comes or is open again, unless the person is somewhere else in the window. */
export function useCardFocus<Element extends HTMLElement>(cardId: string, isAnswered: boolean): RefObject<Element | null> {
  const card = useRef<Element>(null)
  useEffect(() => {
    const active = document.activeElement
    const isElsewhere = active !== null && active !== document.body && active.tagName !== 'MAIN' && active.closest('main') === null
    if (!isElsewhere && !isAnswered) card.current?.focus({ preventScroll: true })
  }, [cardId, isAnswered])
  return card
}
