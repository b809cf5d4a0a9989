import { rm } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError, toAppError } from '../contract/index.ts'
import type { ModelKind, ModelView, Models, Speed } from '../contract/index.ts'
import type { Catalogue, CatalogueEntry } from '../model/catalogue.ts'
import { readFound, savedName, writeFound } from './found-models.ts'
import type { FoundModel } from './found-models.ts'
import { fileDigest } from '../model/file-digest.ts'
import type { ModelFacts } from '../model/gguf/facts.ts'
import { readModelFile } from '../model/gguf/read.ts'
import { openRepeated } from '../repeated.ts'
import { openSerial } from '../serial.ts'
import type { Store } from '../store/types.ts'
import { isSameVersion, lookAgain, ownId, readKnown, writeKnown } from './model-files.ts'
import type { KnownModels, ModelFile } from './model-files.ts'
import { unplugged } from './model-plugs.ts'
import type { ModelPlugs } from './model-plugs.ts'
import { BUILT_IN, BUILT_IN_NAME, nameOf, viewOf } from './model-views.ts'
import type { BuiltIn } from './model-views.ts'
import { modelLine } from './model-words.ts'
import { readSettings, writeSettings } from './settings.ts'

/** A file that was downloaded whole and whose SHA-256 is the one that was pinned. */
export type Finished = Readonly<{ id: string; path: string; sha256: string; verifiedAt: number }>

/** A model that can be loaded: its file, what its header says, and what the catalogue says of it where it is from there. */
export type ModelHere = Readonly<{
  id: string
  kind: ModelKind
  name: string
  path: string
  /** Of the whole file; null while it is not known. */
  sha256: string | null
  facts: ModelFacts | null
  entry: CatalogueEntry | null
}>

/** A file that can be downloaded: what is pinned of it, and the name that it gets here. */
export type Fetchable = Pick<CatalogueEntry, 'id' | 'name' | 'repository' | 'revision' | 'file' | 'size' | 'sha256'> & Readonly<{ savedName: string }>

/** All models that Tacit knows of, in one view. */
export type ModelRegistry = AsyncDisposable &
  Readonly<{
    /** Where downloaded models lie. It may not be there yet. */
    folder: string
    view: () => Models
    /** What the status line says of the chat model. */
    line: () => string
    /** The parts that run, fetch and use models say here what the view asks of them. */
    plug: (plugs: Partial<ModelPlugs>) => void
    /** To be called when something that was plugged in has changed; listeners are told at most four times a second. */
    changed: () => void
    /** Looks whether the files are still there and as they were; one that changed is read anew. What takes longer than a second is told of when it is found. */
    refresh: () => Promise<void>
    /** Resolves when no file is being read whole. */
    settled: () => Promise<void>
    /** What the catalogue pins, or the hub said of a file that the person named. Error: NOT_FOUND. */
    entry: (id: string) => Fetchable
    /** Lists a file of the hub that the person named. */
    list: (found: FoundModel) => Promise<ModelView>
    /** The model if it is here and usable. */
    here: (id: string) => ModelHere | null
    /** The chosen model of a kind if it is here; null is no model, and the built-in embedder. */
    chosen: (kind: ModelKind) => ModelHere | null
    /** Why the chosen chat model cannot be used; null where it can be, or none is chosen. */
    trouble: () => string | null
    onChoice: (listener: (kind: ModelKind) => void) => void
    /** Takes in what was downloaded; a chat model is chosen with it where none is. Errors: NOT_FOUND, MODEL_REFUSED. */
    register: (finished: Finished) => Promise<ModelView>
    /** Takes in a file of the person's own, by its whole path. Errors: NOT_FOUND, INPUT_INVALID, MODEL_REFUSED with the reason. */
    add: (path: string) => Promise<ModelView>
    remove: (id: string) => Promise<void>
    /** Errors: NOT_FOUND, MODEL_REFUSED where it is of another kind or not here. */
    choose: (kind: ModelKind, id: string | null) => Promise<void>
    /** Keeps what was measured. */
    measured: (id: string, speed: Speed) => Promise<void>
  }>

