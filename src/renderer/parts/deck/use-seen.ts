import { useEffect } from 'react'
import type { RefObject } from 'react'
import { client } from '../../api.ts'
import { noticeFailure } from '../../stores/app.ts'

const WHOLE = 0.99
const told = new Set<string>()

/** Tells once of each card that stood whole in the window; how long it stood is neither measured nor told. */
export function useSeen(card: RefObject<HTMLElement | null>, id: string, isTold: boolean): void {
  useEffect(() => {
    const element = card.current
    if (!element || !isTold || told.has(id)) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting) || document.visibilityState !== 'visible') return
        observer.disconnect()
        told.add(id)
        client.request('proposals.seen', { ids: [id] }).catch((thrown: unknown) => {
          told.delete(id)
          noticeFailure(thrown)
        })
      },
      { threshold: WHOLE },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [card, id, isTold])
}
