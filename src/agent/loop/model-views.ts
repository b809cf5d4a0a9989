import { basename } from 'node:path'
import type { Fit, ModelKind, ModelView, Models, Needs, Settings } from '../contract/index.ts'
import type { Catalogue, CatalogueEntry } from '../model/catalogue.ts'
import type { KnownModels, ModelFile } from './model-files.ts'
import type { ModelPlugs } from './model-plugs.ts'

export const BUILT_IN = 'built-in'

/** The embedder that comes with the app; size in bytes. */
export type BuiltIn = Readonly<{ path: string; size: number }>

export type ViewParts = Readonly<{
  catalogue: Catalogue
  builtIn: BuiltIn
  known: KnownModels
  /** The known files that are not as they were, by model: what happened. */
  troubles: ReadonlyMap<string, Trouble>
  settings: Settings
  plugs: ModelPlugs
}>

export type Trouble = Readonly<{ state: 'missing' | 'refused'; problem: string }>

/** A file of which only the size is known takes about that, and a fifth more for its context and its working memory. */
const needsBySize = (size: number): Needs => ({ bytes: Math.round(size * 1.2), context: 0, by: 'size' })

export function viewOf(parts: ViewParts): Models {
  const { catalogue, known, plugs } = parts
  const own = known.files.filter(({ origin }) => origin === 'own')
  return {
    hardware: plugs.hardware(),
    models: [builtInView(parts), ...catalogue.models.map((entry) => offeredView(parts, entry)), ...own.map((file) => ownView(parts, file))],
    loaded: plugs.loaded(),
    fallback: plugs.fallback(),
    server: plugs.server(),
    writing: plugs.writing(),
    writingWaits: plugs.writingWaits(),
    preparing: plugs.preparing(),
  }
}

function common({ known, settings, plugs }: ViewParts, id: string, kind: ModelKind, size: number) {
  const chosen = kind === 'chat' ? settings.chatModel : (settings.embedder ?? BUILT_IN)
  return { id, kind, size, needs: needsBySize(size), fit: null as Fit | null, speed: known.speeds[id] ?? null, isChosen: chosen === id, download: plugs.download(id) }
}

function builtInView(parts: ViewParts): ModelView {
  const { path, size } = parts.builtIn
  return {
    ...common(parts, BUILT_IN, 'embed', size),
    name: 'all-MiniLM-L6-v2',
    origin: 'built-in',
    tier: null,
    isRecommended: false,
    repository: null,
    revision: null,
    file: basename(path),
    path,
    licence: 'Apache-2.0',
    context: 512,
    quantisation: 'F16',
    isMultilingual: false,
    state: 'ready',
    problem: null,
    verifiedAt: null,
    quality: null,
  }
}

function offeredView(parts: ViewParts, entry: CatalogueEntry): ModelView {
  const file = parts.known.files.find(({ id }) => id === entry.id)
  const shared = common(parts, entry.id, entry.kind, entry.size)
  const trouble = parts.troubles.get(entry.id)
  const state = file ? (trouble?.state ?? 'ready') : shared.download ? 'downloading' : 'offered'
  return {
    ...shared,
    name: entry.name,
    origin: 'catalogue',
    tier: entry.tier,
    isRecommended: entry.isRecommended,
    repository: entry.repository,
    revision: entry.revision,
    file: entry.file,
    path: file?.path ?? null,
    licence: entry.licence,
    context: entry.context,
    quantisation: entry.quantisation,
    isMultilingual: entry.languages === 'many',
    // A download anew of a file that went away is what counts then.
    state: state === 'missing' && shared.download ? 'downloading' : state,
    problem: trouble?.problem ?? null,
    verifiedAt: file?.verifiedAt ?? null,
    quality: entry.quality,
  }
}

function ownView(parts: ViewParts, file: ModelFile): ModelView {
  const trouble = parts.troubles.get(file.id)
  return {
    ...common(parts, file.id, file.kind, file.size),
    name: basename(file.path),
    origin: 'own',
    tier: null,
    isRecommended: false,
    repository: null,
    revision: null,
    file: basename(file.path),
    path: file.path,
    licence: null,
    context: null,
    quantisation: null,
    isMultilingual: null,
    state: trouble?.state ?? 'ready',
    problem: trouble?.problem ?? null,
    verifiedAt: file.verifiedAt,
    quality: null,
  }
}
