// A chat model in its own process beside bare node-llama-cpp on the same file, and what the rest of the app feels of it.

import { readdir } from 'node:fs/promises'
import { constants, cpus, setPriority } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { getLlama, LlamaChat, LlamaLogLevel } from 'node-llama-cpp'
import { openAgent } from '../../src/agent/agent.ts'
import { openWorkerCompute } from '../../src/agent/loop/compute.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { LanguageModel, WriteRequest } from '../../src/agent/model/language-model.ts'
import { openHardware } from '../../src/agent/model/runtime/hardware.ts'
import { openRuntime } from '../../src/agent/model/runtime/runtime.ts'
import type { ModelFile, Runtime } from '../../src/agent/model/runtime/runtime.ts'
import { freeThreads } from '../../src/agent/model/runtime/threads.ts'
import { appRoot } from '../../src/agent/paths.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { answerDecks } from './answering.ts'
import type { Options } from './bench.ts'
import { contendedRow } from './contended.ts'
import { quantileRow, ratioOfMedians, roundsOf, roundsRow, timed } from './durations.ts'
import { canLookAtProcesses, processorSeconds, treeOf, usageOf } from './processes.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'

const ROUNDS = 8
const TOKENS = 48
const CANCELS = 12
const RELEASES = 3
const DECKS = 5
const SYSTEM = 'You tell stories.'
const promptOf = (round: number): string => `Tell a long story about harbour number ${round}, its people, its boats and the weather there.`
const LONG_PROMPT = 'The boat came in and the wind was from the west. '.repeat(250)

/** `processorMs`: of the processor's time a token, which other programs do not stretch. */
type Written = Readonly<{ perSecond: number; firstMs: number; processorMs: number }>
type Writer = (round: number) => Promise<Written>

export async function generate({ seed: _seed, model: named = process.env['TACIT_TEST_MODEL'], say }: Options): Promise<readonly Row[]> {
  if (named === undefined) throw new RangeError('This bench needs a chat model: name one with --model FILE, or in TACIT_TEST_MODEL.')
  sayMachine(say)
  const { backend, key } = await openHardware({ models: appRoot() }).chosen()
  const threads = await freeThreads(cpus().length)
  say(`${basename(named)} on ${key}, ${threads} threads of the processor`)
  await using runtime = openRuntime({ hardware: async () => ({ backend, key }), idleMs: () => 600_000, threads })
  const file: ModelFile = { id: 'bench', name: basename(named), path: named }
  const model = runtime.open(file)

  say('answers while it writes …')
  const answers = await answersBeside(model)
  say('memory given back …')
  const releases = await releaseShares(runtime, model)
  say('cancels …')
  const cancels = await cancelTimes(model)
  say('tokens while others compute …')
  await runtime.unload()
  const contended = backend === 'cpu' ? [await contendedRow(file, async () => ({ backend, key }))] : []
  say('tokens …')
  await lowerPriority()
  await using bare = await openBare(named, backend, threads)
  const ours: Written[] = []
  const theirs: Written[] = []
  for (let round = -1; round < ROUNDS; round += 1) {
    const sides: readonly (readonly [Written[], Writer])[] = [[ours, writerOf(model, () => runtime.pid())], [theirs, bare.write]]
    for (const [kept, write] of round % 2 === 0 ? sides : sides.toReversed()) {
      const written = await write(round)
      if (round >= 0) kept.push(written)
    }
  }
  sayMachine(say)
  const rates = (each: readonly Written[]): number[] => each.map(({ perSecond }) => perSecond)
  const loads = (each: readonly Written[]): number[] => each.map(({ processorMs }) => processorMs)
  const firsts = (each: readonly Written[]): number[] => each.map(({ firstMs }) => firstMs)
  const name = 'bare node-llama-cpp'
  return [
    quantileRow('tokens', rates(ours), { unit: 'tokens/s', baseline: { name, values: rates(theirs) } }),
    roundsRow('tokens.rate', roundsOf(rates(ours), rates(theirs)), ratioOfMedians, { unit: '×', baseline: { name, value: 1 }, goal: 0.95 }),
    ...(canLookAtProcesses ? [quantileRow('tokens.processor', loads(ours), { unit: 'ms/token', baseline: { name, values: loads(theirs) } })] : []),
    ...contended,
    quantileRow('first.token', firsts(ours), { baseline: { name, values: firsts(theirs) } }),
    quantileRow('answer.p99', answers.beside, { share: 0.99, baseline: { name: 'while nothing is written', values: answers.alone }, goal: 50 }),
    ...(releases.length > 0 ? [quantileRow('release', releases, { unit: 'share', goal: 0.95 })] : []),
    quantileRow('cancel', cancels.writing, { goal: 200 }),
    quantileRow('cancel.reading', cancels.reading, { goal: 200 }),
  ]
}

const request = (more: Partial<WriteRequest>): WriteRequest => ({ system: SYSTEM, prompt: promptOf(0), maxTokens: TOKENS, temperature: 0.8, priority: 'person', ...more })

