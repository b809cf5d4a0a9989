import { nativeTheme } from 'electron'
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import type { Settings } from '../agent/contract/index.ts'

/** The height of the page's own bar, which is also the window's. */
const BAR_HEIGHT = 44

const isDark = (): boolean => nativeTheme.shouldUseDarkColors
const overlay = () => ({ color: '#00000000', symbolColor: isDark() ? '#e7ecea' : '#172322', height: BAR_HEIGHT })

/** The page draws the bar where the system lays its window controls over it; elsewhere the system draws the frame. */
export function frame(): BrowserWindowConstructorOptions {
  const backgroundColor = isDark() ? '#131a1a' : '#f0f4f3'
  if (process.platform === 'darwin') return { backgroundColor, titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 16, y: 15 } }
  if (process.platform === 'win32') return { backgroundColor, titleBarStyle: 'hidden', titleBarOverlay: overlay() }
  return { backgroundColor }
}

/** Keeps what the system draws in the theme that the person chose in the page. */
export function followTheme(window: () => BrowserWindow | null): (settings: Settings) => void {
  nativeTheme.on('updated', () => {
    if (process.platform === 'win32') window()?.setTitleBarOverlay(overlay())
  })
  return ({ theme }) => {
    nativeTheme.themeSource = theme
  }
}
