import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { dialog, ipcMain } from 'electron'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { AppError, toErrorBody } from '../agent/contract/errors.ts'
import type { Broadcast, Exchange, Response } from '../agent/contract/index.ts'
import { CHANNELS } from './channels.ts'
import type { Outcome } from './channels.ts'
import { isTrusted } from './security.ts'

type IpcOptions = Readonly<{
  window: () => BrowserWindow | null
  send: Exchange['send']
  /** Called with each answer that the page gets. */
  onAnswered: (route: string, response: Response) => void
}>

const LONGEST_FILE = 50_000_000

/** Answers the page, and nobody else: checks who asks, passes requests on to the agent, and wraps what comes out. */
export function registerIpc({ window, send, onAnswered }: IpcOptions): void {
  ipcMain.handle(CHANNELS.request, async (event, route: unknown, input: unknown): Promise<Response> => {
    if (!isTrusted(event.senderFrame)) return { id: 0, ok: false, error: toErrorBody(foreign()) }
    const response = await send(String(route), input)
    onAnswered(String(route), response)
    return response
  })

  const choose = async (property: 'openDirectory' | 'openFile'): Promise<string | null> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(shown(window()), { properties: [property] })
    return canceled ? null : (filePaths[0] ?? null)
  }
  handle(CHANNELS.chooseFolder, () => choose('openDirectory'))
  handle(CHANNELS.chooseFile, () => choose('openFile'))

  handle(CHANNELS.saveFile, async (name, text, encoding) => {
    if (typeof name !== 'string' || typeof text !== 'string' || text.length > LONGEST_FILE) throw new AppError('INPUT_INVALID', 'A file needs a name and a text of at most 50 MB.')
    const { canceled, filePath } = await dialog.showSaveDialog(shown(window()), { defaultPath: basename(name) })
    if (canceled || !filePath) return null
    await writeFile(filePath, text, encoding === 'base64' ? 'base64' : 'utf8')
    return filePath
  })
}

/** Passes an event of the agent on to the page. */
export function tellPage(window: BrowserWindow | null, broadcast: Broadcast): void {
  if (window && !window.isDestroyed()) window.webContents.send(CHANNELS.event, broadcast)
}

function handle(channel: string, action: (...values: readonly unknown[]) => Promise<string | null>): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...values: readonly unknown[]): Promise<Outcome<string | null>> => {
    try {
      if (!isTrusted(event.senderFrame)) throw foreign()
      return { ok: true, value: await action(...values) }
    } catch (thrown) {
      return { ok: false, message: toErrorBody(thrown).message }
    }
  })
}

function foreign(): AppError {
  return new AppError('NOT_ALLOWED', 'Only the window’s own page may ask this.')
}

function shown(window: BrowserWindow | null): BrowserWindow {
  if (!window) throw new AppError('CANCELLED', 'The window is closed.')
  return window
}
