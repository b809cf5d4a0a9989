import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../contract/index.ts'
import type { ModelKind, ModelView, Models, Speed } from '../contract/index.ts'
import type { Catalogue, CatalogueEntry } from '../model/catalogue.ts'
import { openSerial } from '../serial.ts'
import type { Store } from '../store/types.ts'
import { readKnown, writeKnown } from './model-files.ts'
import type { ModelFile } from './model-files.ts'
import { unplugged } from './model-plugs.ts'
import type { ModelPlugs } from './model-plugs.ts'
import { modelLine } from './model-words.ts'
import { BUILT_IN, viewOf } from './model-views.ts'
import type { BuiltIn, Trouble } from './model-views.ts'
import { readSettings, writeSettings } from './settings.ts'

/** A file that was downloaded whole and whose SHA-256 is the one that was pinned. */
export type Finished = Readonly<{ id: string; path: string; sha256: string; verifiedAt: number }>

/** A model that can be loaded: its file, and what the catalogue says of it where it is from there. */
export type ModelHere = Readonly<{ id: string; kind: ModelKind; path: string; sha256: string | null; entry: CatalogueEntry | null }>

/** All models that Tacit knows of, in one view. */
export type ModelRegistry = Disposable &
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
    /** Looks whether the files are still there and as they were. */
    refresh: () => Promise<void>
    /** What the catalogue pins. Error: NOT_FOUND. */
    entry: (id: string) => CatalogueEntry
    /** The model if it is here and usable. */
    here: (id: string) => ModelHere | null
    /** The chosen model of a kind if it is here; null is no model, and the built-in embedder. */
    chosen: (kind: ModelKind) => ModelHere | null
    onChoice: (listener: (kind: ModelKind) => void) => void
    register: (finished: Finished) => Promise<ModelView>
    remove: (id: string) => Promise<void>
    /** Errors: NOT_FOUND, MODEL_REFUSED where it is of another kind or not here. */
    choose: (kind: ModelKind, id: string | null) => Promise<void>
    /** Keeps what was measured. */
    measured: (id: string, speed: Speed) => Promise<void>
  }>

export type ModelsOptions = Readonly<{
  store: Store
  catalogue: Catalogue
  builtIn: BuiltIn
  announce: (models: Models) => void
}>

const BETWEEN_ANNOUNCEMENTS_MS = 250

export function openModels({ store, catalogue, builtIn, announce }: ModelsOptions): ModelRegistry {
  const folder = join(store.home, 'models')
  const inTurn = openSerial()
  const listeners: ((kind: ModelKind) => void)[] = []
  let plugs = unplugged(store.home)
  let known = readKnown(store)
  let troubles: ReadonlyMap<string, Trouble> = new Map()
  let announcing: NodeJS.Timeout | null = null
  let line: string | null = null

  const view = (): Models => viewOf({ catalogue, builtIn, known, troubles, settings: readSettings(store), plugs })
  const viewOfOne = (id: string): ModelView => {
    const found = view().models.find((model) => model.id === id)
    if (!found) throw new AppError('NOT_FOUND', `There is no model ${id}. "tacit models" lists those that there are.`, { data: { id } })
    return found
  }

  function changed(): void {
    line = null
    announcing ??= setTimeout(() => {
      announcing = null
      announce(view())
    }, BETWEEN_ANNOUNCEMENTS_MS).unref()
  }

  async function keep(next: typeof known): Promise<void> {
    await writeKnown(store, next)
    known = next
    changed()
  }

  const withFile = (file: ModelFile): typeof known => ({ ...known, files: [...known.files.filter(({ id }) => id !== file.id), file] })

  const here = (id: string): ModelHere | null => {
    if (id === BUILT_IN) return { id, kind: 'embed', path: builtIn.path, sha256: null, entry: null }
    const file = known.files.find((each) => each.id === id)
    if (!file || troubles.has(id)) return null
    return { id, kind: file.kind, path: file.path, sha256: file.sha256, entry: catalogue.models.find((entry) => entry.id === id) ?? null }
  }

  const chosenId = (kind: ModelKind): string | null => {
    const { chatModel, embedder } = readSettings(store)
    return kind === 'chat' ? chatModel : embedder
  }

  async function refresh(): Promise<void> {
    const found = await Promise.all(known.files.map(async (file) => [file.id, await troubleOf(file)] as const))
    const next = new Map(found.flatMap(([id, trouble]) => (trouble ? [[id, trouble] as const] : [])))
    const isNews = next.size !== troubles.size || [...next].some(([id, { problem }]) => troubles.get(id)?.problem !== problem)
    troubles = next
    if (isNews) changed()
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
    if (!file) throw new AppError('NOT_FOUND', `${model.name} is not here, so there is nothing to remove.`, { data: { id } })
    if (chosenId(file.kind) === id) await choose(file.kind, null)
    await plugs.release(id)
    if (file.origin === 'catalogue') await rm(file.path, { force: true })
    const { [id]: _, ...speeds } = known.speeds
    await keep({ files: known.files.filter((each) => each !== file), speeds })
  }

  return {
    folder,
    view,
    line: () => (line ??= modelLine(view())),
    changed,
    refresh,
    here,
    plug: (more) => {
      plugs = { ...plugs, ...more }
      changed()
    },
    entry: (id) => {
      const entry = catalogue.models.find((each) => each.id === id)
      if (!entry) throw new AppError('NOT_FOUND', `The catalogue has no model ${id}. "tacit models" lists what it has.`, { data: { id } })
      return entry
    },
    chosen: (kind) => {
      const id = chosenId(kind)
      return id === null ? null : here(id)
    },
    onChoice: (listener) => void listeners.push(listener),
    register: ({ id, path, sha256, verifiedAt }) =>
      inTurn(async () => {
        const { kind } = catalogue.models.find((entry) => entry.id === id)!
        const { size, mtimeMs } = await stat(path)
        await keep(withFile({ id, origin: 'catalogue', kind, path, size, changedAt: mtimeMs, sha256, verifiedAt }))
        await refresh()
        return viewOfOne(id)
      }),
    remove: (id) => inTurn(() => remove(id)),
    choose: (kind, id) => inTurn(() => choose(kind, id)),
    measured: (id, speed) => inTurn(() => keep({ ...known, speeds: { ...known.speeds, [id]: speed } })),
    [Symbol.dispose]: () => {
      if (announcing) clearTimeout(announcing)
    },
  }
}

async function troubleOf(file: ModelFile): Promise<Trouble | null> {
  const now = await stat(file.path).catch((error: NodeJS.ErrnoException) => error)
  const again = file.origin === 'own' ? 'Connect its disk or put it back, or remove it from the list.' : 'Download it again, or remove it from the list.'
  if (now instanceof Error) return { state: 'missing', problem: `The file ${file.path} is not there (${now.code}). ${again}` }
  return null
}
