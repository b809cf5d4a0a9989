import { Menu } from 'electron'
import type { BrowserWindow, ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import { contextItems } from './context-items.ts'

/** The menu of the other mouse button and of the menu key. */
export function offerContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, params: ContextMenuParams) => {
    const items: MenuItemConstructorOptions[] = contextItems(params, (word) => window.webContents.replaceMisspelling(word))
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window, x: params.x, y: params.y })
  })
}
