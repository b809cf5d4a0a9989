import { protocol } from 'electron'
import type { Session } from 'electron'
import { PAGE_HEADERS, pageFile } from '../serve/page.ts'

export const PAGE_ORIGIN = 'app://bundle'
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`

/** No window opens another here, and a policy on openers would have Chromium load the page in a second process while the first starts. */
const { 'cross-origin-opener-policy': _openers, ...HEADERS } = PAGE_HEADERS

export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** Serves `app://bundle/…` from the folder of the built page. `own` are pages that main makes itself, by path. */
export function servePage(session: Session, folder: string, own: (path: string) => Readonly<{ body: string; type: string }> | null): void {
  session.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    const found = host === 'bundle' && request.method === 'GET' ? (own(pathname) ?? (await pageFile(folder, pathname))) : null
    if (!found) return new Response('There is no such file.', { status: 404, headers: HEADERS })
    return new Response(found.body, { headers: { ...HEADERS, 'content-type': found.type } })
  })
}
