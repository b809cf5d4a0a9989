// A real model on a real vault: which share of what it writes has the form, is a state, rests on the notes, is new, and is kept.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, delimiter, dirname, join } from 'node:path'
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
import { shareInterval } from './statistics.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'
import { readTexts } from './vault.ts'

const COUNT = 24
/** Of the agent for each state that was asked for. */
const TRIES = 3
const AT_ONCE = 2
const WRITES_MS = 270_000
const NOTES = 60
const RATED = 6
const USES = { memory: true, evidence: true, proposals: true } as const
/** The same form in words, for a model that is not held to it. */
const FORM = 'Answer only with JSON of this form: {"evidence":[{"id":"P1","quote":"exact words of P1"}],"text":"the state of affairs","horizon":"today|week|month|season|year|years","size":"small|medium|large"}. Where the material is S1, the evidence is {"id":"S1"} without a quote.'

type Answer = Readonly<{ pieces: readonly Piece[]; written: Written }>
type Measured = Readonly<{ run: WritingRun; answers: readonly Answer[] }>

/**
 * `people` is how many states the model writes in each of the two ways, within five minutes each; `notes` how many notes of the vault are read.
 * `model` may name several files, with the system's separator of paths between them; each then has rows of its own.
 */
export async function candidates({ data = realVault(), people: count = COUNT, notes = NOTES, seed, model: files = process.env['TACIT_TEST_MODEL'], say }: Options): Promise<readonly Row[]> {
  if (files === undefined) throw new RangeError('This bench needs a chat model: name one with --model FILE, or in TACIT_TEST_MODEL.')
  sayMachine(say)
  await using embedder = await openEmbedder(embedderFile())
  const rows: Row[] = []
  const models = files.split(delimiter)
  for (const file of models) {
    const its = await measured(file)
    rows.push(...its.map((row) => (models.length > 1 ? { ...row, name: `${row.name}@${basename(file, '.gguf')}` } : row)))
  }
  return rows

  async function measured(file: string): Promise<readonly Row[]> {
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
      const run = await writeSome(agent, count)
      for (const { reason, count: times } of run.rejected) say(`${times} × ${reason}`)
      for (const { text, quotes } of run.kept) say(`kept: ${text}${quotes.map((quote) => `\n      “${quote}”`).join('')}`)
      return { run, answers }
    }
    const ours = await measure(true)
    const free = await measure(false)
    return rowsOf(ours, free, `${basename(file)} without the grammar`)
  }
}

/** Until so many were written, or the time is over; what is not kept is tried three times at most by the agent itself. */
async function writeSome(agent: Agent, count: number): Promise<WritingRun> {
  const until = performance.now() + WRITES_MS
  // A machine that is busy may take minutes for one.
  const timer = setTimeout(() => void agent.handlers['writing.stop']({}), WRITES_MS)
  let sum: WritingRun = { kept: [], written: 0, rejected: [], tokens: 0, seconds: 0 }
  while (sum.written < count && performance.now() < until) {
    const more = await agent.handlers['writing.now']({ count: Math.min(AT_ONCE, Math.ceil((count - sum.written) / TRIES)) })
    const reasons = new Map(sum.rejected.map(({ reason, count: times }) => [reason, times]))
    for (const { reason, count: times } of more.rejected) reasons.set(reason, (reasons.get(reason) ?? 0) + times)
    sum = {
      kept: [...sum.kept, ...more.kept],
      written: sum.written + more.written,
      rejected: [...reasons].map(([reason, times]) => ({ reason, count: times })).toSorted((a, b) => b.count - a.count),
      tokens: sum.tokens + more.tokens,
      seconds: sum.seconds + more.seconds,
    }
  }
  clearTimeout(timer)
  return sum
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

type Counted = Readonly<{ have: number; of: number }>

function rowsOf(ours: Measured, free: Measured, baseline: string): readonly Row[] {
  const answered = ({ answers }: Measured, holds: (answer: Answer) => boolean): Counted => ({ have: answers.filter(holds).length, of: answers.length })
  const rejected = ({ run }: Measured, reasons: readonly string[]): number => run.rejected.filter(({ reason }) => reasons.includes(reason)).reduce((sum, { count }) => sum + count, 0)
  // Of those that came as far as being compared with all that was said.
  const isNew = (each: Measured): Counted => ({ have: each.run.kept.length, of: each.run.kept.length + rejected(each, NOT_NEW) })
  const shareRow = (name: string, of: (measured: Measured) => Counted): Row => {
    const [low, high] = shareInterval(of(ours).have, of(ours).of)
    return { name: `candidates.${name}`, value: share(of(ours)), low, high, unit: 'share', n: of(ours).of, baseline: { name: baseline, value: share(of(free)) } }
  }
  const perAnswer = (name: string, unit: string, of: (measured: Measured) => number): Row => ({ name: `candidates.${name}`, value: of(ours) / Math.max(1, ours.answers.length), unit, n: ours.answers.length, baseline: { name: baseline, value: of(free) / Math.max(1, free.answers.length) } })
  const reasons = [...new Set([...ours.run.rejected, ...free.run.rejected].map(({ reason }) => reason))]
  return [
    shareRow('parses', (each) => answered(each, parses)),
    shareRow('state', (each) => answered(each, isState)),
    shareRow('grounded', (each) => answered(each, isGrounded)),
    shareRow('new', isNew),
    shareRow('kept', ({ run }) => ({ have: run.kept.length, of: run.written })),
    perAnswer('seconds', 's each', ({ answers }) => answers.reduce((sum, { written }) => sum + written.seconds, 0)),
    perAnswer('tokens', 'tokens each', ({ answers }) => answers.reduce((sum, { written }) => sum + written.tokens, 0)),
    ...reasons.map((reason) => shareRow(`rejected.${reason.replaceAll(' ', '-')}`, (each) => ({ have: rejected(each, [reason]), of: each.run.written }))),
  ]
}

const share = ({ have, of }: Counted): number => (of === 0 ? 0 : have / of)

const NOT_NEW = ['said before', 'in the library already', 'in your notes already', 'far from what it rests on']

function realVault(): string {
  const folder = join(appRoot(), '..', 'shared', 'data', 'vaults', 'jackyzha0-garden')
  if (!existsSync(folder)) throw new RangeError(`This bench needs a folder of notes: name one with --data FOLDER; ${folder} is not there.`)
  return folder
}
