import { useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

/** The width of an element in px, 0 until it is laid out; charts are drawn at it so that text and strokes never scale. */
export function useWidth<Element extends HTMLElement>(): readonly [RefObject<Element | null>, number] {
  const element = useRef<Element>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)))
    setWidth(Math.round(element.current.getBoundingClientRect().width))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
