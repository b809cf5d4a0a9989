import { basename } from 'node:path'
import type { Hardware, ModelKind, ModelView, Models, Needs, Settings } from '../contract/index.ts'
import { shapeOf } from '../model/catalogue.ts'
import type { Catalogue, CatalogueEntry } from '../model/catalogue.ts'
import { fitOf } from '../model/fit.ts'
import type { Fitting, Held } from '../model/fit.ts'
import type { ModelFacts } from '../model/gguf/facts.ts'
import { needsOf } from '../model/gguf/needs.ts'
import type { FoundModel } from './found-models.ts'
import type { KnownModels, ModelFile } from './model-files.ts'
import type { ModelPlugs } from './model-plugs.ts'

export const BUILT_IN = 'built-in'
export const BUILT_IN_NAME = 'all-MiniLM-L6-v2'

/** The embedder that comes with the app; size in bytes. */
export type BuiltIn = Readonly<{ path: string; size: number; facts: ModelFacts | null }>

export type ViewParts = Readonly<{
  catalogue: Catalogue
  builtIn: BuiltIn
  /** Files of the hub that the person named. */
  found: readonly FoundModel[]
  known: KnownModels
  /** Models whose file was not there when it was last looked for. */
  missing: ReadonlySet<string>
  settings: Settings
  plugs: ModelPlugs
}>

/** What a person knows a model by: its file's name, where the catalogue does not name it. What headers say is often the name of a build folder. */
export const nameOf = ({ path }: ModelFile, entry: Pick<CatalogueEntry, 'name'> | null): string => entry?.name ?? basename(path, '.gguf').replaceAll(/\p{C}/gu, '')

type Machine = Readonly<{ hardware: Hardware; held: Held }>

export function viewOf(parts: ViewParts): Models {
  const { catalogue, found, known, plugs } = parts
  // A file that an earlier version's catalogue had is kept like one of the person's own.
  const own = known.files.filter(({ id }) => ![...catalogue.models, ...found].some((entry) => entry.id === id))
  const loaded = plugs.loaded()
  const machine = { hardware: plugs.hardware(), held: loaded?.memory ?? { ram: 0, gpu: 0 } }
  const offered = catalogue.models.map((entry) => offeredView(parts, machine, entry))
  const best = bestHere(offered)
  return {
    hardware: machine.hardware,
    models: [
      builtInView(parts, machine),
      ...offered.map((model) => (model.id === best ? { ...model, isForThisMachine: true } : model)),
      ...found.map((each) => foundView(parts, machine, each)),
      ...own.map((file) => ownView(parts, machine, file)),
    ],
    loaded,
    fallback: plugs.fallback(),
    server: plugs.server(),
    hub: parts.settings.hubAddress,
    writing: plugs.writing(),
    writingWaits: plugs.writingWaits(),
    preparing: plugs.preparing(),
  }
}

/** Of those that are recommended the largest that runs wholly on the GPU, else the one that is made for less; null where none runs here, or nobody has looked. */
function bestHere(offered: readonly ModelView[]): string | null {
  const recommended = offered.filter(({ kind, isRecommended }) => kind === 'chat' && isRecommended)
  const onGpu = recommended.filter(({ fit }) => fit?.where === 'gpu').toSorted((a, b) => b.size - a.size)
  const made = (['partly', 'cpu'] as const).flatMap((where) => recommended.filter(({ tier, fit }) => tier === where && fit?.where === where))
  return [...onGpu, ...made][0]?.id ?? null
}

/** A file of which only the size is known takes about that, and a fifth more for its context and its working memory. */
const needsBySize = (size: number): Needs => ({ bytes: Math.round(size * 1.2), context: 0, by: 'size' })

type Common = Pick<ModelView, 'id' | 'kind' | 'size' | 'needs' | 'fit' | 'speed' | 'isChosen' | 'download'>

/** What memory is reckoned from: the header where the file is here, else what the catalogue knows. */
function fittingOf(kind: ModelKind, size: number, facts: ModelFacts | null, entry: CatalogueEntry | null): Fitting {
  if (facts) return { kind, needs: needsOf(facts), shape: facts.shape }
  const shape = entry && shapeOf(entry)
  return shape ? { kind, needs: { ...needsOf({ kind, context: entry.context, shape }), by: 'catalogue' }, shape } : { kind, needs: needsBySize(size), shape: null }
}

function common({ known, settings, plugs }: ViewParts, { hardware, held }: Machine, id: string, kind: ModelKind, size: number, facts: ModelFacts | null, entry: CatalogueEntry | null = null): Common {
  const fitting = fittingOf(kind, size, facts, entry)
  const { needs } = fitting
  const chosen = kind === 'chat' ? settings.chatModel : (settings.embedder ?? BUILT_IN)
  const fit = fitOf(fitting, hardware, held)
  return { id, kind, size, needs, fit, speed: known.speeds[id] ?? null, isChosen: chosen === id, download: plugs.download(id) }
}

