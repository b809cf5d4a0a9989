import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, toAppError } from '../contract/index.ts'
import type { Download } from '../contract/index.ts'
import { download } from '../model/download/download.ts'
import type { Patience } from '../model/download/download.ts'
import { addressOf as hubAddress, lookUp, readHubFile } from '../model/hub.ts'
import type { Published } from '../model/hub.ts'
import { discardPart, partSize, requireRoom } from '../model/download/part.ts'
import type { Network } from '../network/network.ts'
import { openSerial } from '../serial.ts'
import type { SettingRow, Store } from '../store/types.ts'
import type { Fetchable, ModelRegistry } from './models.ts'
import { readSettings } from './settings.ts'

/** The downloads that the person consented to: one at a time, the others in line, and on with them at the next start. */
export type Downloads = AsyncDisposable &
  Readonly<{
    view: (modelId: string) => Download | null
    /** What the hub says of a file that the person names. Errors: INPUT_INVALID, MODEL_REFUSED, NOT_FOUND, DOWNLOAD_FAILED, NETWORK_OFF. */
    lookUp: (address: string) => Promise<Published>
    /** The consent, kept before anything is fetched. Errors: NOT_FOUND, NETWORK_OFF, DISK_FULL. */
    start: (modelId: string) => Promise<void>
    pause: (modelId: string) => Promise<void>
    /** Takes it off the line; what is here is kept for another time, or discarded. */
    cancel: (modelId: string, isDiscarded: boolean) => Promise<void>
    /** Resolves when nothing runs and nothing stands in line. */
    settled: () => Promise<void>
  }>

type Options = Readonly<{
  store: Store
  models: ModelRegistry
  network: Network
  now: () => number
  /** Where the file of an entry is; tests have a server of their own. */
  addressOf?: (entry: Fetchable) => string
  patience?: Partial<Patience>
}>

const KEY = 'downloads'
const keptSchema = z.array(z.strictObject({ id: z.string(), state: z.enum(['wanted', 'paused', 'failed']), message: z.string().nullable() }))
type Kept = Readonly<z.infer<typeof keptSchema>[number]>
/** After a restore: what was wanted once is not fetched because a backup says so. What lies here of it stays. */
export const NO_DOWNLOADS: SettingRow = { key: KEY, value: [] }
type Running = Readonly<{ id: string; stop: AbortController; ended: Promise<void> }>

