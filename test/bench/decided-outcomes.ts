// What a language model adds to what became of answers: the same answers with and without its word, on a sample that ends in minutes.

import { basename } from 'node:path'
import { ask } from '../../src/agent/model/decisions/ask.ts'
import type { Decide } from '../../src/agent/model/decisions/ask.ts'
import { scaled } from '../../src/agent/model/decisions/calibration.ts'
import type { Calibration } from '../../src/agent/model/decisions/calibration.ts'
import { TURNS } from '../../src/agent/model/decisions/questions.ts'
import type { Asked, DecidedTurn } from '../../src/agent/model/decisions/questions.ts'
import { weighed } from '../../src/agent/model/decisions/weigh.ts'
import { sentencesIn } from '../../src/agent/observe/outcomes/conversation.ts'
import type { Said } from '../../src/agent/observe/outcomes/conversation.ts'
import { deciderOf } from '../../src/agent/observe/outcomes/decided.ts'
import type { WantedTurn } from '../../src/agent/observe/outcomes/decided.ts'
import type { Exchange, Heard } from '../../src/agent/observe/outcomes/features.ts'
import type { Head } from '../../src/agent/observe/outcomes/model.ts'
import { fatesOf } from '../../src/agent/observe/outcomes/of-answer.ts'
import type { Options } from './bench.ts'
import { byPerson, logLossOf, macro } from './chat-outcomes.ts'
import type { Told, ToldSet } from './chat-outcomes.ts'
import { calibrationFor, openDecider } from './decider.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { bootstrap, pairwiseAccuracy } from './statistics.ts'

/** Of each set: so many answers, and so long. */
const MOST = 80
const MOST_SECONDS = 90
/** What the question calls it. */
const OPTION: Readonly<Record<Head, DecidedTurn>> = { used: 'used', corrected: 'corrected', undone: 'abandoned' }

/** `wouldAsk`: the cues found something, so that the app would ask; `raw`: the model's own probabilities of `TURNS`. */
type Decided = Told & Readonly<{ wouldAsk: boolean; raw: readonly number[] }>

export async function decidedOutcomes(sets: readonly ToldSet[], { seed, model: file = process.env['TACIT_TEST_MODEL'], say }: Options): Promise<readonly Row[]> {
  if (file === undefined) {
    say('No model was named with --model or in TACIT_TEST_MODEL: what one adds to the cues is not measured.')
    return []
  }
  await using decider = openDecider(file)
  say(`${basename(file)}: tried on our own labelled turns, as the app tries it`)
  const calibration = await calibrationFor(decider.decide, 'turn')
  const { isOn, after, base, gain, heldOut } = calibration
  say(`${isOn ? 'listened to' : 'not listened to, so that "as used" is what it is without'}: right in ${Math.round(100 * after.accuracy)} of 100 labelled turns, ${Math.round(100 * base.accuracy)} by always saying the commonest`)
  const rows: Row[] = [
    { name: 'decider.isOn', value: Number(isOn), unit: 'listened to' },
    { name: 'decider.accuracy', value: after.accuracy, unit: 'share', n: heldOut, baseline: { name: 'base rate', value: base.accuracy } },
    { name: 'decider.gain', value: gain.mean, unit: 'nats over the base rate', low: gain.mean - 2 * gain.error, high: gain.mean + 2 * gain.error, n: heldOut, goal: '≥ .05, or off' },
  ]
  for (const set of sets) rows.push(...rowsOf(set, await askOf(decider.decide, set, seed, say), calibration))
  return rows
}

async function askOf(decide: Decide, { label, head, told }: ToldSet, seed: number, say: (line: string) => void): Promise<readonly Decided[]> {
  const sample = randomOf('decided outcomes', label, seed).shuffled(told.filter(({ exchange }) => exchange.next !== null && exchange.next.text.trim() !== '')).slice(0, MOST)
  const decided: Decided[] = []
  const end = performance.now() + 1000 * MOST_SECONDS
  for (const each of sample) {
    if (performance.now() > end) break
    const wanted = wantedOf(each.exchange)
    decided.push({ ...each, wouldAsk: wanted !== null, raw: await ask(decide, wanted ?? wholeTurn(each.exchange), { priority: 'background' }) })
  }
  say(`${label}: ${decided.length} of ${told.length} answers asked about; of ${decided.filter(({ wouldAsk }) => wouldAsk).length} the cues find something that "${OPTION[head]}" is weighed with`)
  return decided
}

const saidBy = (by: Said['by'], heard: Heard): Said => ({ by, turn: 0, heard, sentences: by === 'person' ? sentencesIn({ id: '', text: heard.text }) : [], passageIds: [], marks: new Set() })

/** The first question that the app itself would ask of this answer; null where the cues find nothing to ask about. */
function wantedOf({ request, answer, next }: Exchange): Asked | null {
  const answered = { request: saidBy('person', request), answer: saidBy('assistant', answer), next: next && saidBy('person', next) }
  const wanted: WantedTurn[] = []
  fatesOf(answered, deciderOf(answered, {}, wanted))
  return wanted[0]?.asked ?? null
}

const wholeTurn = ({ request, answer, next }: Exchange): Asked => ({ name: 'turn', request: request.text, answer: answer.text, said: next!.text })

function rowsOf({ label, head }: ToldSet, decided: readonly Decided[], calibration: Calibration): readonly Row[] {
  const option = TURNS.indexOf(OPTION[head])
  const said = (each: Decided, chance: number) => ({ ...each, chance, said: chance >= each.threshold })
  const listening = decided.map((each) => said(each, each.wouldAsk ? weighed(each.chance, scaled(calibration, each.raw)[option]!, TURNS.length) : each.chance))
  const asUsed = calibration.isOn ? listening : decided
  const alone = decided.map((each) => ({ ...each, chance: each.raw[option]!, said: each.raw.every((p) => p <= each.raw[option]!) }))
  const row = (name: string, some: readonly Told[], unit: string, measure: (told: readonly Told[]) => number): Row => {
    const [low, high] = bootstrap(byPerson(some), (drawn) => measure(drawn.flat()))
    return { name: `${label}.${name}`, value: measure(some), unit, low, high, n: some.length, baseline: { name: 'without a model', value: measure(decided) } }
  }
  return ([['decider', asUsed], ['decider.anyway', listening], ['decider.alone', alone]] as const).flatMap(([name, some]) => [
    row(`${name}.macroF1`, some, 'F1', macro),
    row(`${name}.logLoss`, some, 'nats', logLossOf),
    row(`${name}.ranking`, some, 'share of pairs', rankingOf),
  ])
}

/** How often what came so is held likelier than what did not; a half is chance, whatever the threshold. */
const rankingOf = (told: readonly Told[]): number => pairwiseAccuracy(told.flatMap(({ came, chance }) => (came ? [chance] : [])), told.flatMap(({ came, chance }) => (came ? [] : [chance]))) ?? Number.NaN
