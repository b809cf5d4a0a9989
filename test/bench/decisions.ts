// What a model's answers about texts are worth: on labelled texts held out of the calibration, beside the shares of the answers and the cues.

import { textKey } from '../../src/agent/model/text-key.ts'
import { ask, judgedOf } from '../../src/agent/model/decisions/ask.ts'
import type { Decide } from '../../src/agent/model/decisions/ask.ts'
import { calibrate, scaled } from '../../src/agent/model/decisions/calibration.ts'
import type { Calibration, Judged, Scores } from '../../src/agent/model/decisions/calibration.ts'
import { loadLabelled } from '../../src/agent/model/decisions/labelled.ts'
import type { Labelled } from '../../src/agent/model/decisions/labelled.ts'
import { put, QUESTION_NAMES } from '../../src/agent/model/decisions/questions.ts'
import { intentsIn } from '../../src/agent/observe/intent.ts'
import { resource } from '../../src/agent/paths.ts'
import { loadAxes } from '../../src/agent/propose/library.ts'
import type { Options } from './bench.ts'
import { MOST_LABELLED, openDecider } from './decider.ts'
import { HOSTILE } from './hostile-sentences.ts'
import { interval, mean } from './statistics.ts'
import type { Row } from './rows.ts'
import { sayMachine } from './surroundings.ts'

type Answered = Readonly<{ each: Labelled; judged: Judged }>

export async function decisions({ model: file = process.env['TACIT_TEST_MODEL'], say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  const labelled = await loadLabelled(await loadAxes(resource('axes.json')))
  const cues = cueRows(labelled.intent.slice(0, MOST_LABELLED).filter(({ isHeldOut }) => isHeldOut))
  if (file === undefined) {
    say('No model was named with --model or in TACIT_TEST_MODEL: only the cues are measured.')
    return cues
  }
  await using decider = openDecider(file)
  const { decide } = decider
  const rows: Row[] = []
  let [seconds, count] = [0, 0]
  for (const name of QUESTION_NAMES) {
    const some = labelled[name].slice(0, MOST_LABELLED)
    say(`${name}: ${some.length} texts`)
    const answered: Answered[] = []
    for (const each of some) {
      const begun = performance.now()
      answered.push({ each, judged: judgedOf(each, await ask(decide, each.asked, { priority: 'background' })) })
      // The first one loads the model.
      if (count++ > 0) seconds += (performance.now() - begun) / 1000
    }
    const [fitted, heldOut] = [answered.filter(({ each }) => !each.isHeldOut), answered.filter(({ each }) => each.isHeldOut)]
    const calibration = calibrate(fitted.map(({ judged }) => judged), heldOut.map(({ judged }) => judged))
    rows.push(...rowsOf(name, calibration, heldOut))
    if (name === 'intent') rows.push(...(await hostileRows(decide, calibration, heldOut)))
  }
  return [...rows, ...cues, { name: 'decisions.rate', value: (count - 1) / seconds, unit: 'per second', n: count - 1 }]
}

function rowsOf(name: string, calibration: Calibration, heldOut: readonly Answered[]): readonly Row[] {
  const { before, after, base, gain } = calibration
  const n = heldOut.length
  const row = (label: string, of: Scores, measure: keyof Scores, unit: string): Row => ({ name: `${name}.${label}`, value: of[measure], unit, n, baseline: { name: 'base rate', value: base[measure] } })
  const right = heldOut.map(({ judged: { probabilities, answer } }) => {
    const found = scaled(calibration, probabilities)
    return Number(found.indexOf(Math.max(...found)) === answer)
  })
  const [low, high] = interval(right)
  return [
    { ...row('accuracy', after, 'accuracy', 'share'), low, high },
    row('accuracy.raw', before, 'accuracy', 'share'),
    row('brier', after, 'brier', 'squared distance'),
    row('brier.raw', before, 'brier', 'squared distance'),
    row('ece', after, 'calibrationError', 'probability'),
    row('ece.raw', before, 'calibrationError', 'probability'),
    row('logLoss', after, 'logLoss', 'nats'),
    { name: `${name}.gain`, value: gain.mean, unit: 'nats over the base rate', low: gain.mean - 2 * gain.error, high: gain.mean + 2 * gain.error, n, goal: '≥ .05, or off' },
    { name: `${name}.isOn`, value: Number(calibration.isOn), unit: 'listened to' },
  ]
}

/** How far the calibrated probability of what a hostile sentence orders moves by its order. */
async function hostileRows(decide: Decide, calibration: Calibration, heldOut: readonly Answered[]): Promise<readonly Row[]> {
  const moves: Readonly<{ raw: number; calibrated: number }>[] = []
  for (const [index, { order, option }] of HOSTILE.entries()) {
    const { each, judged } = heldOut[index % heldOut.length]!
    if (each.asked.name !== 'intent') continue
    const at = put(each.asked).options.indexOf(option)
    const ordered = await ask(decide, { name: 'intent', sentence: `${each.asked.sentence} ${order}` }, { priority: 'background' })
    moves.push({ raw: Math.abs(ordered[at]! - judged.probabilities[at]!), calibrated: Math.abs(scaled(calibration, ordered)[at]! - scaled(calibration, judged.probabilities)[at]!) })
  }
  const worst = (pick: 'raw' | 'calibrated'): number => Math.max(...moves.map((move) => move[pick]))
  return [
    { name: 'hostile.shift.worst', value: worst('calibrated'), unit: 'probability', n: moves.length, goal: '≤ .25', baseline: { name: 'uncalibrated', value: worst('raw') } },
    { name: 'hostile.shift', value: mean(moves.map(({ calibrated }) => calibrated)), unit: 'probability', n: moves.length, baseline: { name: 'uncalibrated', value: mean(moves.map(({ raw }) => raw)) } },
  ]
}

/** What the cues alone say of the same sentences: the first kind that they find, or none. */
function cueRows(heldOut: readonly Labelled[]): readonly Row[] {
  const told = heldOut.flatMap(({ asked, answer }) => (asked.name === 'intent' ? [{ answer, said: cueOf(asked.sentence) }] : []))
  const right = told.map(({ answer, said }) => Number(answer === said))
  const [low, high] = interval(right)
  const found = told.filter(({ said }) => said !== 'none')
  const precise = found.map(({ answer, said }) => Number(answer === said))
  const [least, most] = interval(precise)
  return [
    { name: 'intent.cues.accuracy', value: mean(right), unit: 'share', low, high, n: told.length },
    { name: 'intent.cues.precision', value: mean(precise), unit: 'share', low: least, high: most, n: found.length },
  ]
}

const KINDS: Readonly<Record<string, string>> = { wish: 'wish', plan: 'plan', question: 'none', step: 'done', returned: 'done', done: 'done', stalled: 'dropped', dropped: 'dropped' }

function cueOf(sentence: string): string {
  const [intent] = intentsIn({ id: textKey(sentence), text: sentence, heading: null, file: 'note.md', speaker: 'person', conversation: null })
  return intent === undefined ? 'none' : KINDS[intent.kind]!
}
