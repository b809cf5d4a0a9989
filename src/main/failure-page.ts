import { homedir } from 'node:os'
import type { ErrorCode, SavedBackup } from '../agent/contract/index.ts'
import type { Failure } from './agent-host.ts'

export const FAILURE_PATH = '/failure.html'
const STYLE_PATH = '/failure.css'
const PREVIEW_PATH = '/failure/restore/'

/** What the person can do about it, by the path of the link; `look` and `restore` are followed by the place of a backup in the list. */
export const ACTIONS = { again: '/do/again', elsewhere: '/do/elsewhere', folder: '/do/folder', copy: '/do/copy', quit: '/do/quit', look: '/do/look/', restore: '/do/restore/', back: '/do/back' } as const

/** Where it is shown what a backup would do. */
export const previewPath = (index: number): string => `${PREVIEW_PATH}${index}`

/** The place in the list that such a path names; null where it names none. */
export function backupIndex(path: string, prefix: string): number | null {
  const index = path.startsWith(prefix) ? path.slice(prefix.length) : ''
  return /^\d{1,2}$/.test(index) ? Number(index) : null
}

/** The single page for when the agent cannot open the home: what failed, the folder, and what to do. It needs no script. */
export function failurePage(path: string, failure: Failure | null, home: string): Readonly<{ body: string; type: string }> | null {
  if (path === STYLE_PATH) return { body: STYLE, type: 'text/css; charset=utf-8' }
  if (!failure) return null
  const preview = failure.backups[backupIndex(path, PREVIEW_PATH) ?? -1]
  const body = preview ? restorePage(preview, failure.backups.indexOf(preview), home) : path === FAILURE_PATH ? troublePage(failure, home) : null
  return body === null ? null : { body, type: 'text/html; charset=utf-8' }
}

/** What *Copy details* copies: nothing of what the person said, and their own folder without their name. */
export function failureDetails({ error: { code, message } }: Failure, home: string, version: string, own = homedir()): string {
  return `Tacit ${version} on ${process.platform} ${process.arch}\n${code}: ${message}\nHome: ${home}\n`.replaceAll(own, '~')
}

function troublePage({ error: { code, message }, backups }: Failure, home: string): string {
  const heading = HEADINGS[code] ?? 'Tacit cannot start'
  const [latest, ...earlier] = backups.map((backup, index) => `<a href="${ACTIONS.look}${index}">${index === 0 ? `Restore the backup of ${when(backup)}` : when(backup)}</a>`)
  return page(heading, `
      <p>${escaped(message)}</p>
      <p class="faint">Folder: <bdi>${escaped(home)}</bdi>. Code: ${code}. Nothing was removed.</p>
      <nav aria-label="Ways on">
        <a class="first" href="${ACTIONS.again}">Try again</a>
        ${latest ?? ''}
        <a href="${ACTIONS.elsewhere}">Choose another folder</a>
        <a href="${ACTIONS.folder}">Open the folder</a>
        <a href="${ACTIONS.copy}">Copy details</a>
        <a href="${ACTIONS.quit}">Quit</a>
      </nav>
      ${earlier.length > 0 ? `<details><summary>Earlier backups</summary><nav aria-label="Earlier backups">${earlier.join('')}</nav></details>` : ''}
      <p class="faint">Another folder is opened until Tacit is quit. To keep to it, start Tacit with <span>--home</span> and its name.</p>`)
}

function restorePage(backup: SavedBackup, index: number, home: string): string {
  return page(`Restore the backup of ${when(backup)}?`, `
      <ul>
        <li><b>${backup.rows}</b> rows of what you said take the place of what cannot be opened</li>
        <li>What you said after ${when(backup)} is not among them</li>
        <li>What cannot be opened is not removed: it is put into <bdi>${escaped(home)}</bdi>, set-aside, and goes with the first thing that you forget</li>
        <li>Your notes and chats are read again; your files are never changed</li>
        <li>The network is switched off, because what you had chosen cannot be read; Settings switches it on</li>
      </ul>
      <nav aria-label="Ways on">
        <a class="danger" href="${ACTIONS.restore}${index}">Restore it</a>
        <a href="${ACTIONS.back}">Leave all as it is</a>
      </nav>`)
}

const when = ({ at }: SavedBackup): string => escaped(new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(at))

function page(heading: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="light dark" />
    <title>${heading}</title>
    <link rel="stylesheet" href="${STYLE_PATH}" />
  </head>
  <body>
    <main>
      <h1>${heading}</h1>${content}
    </main>
  </body>
</html>
`
}

const HEADINGS: Readonly<Partial<Record<ErrorCode, string>>> = {
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
nav a:hover { border-color: currentColor; }
.danger { color: light-dark(oklch(.485 .16 27), oklch(.745 .125 25)); border-color: currentColor; }
ul { margin: 0 0 12px; padding: 0; list-style: none; display: grid; gap: 6px; overflow-wrap: anywhere; }
b { font-weight: 600; }
details { margin: 16px 0 0; }
details nav { margin: 8px 0 0; }
summary { cursor: default; text-decoration: underline; text-underline-offset: 3px; }
p span { white-space: nowrap; }
nav + .faint, details + .faint { margin-top: 24px; font-size: 13px; }
:is(a, summary):focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
@media (forced-colors: active) { .first { background: ButtonText; color: ButtonFace; forced-color-adjust: none; } }
`
