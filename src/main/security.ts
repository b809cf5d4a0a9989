import type { Session, WebContents, WebFrameMain } from 'electron'
import { PAGE_ORIGIN } from './protocol.ts'

/** The page asks for nothing but its own files: every permission is denied, and no request leaves the machine. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => decide(isAllowed(permission, contents.getURL())))
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
  // Chromium fetches dictionaries from the network, past what is refused below and even while it may not use them: unless it is told no language. macOS has its own.
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(process.platform === 'darwin')
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOwn(url) && !url.startsWith('devtools://') }))
}

/** Copying to the clipboard on a click is the one thing beyond showing itself that the page may do. */
function isAllowed(permission: string, url: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwn(url)
}

/** Keeps the window at its page. `onOwn` is called with a link into our own origin that the person followed. */
export function guardContents(contents: WebContents, onOwn: (path: string) => void): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    event.preventDefault()
    if (isOwn(event.url)) onOwn(new URL(event.url).pathname)
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
}

/** Whether a message comes from the page itself: the top frame, at our own origin. */
export function isTrusted(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwn(frame.url)
}

function isOwn(url: string): boolean {
  return url === PAGE_ORIGIN || url.startsWith(`${PAGE_ORIGIN}/`)
}
