import { randomUUID } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { z } from 'zod'
import { AppError, toAppError } from '../contract/index.ts'
import type { DryRun, Passage, Source, SourceUses } from '../contract/index.ts'
import type { Embedder } from '../model/embedder.ts'
import { readerFor, readerOf } from '../observe/readers.ts'
import { resource } from '../paths.ts'
import type { Store } from '../store/types.ts'
import { fromRow, toRow } from './source-rows.ts'
import { openWithheld } from './withheld.ts'

export { withheldOf } from './withheld.ts'

/** The sources: what the person let Tacit read, and the reading of it, one source at a time. */
export type Reading = AsyncDisposable &
  Readonly<{
    list: () => readonly Source[]
    dryRun: (path: string | null, seed: number) => Promise<DryRun>
    add: (path: string | null, folders: readonly string[], uses: SourceUses) => Promise<Source>
    readAgain: (id: string) => Promise<Source>
    pause: (id: string, paused: boolean) => Promise<Source>
    /** Stops the reading of a source, for good: its row is the caller's to forget. */
    stop: (id: string) => Promise<void>
    get: (id: string) => Source
    current: () => Source | null
    /** Resolves when nothing is being read. */
    settled: () => Promise<void>
  }>

type ReadingParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id' | 'embed'>
  now: () => number
  onSource: (source: Source) => void
  /** New passages are in the store. */
  onPassages: () => void
}>

const PASSAGES_PER_WRITE = 64

