import { join } from 'node:path'
import { findElectron } from '../../scripts/steps/electron.mjs'

export const ROOT = join(import.meta.dirname, '..', '..')
export const built = { main: join(ROOT, 'out', 'main', 'index.js'), cli: join(ROOT, 'out', 'main', 'cli.js') }

type Found = Readonly<{ path: string }> | Readonly<{ path: null; why: string }>

/** Electron's binary, or why no window can open here. */
export function findWindow(): Found {
  const electron = findElectron()
  if (electron.path === null) return electron
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
  return hasDisplay ? electron : { path: null, why: 'there is no display. xvfb-run -a gives one.' }
}