export async function openDownloads({ store, models, network, now, addressOf = (entry) => hubAddress(entry, readSettings(store).hubAddress), patience = {} }: Options): Promise<Downloads> {
  /** What the person does, one thing after another; and what is written, which a download that ends also does. */
  const inTurn = openSerial()
  const inWriting = openSerial()
  const seen = new Map<string, Download>()
  let line: readonly Kept[] = keptSchema.safeParse(store.settings.get(KEY)?.value).data ?? []
  let running: Running | null = null
  let isClosing = false

  const fileOf = (id: string): string => join(models.folder, models.entry(id).savedName)
  const listed = (id: string): Kept => {
    const found = line.find((each) => each.id === id)
    if (!found) throw new AppError('NOT_FOUND', `${models.entry(id).name} is not being downloaded.`, { data: { id } })
    return found
  }

  const change = (to: (line: readonly Kept[]) => readonly Kept[]): Promise<void> => inWriting(async () => {
    const next = to(line)
    await store.say({ settings: [{ key: KEY, value: next }] })
    line = next
    models.changed()
  })

  function see(id: string, download: Download): void {
    seen.set(id, download)
    models.changed()
  }

  /** What is seen of it while nothing runs: what lies there. */
  async function look(id: string): Promise<void> {
    const { size } = models.entry(id)
    see(id, { state: 'waiting', done: await partSize(fileOf(id)), total: size, bytesPerSecond: null, message: null, retryAt: null })
  }

  function goOn(): void {
    const next = line.find(({ state }) => state === 'wanted')
    if (running || isClosing || !next) return
    const stop = new AbortController()
    running = { id: next.id, stop, ended: bring(next.id, stop.signal).finally(() => {
      running = null
      goOn()
    }) }
  }

  async function bring(id: string, signal: AbortSignal): Promise<void> {
    try {
      const entry = models.entry(id)
      const { path, sha256 } = await download(
        { address: addressOf(entry), path: fileOf(id), size: entry.size, sha256: entry.sha256 },
        { network, signal, now, patience, onProgress: (progress) => see(id, progress) },
      )
      await models.register({ id, path, sha256, verifiedAt: now() }).catch(async (thrown: unknown) => {
        // What cannot be used would lie there unseen, whole and under its name.
        if (toAppError(thrown).code === 'MODEL_REFUSED') await rm(path, { force: true })
        throw thrown
      })
      await change(without(id))
    } catch (thrown) {
      // Whoever stopped it has said what becomes of it.
      if (signal.aborted) return
      const failed = withState({ id, state: 'failed', message: toAppError(thrown).message })
      // A file that was not the right one is gone. Where its disk does not answer, what was seen last is shown.
      await look(id).catch(() => undefined)
      await change(failed).catch((error: unknown) => {
        // A full disk takes not even this: it is shown, and the next start tries again.
        line = withState({ id, state: 'failed', message: `${toAppError(thrown).message} ${toAppError(error).message}` })(line)
        models.changed()
      })
    }
  }

  async function stop(id: string): Promise<void> {
    if (running?.id !== id) return
    const { ended } = running
    running.stop.abort(new AppError('CANCELLED', 'The download was stopped.'))
    await ended
  }

  function view(id: string): Download | null {
    const kept = line.find((each) => each.id === id)
    const last = seen.get(id)
    if (!kept || !last) return null
    if (running?.id === id) return last
    const still = { ...last, bytesPerSecond: null, retryAt: null }
    if (kept.state !== 'wanted') return { ...still, state: kept.state, message: kept.message }
    return { ...still, state: 'waiting', message: running ? `Waits until ${models.entry(running.id).name} is here.` : null }
  }

  async function start(id: string): Promise<void> {
    const entry = models.entry(id)
    if (models.here(id) || line.some((each) => each.id === id && each.state === 'wanted')) return
    network.requireOn(new URL(addressOf(entry)).host, 'a model')
    await look(id)
    const { done } = seen.get(id)!
    await requireRoom(fileOf(id), entry.size - done, done)
    await change(withState({ id, state: 'wanted', message: null }))
    goOn()
  }

  async function pause(id: string): Promise<void> {
    listed(id)
    // It may have come whole while this waited for its turn.
    await change((kept) => (kept.some((each) => each.id === id) ? withState({ id, state: 'paused', message: null })(kept) : kept))
    await stop(id)
  }

  async function cancel(id: string, isDiscarded: boolean): Promise<void> {
    if (!isDiscarded) listed(id)
    await change(without(id))
    await stop(id)
    if (isDiscarded) await discardPart(fileOf(id))
  }

  // What the catalogue has no more cannot be fetched, nor shown.
  const known = line.filter(({ id }) => isKnown(models, id))
  for (const { id } of known) await look(id)
  if (known.length < line.length) await change(() => known)
  models.plug({ download: view })
  goOn()

  return {
    view,
    lookUp: async (address) => {
      const { hubAddress: hub } = readSettings(store)
      return lookUp(network, readHubFile(address, hub), hub)
    },
    start: (id) => inTurn(() => start(id)),
    pause: (id) => inTurn(() => pause(id)),
    cancel: (id, isDiscarded) => inTurn(() => cancel(id, isDiscarded)),
    settled: async () => {
      for (let last = running; last; last = running) await last.ended
    },
    [Symbol.asyncDispose]: async () => {
      isClosing = true
      if (running) await stop(running.id)
    },
  }
}

const without = (id: string) => (line: readonly Kept[]): readonly Kept[] => line.filter((each) => each.id !== id)

/** In its place, or at the end of the line. */
const withState = (kept: Kept) => (line: readonly Kept[]): readonly Kept[] =>
  line.some(({ id }) => id === kept.id) ? line.map((each) => (each.id === kept.id ? kept : each)) : [...line, kept]

function isKnown(models: ModelRegistry, id: string): boolean {
  try {
    models.entry(id)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return false
    throw error
  }
}
