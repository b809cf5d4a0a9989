import type { Bridge } from '../agent/contract/index.ts'

declare global {
  interface Window {
    /** Set by the preload script; absent where the page is served on loopback. */
    readonly tacit?: Bridge
  }
}
