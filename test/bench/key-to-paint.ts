// How long the page takes from a key to the paint of what the key changed, by the page's own clock.

import type { Page } from '@playwright/test'

export type Painted = Readonly<{
  /** To the end of the first frame that was painted after the key. */
  firstMs: number
  /** To the end of the frame in which what the key leads to stands on the page. */
  changedMs: number
}>

/** A frame has been painted once the task comes that was posted from within it. */
const WATCH = `globalThis.painted = () => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => done(performance.now())
  port2.postMessage(0)
}))
globalThis.watchKey = (shown) => {
  globalThis.watched = new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('Nothing that fits ' + shown + ' came within 10 s.')), 10_000)
    addEventListener('keydown', ({ timeStamp }) => {
      const first = painted()
      const changes = new MutationObserver(() => {
        if (!document.querySelector(shown)) return
        changes.disconnect()
        clearTimeout(giveUp)
        Promise.all([first, painted()]).then(([one, other]) => resolve({ firstMs: one - timeStamp, changedMs: other - timeStamp }))
      })
      changes.observe(document.body, { subtree: true, childList: true, attributes: true })
    }, { once: true, capture: true })
  })
}`

/** Once for every page that was loaded. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(WATCH)
}

/** Presses a key, and waits until something that fits the selector `shown` has come and is painted. */
export async function keyToPaint(page: Page, key: string, shown: string): Promise<Painted> {
  await page.evaluate(`watchKey(${JSON.stringify(shown)})`)
  await page.keyboard.press(key)
  return (await page.evaluate('watched')) as Painted
}
