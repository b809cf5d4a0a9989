// From an answer to "it is on the disk and the belief has moved", in the home of someone who has answered 10,000 times.

import { join } from 'node:path'
import { openAgent } from '../../src/agent/agent.ts'
import type { Agent } from '../../src/agent/agent.ts'
import type { Card, Stars } from '../../src/agent/contract/index.ts'
import { openWorkerCompute } from '../../src/agent/loop/compute.ts'
import type { Compute } from '../../src/agent/loop/compute.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { appRoot, resource } from '../../src/agent/paths.ts'
import { loadAxes } from '../../src/agent/propose/library.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { plantPerson } from '../../src/cli/demo/person.ts'
import { answerDecks } from './answering.ts'
import type { Answering } from './answering.ts'
import type { Options } from './bench.ts'
import { quantile, quantileRow, roundsOf, roundsRow, timed } from './durations.ts'
import { gameRows } from './game-latency.ts'
import { labelsOf, writeLongHome } from './long-home.ts'
import type { Row } from './rows.ts'
import { readStates } from './states.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'

const ROWS = 10_000
const DECKS = 8
const OPENINGS = 2
const WORKER = join(appRoot(), 'out', 'main', 'worker.js')

export async function latency({ seed, say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  await using folder = await temporaryFolder('latency')
  await using embedder = await openEmbedder(embedderFile())
  const axes = await loadAxes(resource('axes.json'))
  const { prior, states } = await readStates(undefined, say)
  const home = join(folder.path, 'home')
  say(`writing a home of ${ROWS} rows …`)
  const evidence = await writeLongHome(home, embedder, { axes, states, rows: ROWS, seed, until: Date.now() })

  say('opening it, and an empty one beside it …')
  const long: number[] = []
  const empty: number[] = []
  for (let n = 0; n < OPENINGS; n += 1) {
    for (const [times, path] of [[empty, join(folder.path, 'empty')], [long, home]] as const) {
      await using opened = await openLive(path, embedder)
      times.push(opened.ms)
    }
  }

  const person = plantPerson(axes, seed)
  const labels = new Map(states.map((state) => [state.text, labelsOf(axes, state)]))
  const session = await answer(home, embedder, ({ text }) => person.rate(labels.get(text)!), say)
  await using compute = openWorkerCompute(WORKER)
  const game = await gameRows({ evidence, states, prior, compute, say })
  sayMachine(say)
  return [...session, quantileRow('open', long, { baseline: { name: 'an empty home', values: empty } }), ...game]
}

async function answer(home: string, embedder: Embedder, rate: (card: Card) => Stars, say: (line: string) => void): Promise<readonly Row[]> {
  await using live = await openLive(home, embedder)
  say(`${DECKS} decks of answers …`)
  const tray = await timed(() => live.agent.handlers['today.tray']({}))
  const answering = await answerDecks({ ...live, home, decks: DECKS, rate })
  say(`a line of the journal has ${answering.lineBytes} bytes`)
  return [...answerRows(answering), quantileRow('tray', [tray.ms], { baseline: { name: 'the next card of a deck', values: answering.nexts } })]
}

type Live = AsyncDisposable & Readonly<{ agent: Agent; refitted: () => Promise<unknown>; ms: number }>

/** The agent as the app opens it, with its computing threads; the embedder is open already. */
async function openLive(home: string, embedder: Embedder): Promise<Live> {
  const compute = openWorkerCompute(WORKER)
  let refits: Promise<unknown> = Promise.resolve()
  const refit: Compute['refit'] = (input) => {
    const running = compute.refit(input)
    refits = Promise.allSettled([refits, running])
    return running
  }
  const { result: agent, ms } = await timed(() => openAgent({ home, openStore, embedder, compute: { ...compute, refit } }))
  return {
    agent,
    ms,
    refitted: () => refits,
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]()
      await compute[Symbol.asyncDispose]()
    },
  }
}

const tail = (values: readonly number[]): number => quantile(values, 0.99)

function answerRows({ answers, syncs, nexts }: Answering): readonly Row[] {
  const rounds = roundsOf(answers, syncs)
  return [
    quantileRow('rating.p50', answers, { baseline: { name: 'fsync', values: syncs }, goal: '5 ms above fsync' }),
    quantileRow('rating.p99', answers, { share: 0.99, baseline: { name: 'fsync', values: syncs }, goal: '5 ms above fsync' }),
    roundsRow('rating.above', rounds, (ours, theirs) => tail(ours) - tail(theirs), { unit: 'ms', goal: 5 }),
    quantileRow('next', nexts, { baseline: { name: 'the answer before it', values: answers } }),
  ]
}
