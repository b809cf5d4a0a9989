import { create } from 'zustand'
import type { BackupView, DataSize } from '../../agent/contract/index.ts'
import { client, saveFile } from '../api.ts'
import type { RequestError } from '../request-error.ts'
import { say } from './announcer.ts'
import { attempting } from './attempt.ts'

type DataState = Readonly<{
  size: DataSize | null
  backups: readonly BackupView[] | null
  isBusy: boolean
  error: RequestError | null
  load: () => Promise<void>
  make: () => Promise<void>
  /** The page begins anew afterwards. */
  restore: (id: string) => Promise<void>
  erase: (withBackups: boolean) => Promise<void>
  /** Everything that was said, as a file where the person chooses. Answers where; null where they did not. */
  exportAll: () => Promise<string | null>
}>

export const useData = create<DataState>()((set, get) => {
  const attempt = attempting(set)

  async function act(what: string, action: () => Promise<void>): Promise<void> {
    if (get().isBusy) return
    set({ isBusy: true })
    await attempt(what, action)
    set({ isBusy: false })
  }

  return {
    size: null,
    backups: null,
    isBusy: false,
    error: null,
    load: async () => {
      await Promise.all([
        attempt('What the folder holds could not be measured.', async () => set({ size: await client.request('data.size', {}) })),
        attempt('The backups could not be listed.', async () => set({ backups: await client.request('backups.list', {}) })),
      ])
    },
    make: () =>
      act('The backup was not made.', async () => {
        set({ backups: await client.request('backups.make', {}), size: await client.request('data.size', {}) })
        say('The backup was made, restored to a scratch folder and compared: equal.')
      }),
    exportAll: async () => {
      let place: string | null = null
      await act('It was not exported.', async () => {
        const { name, text } = await client.request('data.export', {})
        place = await saveFile(`tacit-${name}`, text)
        say(place === null ? 'Not exported.' : `Exported: ${place}`)
        set({ backups: await client.request('backups.list', {}) })
      })
      return place
    },
    restore: (id) =>
      act('The backup was not restored.', async () => {
        await client.request('backups.restore', { id })
        location.reload()
      }),
    erase: (withBackups) =>
      act('It was not erased.', async () => {
        await client.request('data.erase', { word: 'erase', backups: withBackups })
        location.hash = '#/today'
        location.reload()
      }),
  }
})
