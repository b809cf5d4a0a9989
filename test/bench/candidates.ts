// A real model on a real vault: which share of what it writes has the form, is a state, rests on the notes, is new, and is kept.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import type { WritingRun } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { LanguageModel, WriteRequest, Written } from '../../src/agent/model/language-model.ts'
import { openRuntime } from '../../src/agent/model/runtime/runtime.ts'
import { appRoot } from '../../src/agent/paths.ts'
import { groundProblem, readCandidate } from '../../src/agent/propose/writing/check.ts'
import { formProblem } from '../../src/agent/propose/writing/form.ts'
import type { Piece } from '../../src/agent/propose/writing/types.ts'
import { openStore } from '../../src/agent/store/store.ts'
import type { Options } from './bench.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'
import { readTexts } from './vault.ts'

const COUNT = 8
const NOTES = 60
const RATED = 6
const USES = { memory: true, evidence: true, proposals: true } as const
/** The same form in words, for a model that is not held to it. */
const FORM = 'Answer only with JSON of this form: {"evidence":[{"id":"P1","quote":"exact words of P1"}],"text":"the state of affairs","horizon":"today|week|month|season|year|years","size":"small|medium|large"}. Where the material is S1, the evidence is {"id":"S1"} without a quote.'

type Answer = Readonly<{ pieces: readonly Piece[]; written: Written }>
type Measured = Readonly<{ run: WritingRun; answers: readonly Answer[]; seconds: number }>

/** `people` is how many states are asked for, of which each is tried three times at most; `notes` how many notes of the vault are read. */
export async function candidates({ data = realVault(), people: count = COUNT, notes = NOTES, seed, model: file = process.env['TACIT_TEST_MODEL'], say }: Options): Promise<readonly Row[]> {
  if (file === undefined) throw new RangeError('This bench needs a chat model: name one with --model FILE, or in TACIT_TEST_MODEL.')
  sayMachine(say)
  await using embedder = await openEmbedder(embedderFile())
  await using runtime = openRuntime({ hardware: async () => ({ backend: 'cpu', key: 'bench' }), idleMs: () => 600_000 })
  const digest = createHash('sha256').update(await readFile(file)).digest('hex').slice(0, 12)
  const model = runtime.open({ id: `${basename(file)}@${digest}`, name: basename(file), path: file })
  const measure = async (isHeld: boolean): Promise<Measured> => {
    await using folder = await temporaryFolder('candidates')
    const answers: Answer[] = []
    const given: LanguageModel = {
      ...model,
      write: async (request) => {
        const { schema: _form, ...free } = request
        const written = await model.write(isHeld ? request : { ...free, prompt: `${request.prompt}\n${FORM}` })
        answers.push({ pieces: piecesOf(request), written })
        say(`${isHeld ? 'held to the form' : 'free'}: ${written.tokens} tokens in ${written.seconds.toFixed(1)} s: ${written.text.replace(/\s+/g, ' ').slice(0, 400)}`)
        return written
      },
    }
    await using agent = await openAgent({ home: join(folder.path, 'home'), openStore, embedder, languageModel: () => given })
    await prepare(agent, await someOf(data, join(folder.path, 'notes'), notes, seed))
    const run = await agent.handlers['writing.now']({ count: Math.min(20, count) })
    for (const { reason, count: times } of run.rejected) say(`${times} × ${reason}`)
    for (const { text, quotes } of run.kept) say(`kept: ${text}${quotes.map((quote) => `\n      “${quote}”`).join('')}`)
    return { run, answers, seconds: answers.reduce((sum, { written }) => sum + written.seconds, 0) }
  }
  const ours = await measure(true)
  const free = await measure(false)
  return rowsOf(ours, free, `${basename(file)} without the grammar`)
}

/** Reads the vault, and rates a few states, so that there is something liked to vary. */
async function prepare(agent: Agent, data: string): Promise<void> {
  const { folders } = await agent.handlers['sources.dryRun']({ path: data, seed: 0 })
  await agent.handlers['sources.add']({ path: data, folders: folders.map(({ path }) => path), uses: USES })
  await agent.settled()
  let { cards } = await agent.handlers['today.five']({ form: 'state', count: RATED })
  for (let turn = 0; turn < RATED; turn += 1) {
    await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: turn % 3 === 2 ? 2 : 5 } })
    ;({ cards } = await agent.handlers['today.tray']({}))
  }
}

