import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron'
import type { Bridge, Broadcast, EventName } from '../agent/contract/index.ts'
import { CHANNELS, SPELLING } from './channels.ts'
import type { Outcome } from './channels.ts'

const listeners = new Map<EventName, Set<(data: never) => void>>()

ipcRenderer.on(CHANNELS.event, (_event, { event, data }: Broadcast) => {
  for (const listener of listeners.get(event) ?? []) listener(data as never)
})

async function ask<Value>(channel: string, ...values: readonly string[]): Promise<Value> {
  const outcome = (await ipcRenderer.invoke(channel, ...values)) as Outcome<Value>
  if (!outcome.ok) throw new Error(outcome.message)
  return outcome.value
}

const bridge = {
  platform: process.platform,
  request: (route, input) => ipcRenderer.invoke(CHANNELS.request, route, input),
  on: (event, listener) => {
    const set = listeners.get(event) ?? new Set()
    listeners.set(event, set.add(listener))
    return () => void set.delete(listener)
  },
  chooseFolder: () => ask(CHANNELS.chooseFolder),
  chooseFile: () => ask(CHANNELS.chooseFile),
  pathOf: (dropped) => webUtils.getPathForFile(dropped as Parameters<typeof webUtils.getPathForFile>[0]),
  saveFile: (name, text, encoding = 'utf8') => ask(CHANNELS.saveFile, name, text, encoding),
} satisfies Bridge

contextBridge.exposeInMainWorld('tacit', bridge)

// Chromium asks of a field's words when somebody writes in it, and of no field that declines.
const language = process.argv.find((word) => word.startsWith(SPELLING))?.slice(SPELLING.length)
if (language !== undefined) {
  webFrame.setSpellCheckProvider(language, {
    spellCheck: (words, mark) => void ipcRenderer.invoke(CHANNELS.misspelt, words).then(mark, () => mark([])),
  })
}
