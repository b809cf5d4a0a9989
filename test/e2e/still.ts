import type { Page } from '@playwright/test'

/** Nothing on its way takes a page longer than this to show. */
const WITHIN_MS = 20_000

/** An expression for the page: a promise of whether it has drawn, nothing in it has changed for so long, and nothing moves. */
export const untilStill = (forMs: number): string => `new Promise((resolve) => {
  const began = performance.now()
  let changed = began
  const observer = new MutationObserver(() => (changed = performance.now()))
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  const end = (isStill) => (observer.disconnect(), resolve(isStill))
  const look = () => {
    const now = performance.now()
    const moves = document.getAnimations().some(({ playState }) => playState === 'running')
    if (!moves && now - changed >= ${forMs}) end(true)
    else if (now - began > ${WITHIN_MS}) end(false)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(() => requestAnimationFrame(look))
})`

/** Waits until the page is at rest. Throws where it never is. */
export async function still(page: Page, forMs = 150): Promise<void> {
  if (!(await page.evaluate<boolean>(untilStill(forMs)))) throw new Error(`The page at ${page.url()} did not come to rest within ${WITHIN_MS / 1000} s.`)
}