/** A part of the vault, so that the reading of it does not take longer than the writing. */
async function someOf(data: string, folder: string, count: number, seed: number): Promise<string> {
  const notes = randomOf('notes', seed).shuffled(await readTexts(data)).slice(0, count)
  if (notes.length === 0) throw new Error(`${data} holds no .md file.`)
  for (const { file, text } of notes) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

/** What the request let the model rest on, read off its schema. */
function piecesOf({ schema }: WriteRequest): readonly Piece[] {
  type Shape = Readonly<{ const?: string; enum?: readonly string[]; oneOf?: readonly Shape[]; items?: Shape; prefixItems?: readonly Shape[]; properties?: Readonly<Record<string, Shape>> }>
  const { items, prefixItems } = (schema as Shape).properties!['evidence']!
  return (prefixItems ?? items?.oneOf ?? [items!]).map(({ properties }) => {
    const id = properties!['id']!.const!
    const sentences = properties!['quote']?.enum
    return { id, kind: sentences ? 'passage' : 'state', of: id, sentences: sentences ?? [] }
  })
}

const parses = ({ written }: Answer): boolean => typeof readCandidate(written) !== 'string'
const isState = ({ written }: Answer): boolean => {
  const candidate = readCandidate(written)
  return typeof candidate !== 'string' && formProblem(candidate.text) === null
}
const isGrounded = ({ written, pieces }: Answer): boolean => {
  const candidate = readCandidate(written)
  return typeof candidate !== 'string' && groundProblem(candidate, { pieces }) === null
}

function rowsOf(ours: Measured, free: Measured, baseline: string): readonly Row[] {
  const n = ours.answers.length
  const share = (measured: Measured, holds: (answer: Answer) => boolean): number => measured.answers.filter(holds).length / Math.max(1, measured.answers.length)
  const rejected = ({ run }: Measured, reasons: readonly string[]): number => run.rejected.filter(({ reason }) => reasons.includes(reason)).reduce((sum, { count }) => sum + count, 0)
  const asked = (measured: Measured): number => measured.run.kept.length + rejected(measured, NOT_NEW)
  const isNew = (measured: Measured): number => (asked(measured) === 0 ? 0 : measured.run.kept.length / asked(measured))
  const row = (name: string, of: (measured: Measured) => number, more: Partial<Row> = {}): Row => ({ name: `candidates.${name}`, value: of(ours), unit: 'share', n, baseline: { name: baseline, value: of(free) }, ...more })
  const tokens = ({ answers }: Measured): number => answers.reduce((sum, { written }) => sum + written.tokens, 0)
  return [
    row('parses', (each) => share(each, parses)),
    row('state', (each) => share(each, isState)),
    row('grounded', (each) => share(each, isGrounded)),
    // Of those that came as far as being compared with all that was said.
    row('new', isNew, { n: asked(ours) }),
    row('kept', (each) => each.run.kept.length / Math.max(1, each.run.written)),
    row('seconds', (each) => each.seconds / Math.max(1, each.answers.length), { unit: 's each' }),
    row('tokens', (each) => tokens(each) / Math.max(1, each.answers.length), { unit: 'tokens each' }),
    ...[...new Set([...ours.run.rejected, ...free.run.rejected].map(({ reason }) => reason))].map((reason) => row(`rejected.${reason.replaceAll(' ', '-')}`, (each) => rejected(each, [reason]) / Math.max(1, each.run.written))),
  ]
}

const NOT_NEW = ['said before', 'in the library already', 'in your notes already', 'far from what it rests on']

function realVault(): string {
  const folder = join(appRoot(), '..', 'shared', 'data', 'vaults', 'jackyzha0-garden')
  if (!existsSync(folder)) throw new RangeError(`This bench needs a folder of notes: name one with --data FOLDER; ${folder} is not there.`)
  return folder
}