type Looked = Readonly<{ file: ModelFile; found: ModelFile | null }>

export type ModelsOptions = Readonly<{
  store: Store
  catalogue: Catalogue
  builtIn: BuiltIn
  announce: (models: Models) => void
  now: () => number
}>

const BETWEEN_ANNOUNCEMENTS_MS = 250
const REFRESHING_MAY_TAKE_MS = 1000

export function openModels({ store, catalogue, builtIn, announce, now }: ModelsOptions): ModelRegistry {
  const folder = join(store.home, 'models')
  const inTurn = openSerial()
  const digestInTurn = openSerial()
  const closing = new AbortController()
  const listeners: ((kind: ModelKind) => void)[] = []
  let plugs = unplugged(store.home)
  let known = readKnown(store)
  let found = readFound(store)
  let missing: ReadonlySet<string> = new Set()
  let digesting: Promise<unknown> = Promise.resolve()
  let announcing: NodeJS.Timeout | null = null
  let line: string | null = null

  const view = (): Models => viewOf({ catalogue, builtIn, found, known, missing, settings: readSettings(store), plugs })
  const viewOfOne = (id: string): ModelView => {
    const found = view().models.find((model) => model.id === id)
    if (!found) throw new AppError('NOT_FOUND', `There is no model ${id}. "tacit models" lists those that there are.`, { data: { id } })
    return found
  }
  const entryOf = ({ id, sha256 }: ModelFile): CatalogueEntry | null => catalogue.models.find((entry) => entry.id === id || entry.sha256 === sha256) ?? null

  function changed(): void {
    line = null
    announcing ??= setTimeout(() => {
      announcing = null
      announce(view())
    }, BETWEEN_ANNOUNCEMENTS_MS).unref()
  }

  async function keep(next: KnownModels): Promise<void> {
    await writeKnown(store, next)
    known = next
    changed()
  }
  const keepFile = (file: ModelFile): Promise<void> => keep({ ...known, files: [...known.files.filter(({ id, path }) => id !== file.id && path !== file.path), file] })

  /** Reads a file whole where its digest is not known, and compares it with what the catalogue pins. */
  function digestSoon(given: ModelFile): void {
    const { id, path } = given
    const isSame = (file: ModelFile | undefined): file is ModelFile => file !== undefined && isSameVersion(file, given) && file.sha256 === null
    digesting = digestInTurn(async () => {
      if (!isSame(known.files.find((file) => file.id === id))) return
      const sha256 = await fileDigest(path, closing.signal)
      await inTurn(async () => {
        const file = known.files.find((each) => each.id === id)
        if (!isSame(file)) return
        const pinned = file.origin === 'catalogue' ? (fetchable(id)?.sha256 ?? null) : null
        const isOther = pinned !== null && pinned !== sha256
        const problem = isOther ? `The file ${path} has changed: its SHA-256 is no longer the one that was published. Remove it and download it again.` : file.problem
        const verifiedAt = [...catalogue.models, ...found].some((entry) => entry.sha256 === sha256) ? now() : null
        await keepFile({ ...file, sha256, verifiedAt, problem, facts: isOther ? null : file.facts })
      })
    }).catch(async (error: unknown) => {
      // Its end is not the file's fault; what else went wrong is said with the model.
      if (closing.signal.aborted) return
      const file = known.files.find((each) => each.id === id)
      // Where not even that can be written, it is read again when it is looked at next.
      if (isSame(file)) await keepFile({ ...file, problem: `The file ${path} could not be read whole: ${toAppError(error).message}` }).catch(() => undefined)
    })
  }

  const here = (id: string): ModelHere | null => {
    if (id === BUILT_IN) return { id, kind: 'embed', name: BUILT_IN_NAME, path: builtIn.path, sha256: null, facts: builtIn.facts, entry: null }
    const file = known.files.find((each) => each.id === id)
    if (!file?.facts || missing.has(id)) return null
    const entry = entryOf(file)
    return { id, kind: entry?.kind ?? file.facts.kind, name: nameOf(file, file.origin === 'catalogue' ? (fetchable(id) ?? null) : null), path: file.path, sha256: file.sha256, facts: file.facts, entry }
  }

  const chosenId = (kind: ModelKind): string | null => {
    const { chatModel, embedder } = readSettings(store)
    return kind === 'chat' ? chatModel : embedder
  }

  // One file after the other, and outside the turn: a disk that does not answer must hold up nothing but this.
  const looking = openRepeated(async () => {
    const looked = new Map<string, Looked>()
    for (const file of known.files) looked.set(file.id, { file, found: await lookAgain(file) })
    await inTurn(() => takeIn(looked))
  })

  /** What was found of the files that are still known as they were when they were looked at. */
  async function takeIn(looked: ReadonlyMap<string, Looked>): Promise<void> {
    const valid = (file: ModelFile): Looked | undefined => {
      const each = looked.get(file.id)
      return each && isSameVersion(each.file, file) ? each : undefined
    }
    const gone = new Set(known.files.filter((file) => valid(file)?.found === null || (!valid(file) && missing.has(file.id))).map(({ id }) => id))
    const isNews = gone.size !== missing.size || [...gone].some((id) => !missing.has(id))
    missing = gone
    const files = known.files.map((file) => {
      const each = valid(file)
      return each?.found && each.found !== each.file ? each.found : file
    })
    if (files.some((file, index) => file !== known.files[index])) await keep({ ...known, files })
    else if (isNews) changed()
    for (const file of files) if (file.sha256 === null && file.facts && !gone.has(file.id)) digestSoon(file)
  }

  async function add(given: string): Promise<ModelView> {
    const path = normalize(given)
    if (!isAbsolute(path)) throw new AppError('INPUT_INVALID', `${given} is not a whole path. Give the path of the file from the root of its disk.`)
    const downloaded = known.files.find((file) => file.origin === 'catalogue' && file.path === path)
    if (downloaded) return viewOfOne(downloaded.id)
    const read = await readModelFile(path)
    const file: ModelFile = { id: ownId(path), origin: 'own', path, ...read, problem: null, sha256: null, verifiedAt: null }
    missing = new Set([...missing].filter((id) => id !== file.id))
    await keepFile(file)
    digestSoon(file)
    return viewOfOne(file.id)
  }

  async function register({ id, path, sha256, verifiedAt }: Finished): Promise<ModelView> {
    entry(id)
    const { facts, size, changedAt } = await readModelFile(path)
    const kind = catalogue.models.find((each) => each.id === id)?.kind ?? facts.kind
    missing = new Set([...missing].filter((each) => each !== id))
    await keepFile({ id, origin: 'catalogue', path, size, changedAt, facts, problem: null, sha256, verifiedAt })
    const chosen = chosenId('chat')
    if (kind === 'chat' && !known.files.some((file) => file.id === chosen)) await choose('chat', id)
    return viewOfOne(id)
  }

  async function choose(kind: ModelKind, id: string | null): Promise<void> {
    if (id !== null) {
      const model = viewOfOne(id)
      if (model.kind !== kind) throw new AppError('MODEL_REFUSED', kind === 'chat' ? `${model.name} turns texts into vectors and cannot write. Choose a chat model.` : `${model.name} writes and is no embedder. Choose an embedder.`, { data: { id } })
      if (!here(id)) throw new AppError('MODEL_REFUSED', `${model.name} cannot be used: ${model.problem ?? 'it is not here yet. Download it first.'}`, { data: { id } })
    }
    const value = id === BUILT_IN ? null : id
    if (chosenId(kind) === value) return
    await writeSettings(store, kind === 'chat' ? { chatModel: value } : { embedder: value })
    for (const listener of listeners) listener(kind)
    changed()
  }

  async function remove(id: string): Promise<void> {
    const model = viewOfOne(id)
    const file = known.files.find((each) => each.id === id)
    if (id === BUILT_IN) throw new AppError('NOT_ALLOWED', 'The built-in embedder is a part of Tacit and stays.')
    const isFound = found.some((each) => each.id === id)
    if (!file && !isFound) throw new AppError('NOT_FOUND', `${model.name} is not here, so there is nothing to remove.`, { data: { id } })
    if (model.download !== null) throw new AppError('NOT_ALLOWED', `${model.name} is being downloaded. Cancel that first.`, { data: { id } })
    if (isFound) found = await writeFound(store, found.filter((each) => each.id !== id))
    if (!file) return changed()
    if (chosenId(model.kind) === id) await choose(model.kind, null)
    await plugs.release(id)
    if (file.origin === 'catalogue') await rm(file.path, { force: true })
    const { [id]: _, ...speeds } = known.speeds
    await keep({ files: known.files.filter((each) => each !== file), speeds })
  }

  function fetchable(id: string): Fetchable | undefined {
    const offered = catalogue.models.find((each) => each.id === id)
    if (offered) return { ...offered, savedName: offered.file }
    const named = found.find((each) => each.id === id)
    return named && { ...named, savedName: savedName(named) }
  }

  async function list(model: FoundModel): Promise<ModelView> {
    const offered = catalogue.models.find(({ sha256 }) => sha256 === model.sha256)
    if (!offered) {
      found = await writeFound(store, [...found.filter(({ id }) => id !== model.id), model])
      changed()
    }
    return viewOfOne(offered?.id ?? model.id)
  }

  function entry(id: string): Fetchable {
    const wanted = fetchable(id)
    if (!wanted) throw new AppError('NOT_FOUND', `The catalogue has no model ${id}. "tacit models" lists what it has.`, { data: { id } })
    return wanted
  }

  return {
    folder,
    view,
    line: () => (line ??= modelLine(view())),
    changed,
    here,
    entry,
    refresh: () => Promise.race([looking.again(), wait(REFRESHING_MAY_TAKE_MS, undefined, { ref: false })]),
    settled: async () => void (await digesting),
    plug: (more) => {
      const { release } = plugs
      plugs = { ...plugs, ...more, release: more.release ? async (id) => void (await Promise.all([release(id), more.release!(id)])) : release }
      changed()
    },
    chosen: (kind) => {
      const id = chosenId(kind)
      return id === null ? null : here(id)
    },
    trouble: () => {
      const id = chosenId('chat')
      if (id === null || here(id)) return null
      // Not by the view, which asks whoever asks this.
      const file = known.files.find((each) => each.id === id)
      if (!file) return 'The chosen model is not known any more. Choose another one.'
      const why = missing.has(id) ? `The file ${file.path} is not there. Put it back, or choose another model.` : (file.problem ?? 'its file cannot be read.')
      return `${nameOf(file, fetchable(id) ?? null)} cannot be used: ${why}`
    },
    onChoice: (listener) => void listeners.push(listener),
    list: (model) => inTurn(() => list(model)),
    register: (finished) => inTurn(() => register(finished)),
    add: (path) => inTurn(() => add(path)),
    remove: (id) => inTurn(() => remove(id)),
    choose: (kind, id) => inTurn(() => choose(kind, id)),
    measured: (id, speed) => inTurn(() => keep({ ...known, speeds: { ...known.speeds, [id]: speed } })),
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      if (announcing) clearTimeout(announcing)
      await Promise.race([Promise.all([digesting, looking.settled()]), wait(REFRESHING_MAY_TAKE_MS, undefined, { ref: false })])
    },
  }
}
