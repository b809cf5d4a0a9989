// One person's history continued by that of the person who differs most: how much of what a reset at the right moment would
// gain is recovered by asking "has this changed for you?", and how often that is asked when nothing has changed.

import { init, update } from '../../src/agent/game/belief.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import { dueQuestions } from '../../src/agent/game/change.ts'
import type { ChangeAnswer } from '../../src/agent/game/change.ts'
import { score } from '../../src/agent/game/predict.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { refit, settle } from '../../src/agent/game/refit.ts'
import type { Evidence } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { crowdAxes } from './crowd-space.ts'
import { dataFolder, decided, readVotes } from './data.ts'
import type { Person, Vote } from './data.ts'
import { appPrior, plainItems } from './items.ts'
import { randomOf } from './random.ts'
import { rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { bootstrap, mean, pairwiseAccuracy } from './statistics.ts'
import type { Items } from './subject.ts'
import { vectorsOf } from './vectors.ts'

const PEOPLE = 60
/** Votes before the change, and after it. */
const BEFORE = 50
const COLUMNS = [5, 10, 20] as const
const AFTER = COLUMNS[COLUMNS.length - 1]!
const ASKED = 20
/** Votes that two people need in common to be compared. */
const COMMON = 15
/** How long a history without a change is followed. */
const STEADY = 150
/** The conversation is one matter. */
const TOPIC = 'conversation'

const agrees = ({ verdict }: Vote): boolean => verdict === 'agree'

const rowsOf = (votes: readonly Vote[], items: Items, from: number): readonly Evidence[] =>
  votes.map((vote, i) => ({ id: from + i, at: from + i, topic: TOPIC, channel: 'accept', item: items.get(vote.text)!, accepted: agrees(vote) }))

function accuracyOf(belief: Belief, asked: readonly Vote[], items: Items): number | null {
  const scores = score(belief, asked.map(({ text }) => items.get(text)!)).mean
  const of = (wanted: boolean): readonly number[] => asked.flatMap((vote, i) => (agrees(vote) === wanted ? [scores[i]!] : []))
  return pairwiseAccuracy(of(true), of(false))
}

type History = Readonly<{ answers: readonly ChangeAnswer[]; belief: Belief }>

/** One more row; where a question is due it is asked at once, answered "yes", and the belief is made anew. */
function hear({ answers, belief }: History, rows: readonly Evidence[], prior: Prior): History {
  const row = rows.at(-1)!
  const next = update(belief, row)
  const question = dueQuestions(next.tests).find(({ topic }) => topic === TOPIC)
  if (question === undefined) return { answers, belief: next }
  const all = [...answers, { topic: TOPIC, at: row.at, since: question.since, answer: 'yes' } as const]
  return { answers: all, belief: refit(rows, row.at, prior, all) }
}

type Recovery = Readonly<{ none: number; asked: number; reset: number }>

/** Accuracy on the second person's other votes, at each column. Null where those hold one verdict only. */
function splice(first: Person<Vote>, after: Person<Vote>, items: Items, prior: Prior, seed: number): Readonly<{ at: readonly Recovery[]; questions: number }> | null {
  const before = randomOf('before', first.id, seed).shuffled(first.answers).slice(0, BEFORE)
  const order = randomOf('after', after.id, seed).shuffled(after.answers)
  const [fresh, asked] = [order.slice(0, AFTER), order.slice(AFTER)]
  const rows = [...rowsOf(before, items, 1), ...rowsOf(fresh, items, before.length + 1)]
  let history: History = { answers: [], belief: refit(rows.slice(0, before.length), 0, prior) }
  const at: Recovery[] = []
  for (let n = 1; n <= fresh.length; n += 1) {
    const heard = rows.slice(0, before.length + n)
    history = hear(history, heard, prior)
    if (!(COLUMNS as readonly number[]).includes(n)) continue
    const now = heard.at(-1)!.at
    const made = { none: refit(heard, now, prior), asked: refit(heard, now, prior, history.answers), reset: refit(heard.slice(before.length), now, prior) }
    const [none, ours, reset] = [made.none, made.asked, made.reset].map((belief) => accuracyOf(belief, asked, items))
    if (none === null || ours === null || reset === null || none === undefined || ours === undefined || reset === undefined) return null
    at.push({ none, asked: ours, reset })
  }
  return { at, questions: history.answers.length }
}

type Steady = Readonly<{ ratings: number; questions: number; cost: number; costIfYes: number }>

/** A person who does not change: what false questions cost where they are answered truthfully, and where all are answered "yes". */
function keep(person: Person<Vote>, items: Items, prior: Prior, seed: number): Steady | null {
  const order = randomOf('steady', person.id, seed).shuffled(person.answers)
  const own = order.slice(0, Math.min(STEADY, order.length - ASKED))
  const asked = order.slice(own.length)
  const rows = rowsOf(own, items, 1)
  const questions: Omit<ChangeAnswer, 'answer'>[] = []
  let belief = init(prior)
  for (const row of rows) {
    belief = update(belief, row)
    const question = dueQuestions(belief.tests).find(({ topic }) => topic === TOPIC)
    if (question === undefined) continue
    questions.push({ topic: TOPIC, at: row.at, since: question.since })
    belief = settle(belief, TOPIC)
  }
  const answered = (answer: ChangeAnswer['answer']): number | null =>
    accuracyOf(refit(rows, rows.at(-1)!.at, prior, questions.map((question) => ({ ...question, answer }))), asked, items)
  const undisturbed = accuracyOf(refit(rows, rows.at(-1)!.at, prior), asked, items)
  const [truthful, fooled] = questions.length === 0 ? [undisturbed, undisturbed] : [answered('no'), answered('yes')]
  if (undisturbed === null || truthful === null || fooled === null) return null
  return { ratings: rows.length, questions: questions.length, cost: undisturbed - truthful, costIfYes: undisturbed - fooled }
}

type Splice = Readonly<{ before: Person<Vote>; after: Person<Vote> }>

/** Each person with the one who votes most differently on what both voted on; nobody is taken twice. */
function pairUp(people: readonly Person<Vote>[]): readonly Splice[] {
  const taken = new Set<string>()
  return people.flatMap((before) => {
    const votes = new Map(before.answers.map((vote) => [vote.text, agrees(vote)]))
    let [after, least]: [Person<Vote> | null, number] = [null, 1]
    for (const other of people) {
      if (other === before || taken.has(other.id)) continue
      const common = other.answers.filter(({ text }) => votes.has(text))
      if (common.length < COMMON) continue
      const alike = mean(common.map((vote) => Number(votes.get(vote.text) === agrees(vote))))
      if (alike < least) [after, least] = [other, alike]
    }
    if (after === null) return []
    taken.add(after.id)
    return [{ before, after }]
  })
}

export async function change({ data: named, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const data = await readVotes(dataFolder(named, 'polis', 'american-assembly.bowling-green'))
  const prior = await appPrior()
  const all = decided(data.people)
  const able = randomOf('people', seed).shuffled(all.filter(({ answers }) => answers.length >= BEFORE + ASKED))
  const followed = able.slice(0, count)
  if (followed.length < 2) throw new Error(`Fewer than two people in ${data.folder} have ${BEFORE + ASKED} votes that decide; the bench of change needs more.`)
  const pairs = pairUp(followed)
  const inUse = new Set(followed.map(({ id }) => id))
  const crowd = all.filter(({ id }) => !inUse.has(id))
  const plain = plainItems(await vectorsOf(data.texts, say), prior.kinds.length)
  const places = crowdAxes(data.texts, crowd, prior.kinds.length)
  const spaces = [
    { suffix: '', items: plain },
    { suffix: '.crowd', items: new Map(Array.from(plain, ([text, item]) => [text, { ...item, axes: places.get(text)! }])) },
  ]
  return spaces.flatMap(({ suffix, items }) => {
    say(`texts as ${suffix === '' ? 'their vectors' : 'a crowd votes on them'}`)
    const spliced = pairs.flatMap(({ before, after }) => splice(before, after, items, prior, seed) ?? [])
    const steady = followed.flatMap((person) => keep(person, items, prior, seed) ?? [])
    return spaceRows(suffix, spliced, steady)
  })
}

const perRating = (people: readonly Steady[]): number =>
  people.reduce((sum, { questions }) => sum + questions, 0) / people.reduce((sum, { ratings }) => sum + ratings, 0)

function spread<T>(name: string, people: readonly T[], measure: (drawn: readonly T[]) => number, more: Partial<Row>): Row {
  const [low, high] = bootstrap(people, measure)
  return { name, value: measure(people), unit: 'share', low, high, n: people.length, ...more }
}

function shareOf(recoveries: readonly Recovery[]): number {
  const of = (which: keyof Recovery): number => mean(recoveries.map((recovery) => recovery[which]))
  return (of('asked') - of('none')) / (of('reset') - of('none'))
}

function spaceRows(suffix: string, spliced: readonly NonNullable<ReturnType<typeof splice>>[], steady: readonly Steady[]): readonly Row[] {
  const goals = ['≥ .4', '≥ .5', '≥ .6']
  const recovered = COLUMNS.flatMap((n, column): readonly Row[] => {
    const recoveries = spliced.map(({ at }) => at[column]!)
    const of = (which: keyof Recovery): readonly number[] => recoveries.map((recovery) => recovery[which])
    return [
      spread(`recovered${suffix}@${n}`, recoveries, shareOf, { unit: "share of the reset's gain", goal: goals[column]! }),
      rowOf(`accuracy${suffix}@${n}`, of('asked'), { baseline: { name: 'no question', value: mean(of('none')) } }),
      rowOf(`reset${suffix}@${n}`, of('reset'), { baseline: { name: 'no question', value: mean(of('none')) } }),
    ]
  })
  return [
    ...recovered,
    rowOf(`asked${suffix}@${AFTER}`, spliced.map(({ questions }) => Number(questions > 0)), { unit: 'share of people asked' }),
    spread(`false${suffix}`, steady, perRating, { unit: 'questions per rating', goal: '≤ .005' }),
    rowOf(`cost${suffix}`, steady.map(({ cost }) => cost), { goal: '≤ .003' }),
    rowOf(`cost.yes${suffix}`, steady.map(({ costIfYes }) => costIfYes)),
  ]
}