const taken = async (pid: number): Promise<number> => (canLookAtProcesses ? 1000 * (await processorSeconds([pid])) : NaN)

/** What goes to the process and back counts too. */
const writerOf = (model: LanguageModel, pid: () => number | null): Writer => async (round) => {
  await model.write(request({ maxTokens: 1 }))
  const before = await taken(pid()!)
  const begun = performance.now()
  let first = 0
  const { tokens } = await model.write(request({ prompt: promptOf(round), onText: () => (first ||= performance.now()) }))
  const perSecond = (1000 * tokens) / (performance.now() - begun)
  return { perSecond, firstMs: first - begun, processorMs: ((await taken(pid()!)) - before) / tokens }
}

/** This process computes now after all others, like the model's own. On Linux each thread has a priority of its own. */
async function lowerPriority(): Promise<void> {
  const threads = canLookAtProcesses ? (await readdir('/proc/self/task')).map(Number) : [0]
  for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL)
}

async function openBare(file: string, backend: 'cuda' | 'vulkan' | 'metal' | 'cpu', threads: number): Promise<AsyncDisposable & Readonly<{ write: Writer }>> {
  const llama = await getLlama({ gpu: backend === 'cpu' ? false : backend, build: 'never', skipDownload: true, progressLogs: false, logLevel: LlamaLogLevel.error, ...(backend === 'cpu' && { maxThreads: threads }) })
  const model = await llama.loadModel({ modelPath: file })
  const context = await model.createContext({ contextSize: { max: 4096 } })
  const chat = new LlamaChat({ contextSequence: context.getSequence() })
  return {
    write: async (round) => {
      const before = process.cpuUsage()
      const begun = performance.now()
      let first = 0
      let tokens = 0
      await chat.generateResponse([{ type: 'system', text: SYSTEM }, { type: 'user', text: promptOf(round) }, { type: 'model', response: [] }], {
        maxTokens: TOKENS,
        temperature: 0.8,
        onTextChunk: () => (first ||= performance.now()),
        onToken: (written) => (tokens += written.length),
      })
      const perSecond = (1000 * tokens) / (performance.now() - begun)
      const { user, system } = process.cpuUsage(before)
      return { perSecond, firstMs: first - begun, processorMs: (user + system) / 1000 / tokens }
    },
    [Symbol.asyncDispose]: () => llama.dispose(),
  }
}

type Answers = Readonly<{ alone: readonly number[]; beside: readonly number[] }>

async function answersBeside(model: LanguageModel): Promise<Answers> {
  await using folder = await temporaryFolder('generate')
  await using embedder = await openEmbedder(embedderFile())
  await using compute = openWorkerCompute(join(appRoot(), 'out', 'main', 'worker.js'))
  const home = join(folder.path, 'home')
  await using agent = await openAgent({ home, openStore, embedder, compute, languageModel: () => null })
  const decks = { agent, refitted: async () => undefined, home, decks: DECKS, rate: () => 4 as const }
  const alone = (await answerDecks(decks)).answers
  const stopped = new AbortController()
  const writing = writeOn(model, stopped.signal)
  const beside = (await answerDecks(decks)).answers
  stopped.abort()
  await writing
  return { alone, beside }
}

async function writeOn(model: LanguageModel, signal: AbortSignal): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    await model.write(request({ prompt: promptOf(round), maxTokens: 2000, priority: 'background', signal })).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  }
}

/** Memory of this process and all below it, in MB; what they share counts once. */
async function held(): Promise<number> {
  return (await usageOf(await treeOf(process.pid))).reduce((sum, { rssMB, pssMB }) => sum + (pssMB ?? rssMB), 0)
}

/** Of what this process and all below it took more than before, how much is gone again. */
async function releaseShares(runtime: Runtime, model: LanguageModel): Promise<readonly number[]> {
  if (!canLookAtProcesses) return []
  const shares: number[] = []
  for (let n = -1; n < RELEASES; n += 1) {
    await runtime.unload()
    const before = await held()
    await model.write(request({ maxTokens: 8 }))
    const most = await held()
    await runtime.unload()
    if (n >= 0) shares.push((most - (await held())) / (most - before))
  }
  return shares
}

async function cancelTimes(model: LanguageModel): Promise<Readonly<{ writing: readonly number[]; reading: readonly number[] }>> {
  const timeOf = async (more: Partial<WriteRequest>, afterMs: number): Promise<number> => {
    const controller = new AbortController()
    const begun = model.write(request({ ...more, maxTokens: 1000, signal: controller.signal }))
    const ended = begun.catch(() => undefined)
    await wait(afterMs)
    const { ms } = await timed(() => {
      controller.abort()
      return ended
    })
    return ms
  }
  const times = { writing: [] as number[], reading: [] as number[] }
  await model.write(request({ maxTokens: 2 }))
  for (let n = 0; n < CANCELS; n += 1) {
    times.writing.push(await timeOf({ prompt: promptOf(n) }, 1500 + 37 * n))
    times.reading.push(await timeOf({ prompt: `${n} ${LONG_PROMPT}` }, 150 + 23 * n))
  }
  return times
}
