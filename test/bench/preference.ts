import { init } from '../../src/agent/game/belief.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { refit } from '../../src/agent/game/refit.ts'
import type { Options } from './bench.ts'
import { dataFolder, decided, readData } from './data.ts'
import { genericStartSchema, startWithout, withStart } from './generic-start.ts'
import genericStart from './generic-start.json' with { type: 'json' }
import { appPrior, plainItems } from './items.ts'
import { randomOf } from './random.ts'
import { differenceRow, rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { bootstrap, brier, calibrationError, calibrationOf, isCovered, mean } from './statistics.ts'
import type { Said } from './statistics.ts'
import { choiceSubject, choosePeople, voteSubject } from './subject.ts'
import type { Marks, Subject } from './subject.ts'
import { vectorsOf } from './vectors.ts'

const PEOPLE = 250
const COLUMNS = { votes: [0, 5, 10, 20, 50], choices: [0, 5, 10, 20, 40] } as const

/** Goals hold for the folder that they were written for. */
const GOALS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'american-assembly.bowling-green': { 'solo@5': 0.574, 'solo@10': 0.577, 'solo@20': 0.597, 'solo@50': 0.625, 'accuracy@5': 0.586, 'accuracy@10': 0.596, 'accuracy@20': 0.607, 'accuracy@50': 0.636 },
  ukpconvarg1: { 'solo@5': 0.66, 'solo@10': 0.68, 'solo@20': 0.7, 'solo@40': 0.71 },
}

/** What one person's answers came to at one column. */
type Cell = Readonly<{ n: number; solo: Marks; started: Marks; base: Marks; gp: Marks; said: readonly Said[]; saidStarted: readonly Said[]; saidByRate: readonly Said[] }>

const beliefAfter = (subject: Subject, n: number, prior: Prior): Belief => (n === 0 ? init(prior) : refit(subject.evidence.slice(0, n), 0, prior))

function measure(subject: Subject, prior: Prior, started: Prior): readonly Cell[] {
  const base = subject.marks(init(started))
  return subject.columns.map((n) => {
    const solo = beliefAfter(subject, n, prior)
    const both = beliefAfter(subject, n, started)
    return {
      n,
      solo: subject.marks(solo),
      started: subject.marks(both),
      base,
      gp: subject.gp(n),
      said: subject.said(solo),
      saidStarted: subject.said(both),
      saidByRate: subject.baseRate(n),
    }
  })
}

