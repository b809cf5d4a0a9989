import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'

export const SMALLEST = { width: 900, height: 680 } as const
const DESIGNED = { width: 1200, height: 800 } as const

const stateSchema = z.strictObject({
  bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(SMALLEST.width), height: z.int().min(SMALLEST.height) }),
  isMaximized: z.boolean(),
})
type WindowState = z.infer<typeof stateSchema>

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
    return stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null
  } catch {
    // No file yet, or one that cannot be read: a place is not worth a message.
    return null
  }
}

function isReachable({ x, y, width }: Rectangle, display: Rectangle): boolean {
  const overlap = Math.min(x + width, display.x + display.width) - Math.max(x, display.x)
  return overlap >= 200 && y >= display.y && y <= display.y + display.height - 100
}
