import type { Client } from '../agent/contract/index.ts'
import { bridgeClient } from './client-bridge.ts'
import { httpClient } from './client-http.ts'
import type { RequestError } from './request-error.ts'

/** The agent, through the window's bridge or, on loopback, over HTTP. Rejects with RequestError. */
export const client: Client = window.tacit ? bridgeClient(window.tacit) : httpClient((error) => tellLost(error))

let tellLost: (error: RequestError) => void = () => undefined

/** To be told when the line to the agent is cut, though nothing was asked. The window's own line waits for the next agent by itself. */
export function onLost(listener: (error: RequestError) => void): void {
  tellLost = listener
}

export const isMac = (window.tacit?.platform ?? navigator.platform).toLowerCase().startsWith(window.tacit ? 'darwin' : 'mac')

/** Whether the system's own choosers are there, and a drop says where it lies. */
export const canChoose = window.tacit !== undefined

/** The folder or file that the person chose; null when they cancelled. */
export async function choosePath(what: 'folder' | 'file'): Promise<string | null> {
  if (!window.tacit) return null
  return what === 'folder' ? window.tacit.chooseFolder() : window.tacit.chooseFile()
}

/** Where the first thing that was dropped lies; null where the system does not say. */
export function droppedPath(transfer: DataTransfer): string | null {
  const [file] = transfer.files
  return (file && window.tacit?.pathOf(file)) || null
}

/** Saves a text under a name that the person chooses, or as a download; answers where, null when cancelled. */
export async function saveFile(name: string, text: string, encoding: 'utf8' | 'base64' = 'utf8'): Promise<string | null> {
  if (window.tacit) return window.tacit.saveFile(name, text, encoding)
  const bytes = encoding === 'utf8' ? text : Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: encoding === 'utf8' ? 'text/plain;charset=utf-8' : 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
  return name
}
