// One person of a data set, as a task: evidence in the order in which it is learnt, and questions about the rest.

import type { Belief } from '../../src/agent/game/belief.ts'
import { cues } from '../../src/agent/game/cues.ts'
import { forecastAccept, forecastPair, score } from '../../src/agent/game/predict.ts'
import type { Evidence, Item } from '../../src/agent/game/types.ts'
import type { Choice, Person, Vote } from './data.ts'
import { gpMeans, TEXT_KERNEL } from './gaussian-process.ts'
import { randomOf } from './random.ts'
import { mean, pairwiseAccuracy } from './statistics.ts'
import type { Said } from './statistics.ts'

/** How well scores tell a person's other answers: over all pairs, and over pairs of like style (null where there is none). */
export type Marks = Readonly<{ accuracy: number; matched: number | null }>

export type Subject = Readonly<{
  id: string
  evidence: readonly Evidence[]
  /** The columns that this person fills. */
  columns: readonly number[]
  marks: (belief: Belief) => Marks
  said: (belief: Belief) => readonly Said[]
  /** The same of the plain Gaussian process after n answers. */
  gp: (n: number) => Marks
  /** How often the answer counted as "came" was given among the first n, as a forecast of each question. */
  baseRate: (n: number) => readonly Said[]
}>

export type Items = ReadonlyMap<string, Item>

/** Questions that a column leaves at least. */
const ASKED = 10
/** Questions asked of a person at most: a few people answer thousands. */
const MOST_ASKED = 300

/** Styles are alike where no cue differs by more than half a standard deviation. */
const isLike = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => Math.abs(value - b[i]!) <= 0.5)

type Half<Answer> = Readonly<{ own: readonly Answer[]; asked: readonly Answer[]; columns: readonly number[] }>

/** A person's answers in random order: those to learn from and those to be asked, the same ones for every column. */
function halve<Answer>(person: Person<Answer>, columns: readonly number[], seed: number): Half<Answer> {
  const order = randomOf('answers', person.id, seed).shuffled(person.answers)
  const filled = columns.filter((n) => n + ASKED <= order.length)
  const most = filled.at(-1) ?? 0
  return { own: order.slice(0, most), asked: order.slice(most, most + MOST_ASKED), columns: filled }
}

const agrees = ({ verdict }: Vote): boolean => verdict === 'agree'

const laplace = (good: number, n: number): number => (good + 1) / (n + 2)

/** Votes without passes: agreeing is read as accepting, a verdict of two answers at the person's own base rate. Null without both verdicts among the questions. */
export function voteSubject(person: Person<Vote>, items: Items, columns: readonly number[], seed: number): Subject | null {
  const { own, asked, columns: filled } = halve(person, columns, seed)
  const good = asked.filter(agrees)
  const bad = asked.filter((vote) => !agrees(vote))
  if (filled.length === 0 || good.length === 0 || bad.length === 0) return null
  const questions = asked.map(({ text }) => items.get(text)!)
  const styles = new Map(asked.map(({ text }) => [text, cues(text)]))

  const marks = (scores: ArrayLike<number>): Marks => {
    const of = new Map(asked.map(({ text }, i) => [text, scores[i]!]))
    const wins = good.flatMap((x) => bad.filter((y) => isLike(styles.get(x.text)!, styles.get(y.text)!)).map((y) => (1 + Math.sign(of.get(x.text)! - of.get(y.text)!)) / 2))
    return {
      accuracy: pairwiseAccuracy(good.map(({ text }) => of.get(text)!), bad.map(({ text }) => of.get(text)!))!,
      matched: wins.length === 0 ? null : mean(wins),
    }
  }

  return {
    id: person.id,
    columns: filled,
    evidence: own.map((vote, i) => ({ id: i + 1, at: 0, topic: null, channel: 'accept', item: items.get(vote.text)!, accepted: agrees(vote) })),
    marks: (belief) => marks(score(belief, questions).mean),
    said: (belief) => questions.map((item, i) => ({ chance: forecastAccept(belief, item), came: agrees(asked[i]!) })),
    gp: (n) => {
      const rated = own.slice(0, n).map((vote) => ({ of: [{ vector: items.get(vote.text)!.vector, sign: 1 }], value: agrees(vote) ? 1 : -1 }))
      return marks(gpMeans(TEXT_KERNEL, rated, questions.map(({ vector }) => [{ vector, sign: 1 }])))
    },
    baseRate: (n) => {
      const chance = laplace(own.slice(0, n).filter(agrees).length, n)
      return asked.map((vote) => ({ chance, came: agrees(vote) }))
    },
  }
}

/** Choices between two texts; answers of "equal" are left out, of what is learnt and of what is asked. */
export function choiceSubject(person: Person<Choice>, items: Items, columns: readonly number[], seed: number): Subject | null {
  const decided = { id: person.id, answers: person.answers.filter(({ choice }) => choice !== 'equal') }
  const { own, asked, columns: filled } = halve(decided, columns, seed)
  if (filled.length === 0) return null
  const questions = asked.flatMap(({ first, second }) => [items.get(first)!, items.get(second)!])
  const likes = asked.map(({ first, second }) => isLike(cues(first), cues(second)))

  const marks = (scores: ArrayLike<number>): Marks => {
    const wins = asked.map(({ choice }, i) => (1 + Math.sign(scores[2 * i]! - scores[2 * i + 1]!) * (choice === 'first' ? 1 : -1)) / 2)
    const matched = wins.filter((_, i) => likes[i])
    return { accuracy: mean(wins), matched: matched.length === 0 ? null : mean(matched) }
  }
  const difference = ({ first, second }: Choice) => [{ vector: items.get(first)!.vector, sign: 1 }, { vector: items.get(second)!.vector, sign: -1 }]

  return {
    id: person.id,
    columns: filled,
    evidence: own.map(({ first, second, choice }, i) => ({ id: i + 1, at: 0, topic: null, channel: 'pair', first: items.get(first)!, second: items.get(second)!, choice })),
    marks: (belief) => marks(score(belief, questions).mean),
    said: (belief) =>
      asked.map(({ choice }, i) => {
        const { first, second } = forecastPair(belief, questions[2 * i]!, questions[2 * i + 1]!)
        return { chance: first / (first + second), came: choice === 'first' }
      }),
    gp: (n) => {
      const rated = own.slice(0, n).map((choice) => ({ of: difference(choice), value: choice.choice === 'first' ? 1 : -1 }))
      return marks(gpMeans({ ...TEXT_KERNEL, mean: 0, bias: 0 }, rated, asked.map(difference)).flatMap((value) => [value, 0]))
    },
    baseRate: () => asked.map(({ choice }) => ({ chance: 0.5, came: choice === 'first' })),
  }
}

/** So many people in a fixed random order, those who fill every column before those who do not. */
export function choosePeople<Answer>(people: readonly Person<Answer>[], count: number, columns: readonly number[], seed: number): readonly Person<Answer>[] {
  const order = randomOf('people', seed).shuffled(people.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  const reach = ({ answers }: Person<Answer>): number => columns.filter((n) => n + ASKED <= answers.length).length
  const first = order.filter((person) => reach(person) === columns.length)
  const rest = order.filter((person) => reach(person) > 0 && reach(person) < columns.length).toSorted((a, b) => reach(b) - reach(a))
  return [...first, ...rest].slice(0, count)
}
