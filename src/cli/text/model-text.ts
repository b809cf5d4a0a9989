import type { Backend, Download, Models, ModelView, Speed, WritingDay, WritingRun } from '../../agent/contract/index.ts'
import { shortId } from '../ids.ts'
import { block, bytes, columns, counted, day, paragraphs } from './lines.ts'
import type { Style } from './style.ts'

const BACKENDS = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal', cpu: 'the CPU' } as const
const STATES: Readonly<Record<ModelView['state'], string>> = { offered: 'offered', downloading: 'downloading', ready: 'here', missing: 'missing', refused: 'cannot be used' }

export const modelName = ({ name, quantisation }: Pick<ModelView, 'name' | 'quantisation'>): string => (quantisation === null || name.includes(quantisation) ? name : `${name}, ${quantisation}`)

/** What runs where, what could, and what there is. */
export function modelsText(models: Models, style: Style, width: number): string {
  const { hardware, fallback, server, writing, writingWaits, preparing } = models
  const chat = models.models.filter(({ kind }) => kind === 'chat')
  const embedders = models.models.filter(({ kind }) => kind === 'embed')
  const last = writing.find(({ seconds }) => seconds > 0)
  return paragraphs(
    style.bold(stateLine(models)),
    fallback && block(fallback, width),
    hardwareText(models, style, width),
    server && block(`Own server: ${server.address}, ${server.model || 'its own model'}${server.hasKey ? ', with a key' : server.isKeyMissing ? '. Its key is in no backup: give it again, in TACIT_SERVER_KEY, to tacit models server' : ''}`, width),
    (last || writingWaits) && block([last && writingDayLine(last), writingWaits && `By itself: ${writingWaits}`].filter(Boolean).join('. '), width),
    `Chat models\n${listText(chat)}`,
    `Embedders\n${listText(embedders)}`,
    preparing && block(`${nameOf(models, preparing.modelId)} has read ${preparing.done} of ${preparing.total}; the one before serves until it is done.`, width),
    block(`Downloads go to ${hardware.disk.path}, where ${bytes(hardware.disk.free)} are free.`, width, 0),
  )
}

export function stateLine({ models, loaded, server }: Models): string {
  if (server) return `A server of your own writes: ${server.address}`
  const chosen = models.find(({ kind, isChosen }) => kind === 'chat' && isChosen)
  if (!chosen) return 'No model: proposals come from the library and your notes.'
  if (chosen.problem !== null) return `${modelName(chosen)}: ${chosen.problem}`
  if (loaded?.modelId !== chosen.id) return `${modelName(chosen)}, asleep.`
  const { onGpu, of } = loaded.layers
  const where = loaded.backend === 'cpu' || onGpu === 0 ? 'on the CPU' : `on ${BACKENDS[loaded.backend]}, ${onGpu} of ${of} layers`
  return `${modelName(chosen)}, ${loaded.state === 'working' ? 'at work' : 'awake'} ${where}, holding ${bytes(loaded.memory.ram + loaded.memory.gpu)}.`
}

export function hardwareText({ hardware }: Pick<Models, 'hardware'>, style: Style, width: number): string {
  const { processor, cores, memory, backends } = hardware
  return [
    block(`${processor}, ${counted(cores, 'core')}, ${bytes(memory.total)} of memory, ${bytes(memory.free)} free.`, width),
    ...(backends.length === 0 ? [block('What it computes with was not tested yet: tacit models test', width)] : backends.map((backend) => backendText(backend, style, width))),
  ].join('\n')
}

function backendText({ name, isUsed, devices, memory, reason, fix }: Backend, style: Style, width: number): string {
  const where = [devices.join(', '), memory && `${bytes(memory.free)} of ${bytes(memory.total)} free`].filter(Boolean).join('; ')
  return `${isUsed ? '✓' : '·'} ${style.bold(name)}${where === '' ? '' : `  ${where}`}\n${block(isUsed ? reason : `Why not: ${reason}${fix === null ? '' : ` ${fix}`}`, width, 4)}`
}

function listText(models: readonly ModelView[]): string {
  const rows = models.map((model) => [model.isChosen ? '✓' : ' ', model.origin === 'own' || model.origin === 'hub' ? shortId(model.id) : model.id, modelName(model), bytes(model.size), model.download ? downloadWords(model.download) : STATES[model.state], notesOf(model)])
  return columns(rows, [3])
}

