// What a language model adds to what became of answers: the same answers with and without its word, on a sample that ends in minutes.

import { basename } from 'node:path'
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
import { openKeptAnswers } from './kept-answers.ts'
import type { KeptAnswers } from './kept-answers.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { bootstrap, pairwiseAccuracy } from './statistics.ts'

/** Of each set. */
const MOST = 80
/** For all that the model is asked anew: a third for trying it, the rest for the sets in equal parts. What it was asked in an earlier run costs nothing. */
const MOST_SECONDS = 120
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
  const answers = await openKeptAnswers(file, decider.decide)
  const end = performance.now() + 1000 * MOST_SECONDS
  say(`${basename(file)}: tried on our own labelled turns, as the app tries it`)
  const calibration = await calibrationFor(answers, 'turn', until(end - (2000 / 3) * MOST_SECONDS))
  const { isOn, after, base, gain, fitted, heldOut } = calibration
  say(`${isOn ? 'listened to' : 'not listened to, so that "as used" is what it is without'}: right in ${Math.round(100 * after.accuracy)} of 100 labelled turns, ${Math.round(100 * base.accuracy)} by always saying the commonest (${fitted} to fit it, ${heldOut} held out)`)
  const rows: Row[] = [
    { name: 'decider.isOn', value: Number(isOn), unit: 'listened to', n: heldOut },
    { name: 'decider.accuracy', value: after.accuracy, unit: 'share', n: heldOut, baseline: { name: 'base rate', value: base.accuracy } },
    { name: 'decider.gain', value: gain.mean, unit: 'nats over the base rate', low: gain.mean - 2 * gain.error, high: gain.mean + 2 * gain.error, n: heldOut, goal: '≥ .05, or off' },
  ]
  for (const [index, set] of sets.entries()) {
    const share = Math.max(0, end - performance.now()) / (sets.length - index)
    rows.push(...rowsOf(set, await askOf(answers, set, seed, until(performance.now() + share), say), calibration))
  }
  return rows
}

const until = (end: number) => (): boolean => performance.now() > end

async function askOf(answers: KeptAnswers, { label, head, told }: ToldSet, seed: number, isOver: () => boolean, say: (line: string) => void): Promise<readonly Decided[]> {
  const askable = told.filter(({ exchange }) => exchange.next !== null && exchange.next.text.trim() !== '')
  const sample = randomOf('decided outcomes', label, seed).shuffled(askable).slice(0, MOST)
  const decided: Decided[] = []
  for (const each of sample) {
    const wanted = wantedOf(each.exchange)
    const asked = wanted ?? wholeTurn(each.exchange)
    if (isOver() && !answers.has(asked)) break
    decided.push({ ...each, wouldAsk: wanted !== null, raw: await answers.of(asked) })
  }
  const isCut = decided.length < sample.length ? ` of the ${sample.length} drawn, for want of time (the next run goes on)` : ''
  say(`${label}: asked about ${decided.length}${isCut} of ${told.length} answers; of ${decided.filter(({ wouldAsk }) => wouldAsk).length} the cues find something that "${OPTION[head]}" is weighed with`)
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
  if (decided.length === 0) return []
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