function builtInView(parts: ViewParts, machine: Machine): ModelView {
  const { path, size, facts } = parts.builtIn
  return {
    ...common(parts, machine, BUILT_IN, 'embed', size, facts),
    name: BUILT_IN_NAME,
    origin: 'built-in',
    tier: null,
    isRecommended: false,
    isForThisMachine: false,
    repository: null,
    revision: null,
    file: basename(path),
    path,
    licence: 'Apache-2.0',
    context: facts?.context ?? null,
    quantisation: facts?.quantisation ?? null,
    isMultilingual: false,
    state: 'ready',
    problem: null,
    verifiedAt: null,
    quality: null,
  }
}

function offeredView(parts: ViewParts, machine: Machine, entry: CatalogueEntry): ModelView {
  const file = parts.known.files.find(({ id }) => id === entry.id)
  const shared = common(parts, machine, entry.id, entry.kind, entry.size, file?.facts ?? null, entry)
  const here = file && stateOf(parts, file, 'Download it again, or remove it from the list.')
  const isOlder = here?.state === 'ready' && file!.sha256 !== null && file!.sha256 !== entry.sha256
  const isFetched = shared.download !== null && here?.state !== 'ready'
  return {
    ...shared,
    name: entry.name,
    origin: 'catalogue',
    tier: entry.tier,
    isRecommended: entry.isRecommended,
    isForThisMachine: false,
    repository: entry.repository,
    revision: entry.revision,
    file: entry.file,
    path: file?.path ?? null,
    licence: entry.licence,
    context: entry.context ?? file?.facts?.context ?? null,
    quantisation: entry.quantisation,
    isMultilingual: entry.languages === 'many',
    state: isFetched ? 'downloading' : (here?.state ?? 'offered'),
    problem: isFetched ? null : isOlder ? 'It is another build than the one that is offered now. To change, remove it and download it again.' : (here?.problem ?? null),
    verifiedAt: file?.verifiedAt ?? null,
    quality: entry.quality,
  }
}

/** Before its header is here it is taken for a chat model. */
function foundView(parts: ViewParts, machine: Machine, found: FoundModel): ModelView {
  const file = parts.known.files.find(({ id }) => id === found.id)
  const facts = file?.facts ?? null
  const shared = common(parts, machine, found.id, facts?.kind ?? 'chat', found.size, facts)
  const here = file && stateOf(parts, file, 'Download it again, or remove it from the list.')
  const isFetched = shared.download !== null && here?.state !== 'ready'
  return {
    ...shared,
    name: found.name,
    origin: 'hub',
    tier: null,
    isRecommended: false,
    isForThisMachine: false,
    repository: found.repository,
    revision: found.revision,
    file: found.file,
    path: file?.path ?? null,
    licence: null,
    context: facts?.context ?? null,
    quantisation: facts?.quantisation ?? null,
    isMultilingual: facts?.isMultilingual ?? null,
    state: isFetched ? 'downloading' : (here?.state ?? 'offered'),
    problem: isFetched ? null : (here?.problem ?? null),
    verifiedAt: file?.verifiedAt ?? null,
    quality: null,
  }
}

function ownView(parts: ViewParts, machine: Machine, file: ModelFile): ModelView {
  const { facts } = file
  return {
    ...common(parts, machine, file.id, facts?.kind ?? 'chat', file.size, facts),
    name: nameOf(file, null),
    origin: 'own',
    tier: null,
    isRecommended: false,
    isForThisMachine: false,
    repository: null,
    revision: null,
    file: basename(file.path),
    path: file.path,
    licence: null,
    context: facts?.context ?? null,
    quantisation: facts?.quantisation ?? null,
    isMultilingual: facts?.isMultilingual ?? null,
    ...stateOf(parts, file, 'Connect its disk or put it back, or remove it from the list.'),
    verifiedAt: file.verifiedAt,
    quality: null,
  }
}

function stateOf({ missing }: ViewParts, { id, path, facts, problem }: ModelFile, again: string): Pick<ModelView, 'state' | 'problem'> {
  if (missing.has(id)) return { state: 'missing', problem: `The file ${path} is not there. ${again}` }
  if (!facts) return { state: 'refused', problem }
  const isSpeechless = facts.kind === 'chat' && !facts.hasChatTemplate
  return { state: 'ready', problem: isSpeechless ? 'It has no chat template, so it may not do what it is asked.' : problem }
}
