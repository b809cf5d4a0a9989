import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'

export const SMALLEST = { width: 900, height: 680 } as const
const DESIGNED = { width: 1200, height: 800 } as const

type WindowState = Readonly<{ bounds: Rectangle; isMaximized: boolean }>

export type Placement = Readonly<{ bounds: Partial<Rectangle> & typeof DESIGNED; isMaximized: boolean }>

/** Where the window was, if a display still shows a good part of it; else the designed size. */
export function placement(file: string, displays: readonly Rectangle[]): Placement {
  const state = read(file)
  if (state && displays.some((display) => isReachable(state.bounds, display))) return state as Placement
  return { bounds: DESIGNED, isMaximized: false }
}

/** Keeps the place of the window as it closes. */
export function rememberPlace(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  })
}

function read(file: string): WindowState | null {
  try {
    return stateIn(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // No file yet, or one that cannot be read: a place is not worth a message.
    return null
  }
}

/** By hand: a library of schemas would be loaded before the first window for this alone. */
function stateIn(value: unknown): WindowState | null {
  const { bounds, isMaximized } = Object(value) as Partial<WindowState>
  const { x, y, width, height } = Object(bounds) as Partial<Rectangle>
  if (typeof isMaximized !== 'boolean' || !isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null
  return width < SMALLEST.width || height < SMALLEST.height ? null : { bounds: { x, y, width, height }, isMaximized }
}

const isWhole = (value: number | undefined): value is number => Number.isInteger(value)

function isReachable({ x, y, width }: Rectangle, display: Rectangle): boolean {
  const overlap = Math.min(x + width, display.x + display.width) - Math.max(x, display.x)
  return overlap >= 200 && y >= display.y && y <= display.y + display.height - 100
}