const notesOf = ({ kind, isForThisMachine, isMultilingual, fit, speed }: ModelView): string =>
  [
    isForThisMachine && 'recommended for this machine',
    kind === 'embed' && isMultilingual !== null && (isMultilingual ? 'many languages' : 'English'),
    speed?.tokensPerSecond && `${speed.tokensPerSecond.toFixed(1)} tokens a second`,
    speed?.embeddingsPerSecond && `${speed.embeddingsPerSecond.toFixed(1)} texts a second`,
    fit?.text,
  ].filter(Boolean).join('; ')

const nameOf = ({ models }: Models, id: string): string => {
  const found = models.find((model) => model.id === id)
  return found ? modelName(found) : id
}

/** One model with all that is known of it. */
export function modelText(model: ModelView, style: Style, width: number): string {
  const { size, licence, isMultilingual, context, fit, needs, verifiedAt, origin, path, repository, revision, file, quality, speed, problem, download } = model
  const facts = [bytes(size), licence, isMultilingual === null ? null : isMultilingual ? 'many languages' : 'English', context && `holds ${counted(context, 'token')}`]
  const lines = [
    facts.filter(Boolean).join(', '),
    fit?.text,
    `Awake it takes ${needs.by === 'size' ? 'about ' : ''}${bytes(needs.bytes)}.`,
    quality,
    speed && speedText(speed),
    verifiedAt !== null ? `SHA-256 verified on ${day(verifiedAt)}.` : origin === 'own' ? 'Your own file: there is nothing to compare its SHA-256 with.' : null,
    path ?? (repository && `${repository} at ${revision?.slice(0, 8)}, ${file}`),
    problem,
    download && downloadWords(download),
  ]
  return [`${style.bold(modelName(model))}  ${model.isChosen ? 'in use' : STATES[model.state]}`, ...lines.flatMap((line) => (line ? [block(line, width)] : [])), style.faint(`  id ${model.id}`)].join('\n')
}

export function speedText({ tokensPerSecond, firstTokenMs, embeddingsPerSecond, backend, layers }: Speed): string {
  const parts = [
    tokensPerSecond !== null && `${tokensPerSecond.toFixed(1)} tokens a second`,
    firstTokenMs !== null && `first one after ${(firstTokenMs / 1000).toFixed(2)} s`,
    embeddingsPerSecond !== null && `${embeddingsPerSecond.toFixed(1)} texts a second`,
  ]
  return `Measured: ${parts.filter(Boolean).join(', ')} on ${BACKENDS[backend]}${backend === 'cpu' ? '' : `, ${layers.onGpu} of ${layers.of} layers`}.`
}

export function downloadWords({ state, done, total, bytesPerSecond, message, retryAt }: Download): string {
  const held = `${bytes(done)} of ${bytes(total)}`
  const left = bytesPerSecond ? `, ${bytes(bytesPerSecond)} a second, ${duration((total - done) / bytesPerSecond)} left` : ''
  const why = [message, retryAt && `tried again at ${new Date(retryAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`].filter(Boolean).join('; ')
  const words = { running: `${held}${left}`, paused: `paused at ${held}`, waiting: `waiting at ${held}`, checking: 'comparing its SHA-256', failed: `stopped at ${held}` }[state]
  return why === '' ? words : `${words}: ${why}`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}

const writingDayLine = ({ day: at, seconds, kept, written }: WritingDay): string => `On ${day(at)} it worked ${duration(seconds)} by itself: ${written} written, ${kept} kept`

/** What came of writing now. */
export function runText({ kept, written, rejected, tokens, seconds }: WritingRun, style: Style, width: number): string {
  return paragraphs(
    ...kept.map(({ text, quotes }) => [style.bold(block(text, width)), ...quotes.map((quote) => style.faint(block(`“${quote}”`, width, 4)))].join('\n')),
    block(`${counted(written, 'state')} written in ${duration(seconds)}, ${counted(tokens, 'token')}; ${kept.length} kept.`, width, 0),
    rejected.length > 0 && `Thrown out\n${columns(rejected.map(({ reason, count }) => [String(count), reason]), [0])}`,
    kept.length > 0 && 'They are among what may be proposed now: tacit rate',
  )
}