export function openReading({ store, embedder, now, onSource, onPassages }: ReadingParts): Reading {
  // Progress is not worth a disk write; what is here wins over the row until the reading ends.
  const live = new Map<string, Source>()
  const running = new Map<string, { controller: AbortController; ended: Promise<void>; hasBegun: boolean }>()
  let queue: Promise<void> = Promise.resolve()

  const get = (id: string): Source => {
    const found = live.get(id) ?? store.sources.all().filter((row) => row.id === id).map(fromRow)[0]
    if (!found) throw new AppError('NOT_FOUND', `There is no source ${id}.`)
    return found
  }

  async function keep(source: Source): Promise<Source> {
    await store.say({ sources: [toRow(source)] })
    // Only now: whoever looks meanwhile would find the row from before.
    live.delete(source.id)
    onSource(source)
    return source
  }

  function start(source: Source): void {
    const controller = new AbortController()
    const run = { controller, ended: queue, hasBegun: false }
    run.ended = queue.then(async () => {
      if (controller.signal.aborted) return
      run.hasBegun = true
      await read(source.id, controller.signal)
      if (running.get(source.id) === run) running.delete(source.id)
    })
    running.set(source.id, run)
    // It may have to wait for another source; whoever looks meanwhile is told that it is being read.
    live.set(source.id, { ...source, state: 'reading' })
    queue = run.ended.catch(() => undefined)
  }

  /** What only waits for its turn is called off at once; what is being read ends with the passages at hand. */
  async function halt(id: string): Promise<void> {
    const run = running.get(id)
    if (!run) return
    running.delete(id)
    run.controller.abort()
    if (run.hasBegun) await run.ended
    else live.delete(id)
  }

  async function read(id: string, signal: AbortSignal): Promise<void> {
    let source = get(id)
    const show = (changes: Partial<Source>): void => {
      source = { ...source, ...changes }
      live.set(id, source)
      onSource(source)
    }
    show({ state: 'reading', message: null, done: 0 })
    // Where the app goes away meanwhile, the row says that there is more to read.
    await store.say({ sources: [toRow(source)] })
    try {
      const withheld = openWithheld(source.withheld)
      const problems: string[] = []
      const goneFiles: string[] = []
      let pending: Passage[] = []
      let pendingFiles: string[] = []
      const write = async (): Promise<void> => {
        if (pendingFiles.length > 0) await store.memories.deleteFiles(id, pendingFiles)
        const vectors = pending.length > 0 ? await embedder.embed(pending.map((passage) => passage.text)) : []
        const rows = pending.map((passage, index) => ({ ...passage, embedder: embedder.id, vector: vectors[index]! }))
        // Asked last: one may have been forgotten while the others were embedded.
        const forgotten = forgottenOf(store, id)
        await store.memories.put(rows.filter((row) => !forgotten.has(row.id)))
        pending = []
        pendingFiles = []
      }
      const known = await store.memories.files(id)
      const options = { signal, onFile: (done: number, total: number) => show({ done, total }) }
      for await (const note of readerOf(source.kind).read(source.path, source.folders, known, options)) {
        if (note.kind === 'read') {
          if (known.has(note.file)) pendingFiles.push(note.file)
          pending.push(...note.passages.map((passage) => ({ ...passage, sourceId: id, fileHash: note.hash })))
          for (const part of note.withheld) withheld.hold(part.reason, `${note.file}:${part.lineStart}`)
        } else if (note.kind === 'unchanged') withheld.keep(note.file)
        else if (note.kind === 'gone') goneFiles.push(note.file)
        else if (note.kind === 'problem') problems.push(`${note.file}: ${note.message}`)
        else if (note.kind === 'withheld') {
          withheld.hold(note.reason, note.file)
          if (known.has(note.file)) goneFiles.push(note.file)
        }
        if (pending.length >= PASSAGES_PER_WRITE) {
          await write()
          show({ passages: await store.memories.count(id) })
          onPassages()
        }
      }
      await write()
      if (goneFiles.length > 0) await store.memories.deleteFiles(id, goneFiles)
      const files = await store.memories.files(id)
      await keep({
        ...source,
        state: 'current',
        message: problems.length > 0 ? problems.slice(0, 5).join(' ') : null,
        withheld: withheld.all(),
        notes: files.size,
        passages: await store.memories.count(id),
        readAt: now(),
      })
      onPassages()
    } catch (thrown) {
      const error = toAppError(thrown)
      if (signal.aborted) live.delete(id)
      else await keep({ ...source, state: error.code === 'FOLDER_MISSING' ? 'missing' : 'failed', message: error.message })
    }
  }

  // What was being read when the app went away is read on, from the last whole file.
  for (const row of store.sources.all()) if (fromRow(row).state === 'reading') start(fromRow(row))

  return {
    list: () => store.sources.all().map((row) => live.get(row.id) ?? fromRow(row)),
    dryRun: dryRunOf,
    get,
    current: () => [...live.values()].find((source) => source.state === 'reading') ?? null,
    add: async (path, folders, uses) => {
      const root = path === null ? resource('sample-vault') : resolve(path)
      const { kind } = await readerFor(root)
      const before = store.sources.all().find((row) => row.path === root)
      if (before) await halt(before.id)
      const source: Source = {
        id: before?.id ?? randomUUID(),
        kind,
        uses,
        name: path === null ? 'Sample notes' : basename(root),
        path: root,
        isSample: path === null,
        folders: [...folders],
        consentedAt: now(),
        state: 'reading',
        message: null,
        notes: 0,
        passages: 0,
        done: 0,
        total: 0,
        withheld: [],
        secrets: [],
        watch: { mode: 'off', reason: null },
        readAt: null,
      }
      await keep(source)
      start(source)
      return source
    },
    readAgain: async (id) => {
      const source = get(id)
      await halt(id)
      start(source)
      return { ...source, state: 'reading' }
    },
    pause: async (id, paused) => {
      const source = get(id)
      if (!paused) {
        await halt(id)
        start(source)
        return { ...source, state: 'reading' }
      }
      await halt(id)
      return keep({ ...get(id), state: 'paused', passages: await store.memories.count(id), notes: (await store.memories.files(id)).size })
    },
    stop: async (id) => {
      await halt(id)
      live.delete(id)
    },
    settled: () => queue,
    [Symbol.asyncDispose]: async () => {
      for (const { controller } of running.values()) controller.abort()
      await queue
    },
  }
}

/** The setting that keeps the ids of a source's forgotten passages, so that reading it again does not bring them back. */
export const forgottenKey = (sourceId: string): string => `forgotten.${sourceId}`

export function forgottenOf(store: Pick<Store, 'settings'>, sourceId: string): ReadonlySet<string> {
  return new Set(z.array(z.string()).parse(store.settings.get(forgottenKey(sourceId))?.value ?? []))
}

async function dryRunOf(path: string | null, seed: number): Promise<DryRun> {
  const root = path === null ? resource('sample-vault') : resolve(path)
  const reader = await readerFor(root)
  return { ...(await reader.dryRun(root, { seed })), name: path === null ? 'Sample notes' : basename(root), isSample: path === null }
}
