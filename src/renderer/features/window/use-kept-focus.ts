import { useEffect } from 'react'

// A tab that takes the focus opens, so of tabs only the one that is open.
const CONTROLS = ':is(button, input, select, textarea, a[href], summary):not(:disabled, [tabindex="-1"], [role="tab"]), [role="tab"][aria-selected="true"]'
/** Whoever removes a control moves the focus itself where it knows better; this comes after. */
const AFTER_MS = 60

/** Where the control with the focus goes away its neighbour takes the focus, and never the page; one that had to wait gets it back. */
export function useKeptFocus(): void {
  useEffect(() => {
    let chain: readonly Element[] = []
    let waited = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const remember = ({ target }: FocusEvent): void => {
      chain = withAncestors(target as Element)
      waited = false
    }
    const keep = (): void => {
      const last = chain[0]
      if (document.activeElement !== document.body || !(last instanceof HTMLElement)) return
      if (!last.isConnected) nearestTo(chain)?.focus({ preventScroll: true })
      else if (last.matches(':disabled')) waited = true
      else if (waited) last.focus({ preventScroll: true })
    }
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(keep, AFTER_MS)
    }
    const watcher = new MutationObserver(soon)
    watcher.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', remember)
    return () => {
      clearTimeout(timer)
      watcher.disconnect()
      document.removeEventListener('focusin', remember)
    }
  }, [])
}

function withAncestors(element: Element): readonly Element[] {
  const chain: Element[] = []
  for (let each: Element | null = element; each; each = each.parentElement) chain.push(each)
  return chain
}

/** The first control in what is left around it, or the place itself. */
function nearestTo(chain: readonly Element[]): HTMLElement | null {
  const place = document.querySelector<HTMLElement>('dialog[open], main')
  for (const within of chain) {
    if (within === place || within.contains(place)) break
    const control = within.isConnected ? within.querySelector<HTMLElement>(CONTROLS) : null
    if (control) return control
  }
  return place
}
