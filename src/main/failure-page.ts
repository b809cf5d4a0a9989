import type { ErrorBody } from '../agent/contract/index.ts'

export const FAILURE_PATH = '/failure.html'
const STYLE_PATH = '/failure.css'

/** What the person can do about it, by the path of the link. */
export const ACTIONS = { again: '/do/again', folder: '/do/folder', copy: '/do/copy', quit: '/do/quit' } as const

/** The single page for when the agent cannot open the home: what failed, the folder, and what to do. It needs no script. */
export function failurePage(path: string, failure: ErrorBody | null, home: string): Readonly<{ body: string; type: string }> | null {
  if (path === STYLE_PATH) return { body: STYLE, type: 'text/css; charset=utf-8' }
  if (path !== FAILURE_PATH || !failure) return null
  return { body: html(failure, home), type: 'text/html; charset=utf-8' }
}

/** What *Copy details* copies: nothing of what the person said. */
export function failureDetails(failure: ErrorBody, home: string, version: string): string {
  return `Tacit ${version} on ${process.platform} ${process.arch}\n${failure.code}: ${failure.message}\nHome: ${home}\n`
}

function html({ code, message }: ErrorBody, home: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="light dark" />
    <title>Tacit cannot start</title>
    <link rel="stylesheet" href="${STYLE_PATH}" />
  </head>
  <body>
    <main>
      <h1>${HEADINGS[code] ?? 'Tacit cannot start'}</h1>
      <p>${escaped(message)}</p>
      <p class="faint">Folder: ${escaped(home)}. Code: ${code}.</p>
      <nav>
        <a class="first" href="${ACTIONS.again}">Try again</a>
        <a href="${ACTIONS.folder}">Open the folder</a>
        <a href="${ACTIONS.copy}">Copy details</a>
        <a href="${ACTIONS.quit}">Quit</a>
      </nav>
    </main>
  </body>
</html>
`
}

const HEADINGS: Readonly<Partial<Record<ErrorBody['code'], string>>> = {
  HOME_OWNED: 'Another Tacit has this home open',
  HOME_NEWER: 'A newer Tacit wrote this home',
  HOME_DAMAGED: 'This home is damaged',
  HOME_UNWRITABLE: 'This home cannot be written to',
  DISK_FULL: 'The disk is full',
  NATIVE_UNUSABLE: 'A part of Tacit cannot run on this machine',
  EMBEDDER_MISSING: 'A part of Tacit is missing',
  AGENT_STOPPED: 'The assistant keeps stopping',
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const STYLE = `
:root { color-scheme: light dark; font: 400 14px/20px system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(oklch(.992 .0025 165), oklch(.222 .008 190)); color: light-dark(oklch(.245 .018 190), oklch(.935 .006 165)); }
main { max-width: 58ch; padding: 48px; }
h1 { margin: 0 0 12px; font: 400 20px/28px Charter, "Sitka Text", Georgia, "PT Serif", serif; }
p { margin: 0 0 12px; overflow-wrap: anywhere; }
.faint { color: light-dark(oklch(.515 .016 190), oklch(.68 .011 180)); }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 24px; }
a { padding: 6px 12px; border: 1px solid light-dark(oklch(.61 .014 180), oklch(.56 .014 190)); border-radius: 8px; color: inherit; text-decoration: none; }
.first { background: light-dark(oklch(.245 .018 190), oklch(.935 .006 165)); color: light-dark(oklch(.992 .0025 165), oklch(.222 .008 190)); }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
`
