import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { AppError } from '../contract/index.ts'
import type { DryRun, Source, SourceUses } from '../contract/index.ts'
import type { Embedder } from '../model/embedder.ts'
import type { ReadFiles } from '../observe/note-file.ts'
import type { Reader } from '../observe/reader.ts'
import { readerFor, readerOf } from '../observe/readers.ts'
import { NO_RULES } from '../observe/rules.ts'
import type { Rules } from '../observe/rules.ts'
import type { Seen } from '../observe/seen.ts'
import type { WatchTimes } from '../observe/watch.ts'
import { resource } from '../paths.ts'
import type { Store } from '../store/types.ts'
import { tacitsTexts } from './admission.ts'
import { openEdits } from './edits.ts'
import type { Edit } from './edits.ts'
import { embedWaiting } from './embedding.ts'
import { openFirstLook } from './first-look.ts'
import { openHeldBooks } from './held-places.ts'
import { openLine } from './line.ts'
import { openLooks } from './looks.ts'
import { rootsInside } from './overlap.ts'
import { failureOf, runSource } from './source-run.ts'
import type { Refused, RunResult } from './source-run.ts'
import { fromRow, newSource, toRow } from './source-rows.ts'
import { openWatching } from './watching.ts'
import { openWorks } from './works.ts'

/** The sources: what the person let Tacit read, the reading of it, and what changes in it from then on. */
export type Reading = AsyncDisposable &
  Readonly<{
    list: () => readonly Source[]
    dryRun: (path: string | null, seed: number) => Promise<DryRun>
    add: (path: string | null, folders: readonly string[], uses: SourceUses) => Promise<Source>
    readAgain: (id: string) => Promise<Source>
    pause: (id: string, paused: boolean) => Promise<Source>
    /** Changes what is known of a source, such as its uses; what follows from that is the caller's. */
    change: (id: string, changes: Partial<Pick<Source, 'uses' | 'folders' | 'withheld' | 'secrets'>>) => Promise<Source>
    /** Nothing is read while `act` runs, and what was seen of files is forgotten; then it goes on. */
    between: <Result>(act: () => Promise<Result>) => Promise<Result>
    /** What was noticed of edits that are under way is let go of. */
    dropEdits: (id: string) => void
    /** Stops the reading of a source, for good: its row is the caller's to forget. */
    stop: (id: string) => Promise<void>
    get: (id: string) => Source
    readerOf: (source: Source) => Reader
    current: () => Source | null
    /** Resolves when nothing is being read. */
    settled: () => Promise<void>
    /** Resolves once it is known what has changed while the app was closed: whatever can wait lets that go first. */
    firstLook: () => Promise<void>
  }>

export type ReadingParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id' | 'embed'>
  now: () => number
  rulesOf?: (sourceId: string | null) => Rules
  readFiles?: ReadFiles
  /** Reads chats; by default in this thread. */
  chats?: Reader | undefined
  onSource: (source: Source) => void
  /** New passages can be found by meaning, or some are gone. */
  onPassages: () => void
  /** A whole source was read, and something of it was new. */
  onRead?: () => void
  /** The words of some passages no longer stand where they stood; told after what was refused. */
  onChanged?: () => void
  /** What was known and may not be kept any more. */
  onRefused?: (sourceId: string, refused: Refused) => void
  /** A note was edited while it was watched, and is left alone now; only where the source is used for more than search. */
  onEdit?: (edit: Edit) => void
  /** Off for those who read once. */
  watches?: boolean
  times?: Readonly<{ missingMs: number; editedMs?: number; watch?: WatchTimes }>
}>

const UNSETTLED_MS = 3000
const LOOK_THROUGH_MS = 20_000
const KEEP_MS = 30_000

