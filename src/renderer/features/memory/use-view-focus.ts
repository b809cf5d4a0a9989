import { useEffect, useRef } from 'react'

/** Where the control that led here is gone, the place takes the focus, so that the next Tab begins in it. */
export function useViewFocus(view: string | undefined): void {
  const before = useRef(view)
  useEffect(() => {
    if (before.current === view) return
    before.current = view
    if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true })
  }, [view])
}