/** Pairwise accuracy on a person's other answers, from the person's own answers alone and with a start learnt from other folders. */
export async function preference({ data: named, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const data = await readData(dataFolder(named, 'polis', 'american-assembly.bowling-green'))
  const prior = await appPrior()
  const others = startWithout(genericStartSchema.parse(genericStart), data.texts)
  say(`start learnt on ${others.map(({ name }) => name).join(', ')}`)
  const started = withStart(prior, others)
  const items = plainItems(await vectorsOf(data.texts, say), prior.kinds.length)
  const columns = COLUMNS[data.form]
  const subjects =
    data.form === 'votes'
      ? choosePeople(decided(data.people), count, columns, seed).map((person) => voteSubject(person, items, columns, seed))
      : choosePeople(data.people.map(({ id, answers }) => ({ id, answers: answers.filter(({ choice }) => choice !== 'equal') })), count, columns, seed).map((person) => choiceSubject(person, items, columns, seed))
  const able = subjects.filter((subject) => subject !== null)
  if (able.length === 0) throw new Error(`Nobody in ${data.folder} has answered enough to be measured.`)
  const cells = able.map((subject, i) => {
    if ((i + 1) % 25 === 0) say(`${i + 1} of ${able.length} people`)
    return measure(subject, prior, started)
  })
  const goals = GOALS[data.folder.split(/[\\/]/).at(-1)!] ?? {}
  return [...columns.flatMap((n) => columnRows(n, cells.flatMap((person) => person.filter((cell) => cell.n === n)), goals)), ...honestyRows(cells, seed)]
}

function columnRows(n: number, cells: readonly Cell[], goals: Readonly<Record<string, number>>): readonly Row[] {
  if (cells.length === 0) return []
  const accuracies = (which: 'solo' | 'started' | 'base' | 'gp'): readonly number[] => cells.map((cell) => cell[which].accuracy)
  const goalOf = (name: string) => (goals[name] === undefined ? {} : { goal: goals[name] })
  const row = (name: string, which: 'solo' | 'started' | 'base', against: 'gp' | 'base' | 'solo', label: string): Row =>
    rowOf(`${name}@${n}`, accuracies(which), { baseline: { name: label, value: mean(accuracies(against)) }, ...goalOf(`${name}@${n}`) })
  const matched = cells.filter((cell) => cell.solo.matched !== null)
  const matchedRows = (name: string, which: 'solo' | 'started'): readonly Row[] =>
    matched.length === 0 ? [] : [rowOf(`${name}@${n}`, matched.map((cell) => cell[which].matched!), { baseline: { name: 'text GP', value: mean(matched.map((cell) => cell.gp.matched!)) } })]
  return [
    row('solo', 'solo', 'gp', 'text GP'),
    ...(n === 0 ? [] : [differenceRow(`solo-gp@${n}`, accuracies('solo'), accuracies('gp'), n >= 10 ? { goal: 'interval above 0' } : {})]),
    row('accuracy', 'started', 'solo', 'solo'),
    row('base', 'base', 'gp', 'text GP'),
    ...(n === 0 ? [] : [differenceRow(`accuracy-base@${n}`, accuracies('started'), accuracies('base'))]),
    ...matchedRows('matched', 'solo'),
    ...matchedRows('matched.start', 'started'),
    // What decides whether the app may start so: proposals are of one style, and there the start has to help.
    ...(matched.length === 0 ? [] : [differenceRow(`matched.start-matched@${n}`, matched.map((cell) => cell.started.matched!), matched.map((cell) => cell.solo.matched!))]),
  ]
}

function errorRow(name: string, people: readonly (readonly Said[])[], more: Partial<Row> = {}): Row {
  const sums = people.map(calibrationOf)
  const [low, high] = bootstrap(sums, calibrationError)
  return { name, value: calibrationError(sums), unit: 'share', low, high, n: sums.length, ...more }
}

/** Calibration of the forecasts after at least one answer, pooled over the columns, with the start and (`.solo`) without. */
function honestyRows(cells: readonly (readonly Cell[])[], seed: number): readonly Row[] {
  const people = cells.map((person) => person.filter(({ n }) => n > 0)).filter((person) => person.length > 0)
  const byRate = people.map((person) => person.flatMap((cell) => cell.saidByRate))
  const rows = (suffix: string, which: 'said' | 'saidStarted'): readonly Row[] => {
    const random = randomOf('spread', seed)
    const said = people.map((person) => person.flatMap((cell) => cell[which]))
    const covered = (share: number): readonly number[] =>
      said.map((person) => mean(person.map(({ chance, came }) => Number(isCovered([1 - chance, chance], Number(came), share, random.uniform())))))
    const ns = [...new Set(people.flatMap((person) => person.map(({ n }) => n)))]
    return [
      rowOf(`brier${suffix}`, said.map(brier), { unit: 'squared', baseline: { name: 'own base rate', value: mean(byRate.map(brier)) } }),
      errorRow(`ece${suffix}`, said, { goal: '≤ .03', baseline: { name: 'own base rate', value: calibrationError(byRate.map(calibrationOf)) } }),
      ...ns.map((n) => errorRow(`ece${suffix}@${n}`, people.flatMap((person) => person.filter((cell) => cell.n === n).map((cell) => cell[which])))),
      rowOf(`coverage80${suffix}`, covered(0.8), { goal: '.80 ± .03' }),
      rowOf(`coverage90${suffix}`, covered(0.9), { goal: '.90 ± .03' }),
    ]
  }
  return [...rows('', 'saidStarted'), ...rows('.solo', 'said')]
}