export function openReading({ store, embedder, now, rulesOf = () => NO_RULES, readFiles, chats, onSource, onPassages, onRead = () => undefined, onChanged = () => undefined, onRefused = (id, { files }) => void store.memories.deleteFiles(id, files), onEdit = () => undefined, watches = true, times = { missingMs: 20_000 } }: ReadingParts): Reading {
  // Progress is not worth a disk write; what is here wins over the row until the reading ends.
  const live = new Map<string, Source>()
  const works = openWorks(fail)
  const looks = openLooks(store.home)
  const held = openHeldBooks(store.home)
  const timers = new Set<NodeJS.Timeout>()
  // Words go first, one source at a time; vectors take long, and a note saved meanwhile does not wait for them.
  const words = openLine()
  const vectors = openLine()
  let isClosing = false
  let isLooking = false
  const watching = openWatching({
    ...(times.watch && { times: times.watch }),
    onFiles: (id, files) => void readSome(id, files),
    onAll: (id) => catchUp(id),
    onMode: (id, watch) => {
      if (has(id)) show(id, { watch })
    },
  })

  const edits = openEdits({
    textsOf: async (id, file) => (await store.memories.rowsOf(id, [file], embedder.id)).toSorted((a, b) => a.lineStart - b.lineStart),
    onEdit,
    onFailure: (id, thrown) => void fail(id, thrown),
    now,
    ...(times.editedMs !== undefined && { quietMs: times.editedMs }),
  })

  const has = (id: string): boolean => store.sources.get(id) !== undefined
  const get = (id: string): Source => {
    const row = store.sources.get(id)
    if (!row) throw new AppError('NOT_FOUND', `There is no source ${id}.`)
    return live.get(id) ?? fromRow(row)
  }

  function show(id: string, changes: Partial<Source>): Source {
    const source = { ...get(id), ...changes }
    live.set(id, source)
    onSource(source)
    return source
  }

  async function keep(source: Source): Promise<Source> {
    await store.say({ sources: [toRow(source)] })
    // Only now: whoever looks meanwhile would find the row from before.
    live.delete(source.id)
    onSource(source)
    return source
  }

  function later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (!isClosing) act()
    }, ms)
    timers.add(timer.unref())
  }

  /** Looking through all passages is dear: while a person writes, once in a while is enough. */
  function lookSoon(): void {
    if (isLooking) return
    isLooking = true
    later(LOOK_THROUGH_MS, () => {
      isLooking = false
      onPassages()
    })
  }

  async function halt(id: string): Promise<void> {
    edits.drop(id)
    await works.halt(id)
    // What was being written meanwhile may have been an edit.
    edits.drop(id)
    live.delete(id)
  }

  async function readWords(id: string, files: readonly string[] | null, signal: AbortSignal): Promise<RunResult> {
    return words(signal, async () => {
      const rules = rulesOf(id)
      const { uses } = get(id)
      const seen = await looks.of(id, rules)
      // Where memory is off, that nothing of a file is kept is no reason to read it again.
      const looked: Seen = uses.memory ? seen : { ...seen, of: (file, stamp) => withNothingKept(seen.of(file, stamp)) }
      const options = { signal, rules, seen: looked, tacits: tacitsTexts(store), ...(readFiles && { readFiles }), others: await rootsInside(get(id), store.sources.all()) }
      const result = await runSource({ store, reader: readerOf(get(id).kind, chats), source: get(id), embedderId: embedder.id, held: held.of, files, options, now: now(), show: (changes) => showReading(id, changes), ...(files && (uses.evidence || uses.proposals) && { onEdited: (file, before) => edits.noticed(id, file, before) }) })
      if (files === null) await seen.save()
      show(id, result.changes)
      if (result.unsettled.length > 0) later(UNSETTLED_MS, () => void readSome(id, result.unsettled))
      if (result.refused) edits.drop(id)
      if (result.refused) onRefused(id, result.refused)
      if (result.hasChanged) onChanged()
      return result
    })
  }

  function showReading(id: string, changes: Partial<Source>): void {
    firstLook.over(id)
    show(id, { ...changes, state: 'reading', done: 0 })
  }

  function forgetLooks(id: string): Promise<void> {
    edits.drop(id)
    return looks.forget(id)
  }

  /** Whole: from the last file and the last vector that are known. */
  function readAll(id: string): Promise<void> {
    return works.begin(id, async (signal) => {
      const { hasChanged, changes } = await readWords(id, null, signal).finally(() => firstLook.over(id))
      // The vectors of a large folder may take an hour, and it is edited meanwhile.
      if (watches && !isClosing && !signal.aborted) watching.start(get(id))
      let isNews = hasChanged
      await vectors(signal, async () => {
        let told = 0
        await embedWaiting({ store, embedder }, { sourceId: id, signal, onWritten: (done, all) => {
          const { total } = get(id)
          show(id, { state: 'reading', done: Math.floor((total * done) / all), message: `All words can be searched; by meaning, ${done.toLocaleString('en')} of ${all.toLocaleString('en')} passages so far.` })
          isNews = true
          // After the first, and whenever they have doubled.
          if (done < 2 * told || done === all) return
          told = done
          onPassages()
        } })
      })
      const { total } = get(id)
      await keep({ ...get(id), state: 'current', message: changes.message ?? null, done: total })
      if (isNews) {
        onPassages()
        onRead()
      }
    })
  }

  /** Files that have just changed; a source that is paused, or whose drive is away, is left alone. */
  async function readSome(id: string, files: readonly string[]): Promise<void> {
    if (!has(id) || !['current', 'reading'].includes(get(id).state)) return
    await works.begin(id, async (signal) => {
      const { hasChanged } = await readWords(id, files, signal)
      if (!hasChanged) return
      await embedWaiting({ store, embedder }, { sourceId: id, ...(get(id).kind === 'notes' && { files }), signal })
      onSource(get(id))
      lookSoon()
      later(KEEP_MS, () => void keepLive(id))
    })
  }

  async function catchUp(id: string): Promise<void> {
    if (has(id) && ['current', 'reading'].includes(get(id).state)) await readAll(id)
  }

  async function keepLive(id: string): Promise<void> {
    if (has(id) && live.get(id)?.state === 'current') await keep(live.get(id)!).catch((thrown: unknown) => fail(id, thrown))
  }

  async function fail(id: string, thrown: unknown): Promise<void> {
    if (!has(id) || isClosing) return
    const failed = { ...get(id), ...failureOf(thrown, get(id)), watch: { mode: 'off', reason: null } } as const
    // Where the disk refuses that too, it is said all the same. The watcher may be what waits for this reading.
    const source = await keep(failed).catch(() => show(id, failed))
    void watching.stop(id)
    if (source.state === 'missing' && watches) later(times.missingMs, () => void comeBack(id))
  }

  /** A drive that was away: it is read again as soon as it is there. */
  async function comeBack(id: string): Promise<void> {
    if (!has(id) || get(id).state !== 'missing') return
    const isBack = await stat(get(id).path).then(() => true, () => false)
    if (isBack) await readAll(id)
    if (has(id) && get(id).state === 'missing') later(times.missingMs, () => void comeBack(id))
  }

  async function read(source: Source): Promise<Source> {
    works.open(source.id)
    // Where the app goes away meanwhile, the row says that there is more to read.
    const reading = await keep({ ...source, state: 'reading', message: null })
    void readAll(source.id)
    return reading
  }

  // What was cut off goes on, and what changed while the app was closed is found.
  const taken = store.sources.all().map(fromRow).filter(({ state }) => state !== 'paused' && (watches || state === 'reading'))
  const firstLook = openFirstLook(taken.map(({ id }) => id))
  for (const source of taken) {
    live.set(source.id, { ...source, watch: { mode: 'off', reason: null } })
    void readAll(source.id)
  }

  return {
    get,
    readerOf: ({ kind }) => readerOf(kind, chats),
    list: () => store.sources.all().map(({ id }) => get(id)),
    dryRun: async (path, seed) => {
      const root = path === null ? resource('sample-vault') : resolve(path)
      const reader = await readerFor(root, chats)
      const before = store.sources.all().find((row) => row.path === root)
      const others = await rootsInside(before ?? { id: '', path: root }, store.sources.all())
      return { ...(await reader.dryRun(root, { seed, others, rules: rulesOf(before?.id ?? null), ...(readFiles && { readFiles }) })), name: path === null ? 'Sample notes' : basename(root), isSample: path === null }
    },
    current: () => [...live.values()].find((source) => source.state === 'reading') ?? null,
    add: async (path, folders, uses) => {
      const root = path === null ? resource('sample-vault') : resolve(path)
      const { kind } = await readerFor(root, chats)
      const before = store.sources.all().find((row) => row.path === root)
      if (before) await halt(before.id)
      const name = path === null ? 'Sample notes' : basename(root)
      const added = await read(newSource({ id: before?.id ?? randomUUID(), kind, uses, name, path: root, isSample: path === null, folders: [...folders], consentedAt: now() }))
      // Files that a source of their own has now are no longer kept by the one around it.
      for (const row of store.sources.all()) if ((await rootsInside(row, store.sources.all())).includes(root)) void catchUp(row.id)
      return added
    },
    readAgain: async (id) => {
      await halt(id)
      return read(get(id))
    },
    pause: async (id, paused) => {
      await halt(id)
      if (!paused) return read(get(id))
      await watching.stop(id)
      const counts = { passages: await store.memories.count(id), notes: (await store.memories.files(id)).size }
      return keep({ ...get(id), ...counts, state: 'paused', watch: { mode: 'off', reason: null } })
    },
    change: (id, changes) => keep({ ...get(id), ...changes }),
    between: async (act) => {
      const stopped = works.busy()
      for (const id of stopped) await halt(id)
      try {
        return await words(new AbortController().signal, async () => {
          for (const { id } of store.sources.all()) await forgetLooks(id)
          return act()
        })
      } finally {
        for (const id of stopped) void catchUp(id)
      }
    },
    dropEdits: edits.drop,
    stop: async (id) => {
      works.close(id)
      await halt(id)
      await watching.stop(id)
      await forgetLooks(id)
      await held.forget(id)
    },
    settled: works.settled,
    firstLook: () => firstLook.done,
    [Symbol.asyncDispose]: async () => {
      isClosing = true
      for (const timer of timers) clearTimeout(timer)
      edits[Symbol.dispose]()
      await watching[Symbol.asyncDispose]()
      for (const id of live.keys()) await keepLive(id)
      for (const id of works.busy()) await halt(id)
      await looks.save()
    },
  }
}

const withNothingKept = (look: ReturnType<Seen['of']>): ReturnType<Seen['of']> => look && { ...look, isKept: false }
