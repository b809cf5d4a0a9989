// Has this changed for you? Per topic, a running likelihood ratio of "the person now wants more, less, or the opposite of this"
// against the belief (CUSUM; Page 1954). If the belief is right, a false question comes less than once in THRESHOLD ratings (Lorden 1971).

export const WAYS = ['more', 'less', 'opposite'] as const
export type Way = (typeof WAYS)[number]

/** The log-likelihood ratio of one way of change and the row at which its present run began. */
export type Run = Readonly<{ log: number; since: number | null }>
export type TopicTest = Readonly<Record<Way, Run>>
export type Tests = Readonly<Record<string, TopicTest>>

/** Odds at which the question is due; the three ways share the false alarms. */
export const THRESHOLD = 200
const DUE = Math.log(THRESHOLD * WAYS.length)
/** How far a level is taken to have moved, in points. */
const SHIFT = 1

const started: Run = { log: 0, since: null }
const newTest: TopicTest = { more: started, less: started, opposite: started }

/** A rating whose log-probability is `logOf` the predicted mean; `level` is the usual reward, around which "opposite" turns the belief. */
export type Rated = Readonly<{ id: number; topic: string; mean: number; level: number; logOf: (mean: number) => number }>

/** The tests after one more rating. */
export const testRating = (tests: Tests, rated: Rated): Tests => {
  const { id, topic, mean, level, logOf } = rated
  const now = logOf(mean)
  const centres: Record<Way, number> = { more: mean + SHIFT, less: mean - SHIFT, opposite: 2 * level - mean }
  const test = tests[topic] ?? newTest
  const step = (way: Way): Run => {
    const log = test[way].log + logOf(centres[way]) - now
    return log > 0 ? { log, since: test[way].since ?? id } : started
  }
  return { ...tests, [topic]: { more: step('more'), less: step('less'), opposite: step('opposite') } }
}

/** A topic that seems to have changed: ask once, with three answers. */
export type ChangeQuestion = Readonly<{ topic: string; way: Way; odds: number; since: number }>

export const dueQuestions = (tests: Tests): readonly ChangeQuestion[] =>
  Object.entries(tests).flatMap(([topic, test]) => {
    const way = WAYS.reduce((best, other) => (test[other].log > test[best].log ? other : best))
    const { log, since } = test[way]
    return log >= DUE && since !== null ? [{ topic, way, odds: Math.exp(log) / WAYS.length, since }] : []
  })

/** What the person said when asked: rows of the topic before `since` weigh less, the ones after were a mood, or nothing. */
export type ChangeAnswer = Readonly<{ topic: string; at: number; since: number; answer: 'yes' | 'lately' | 'no' }>

export const OLD_WEIGHT = 0.1

/** A question that was answered starts its test again. */
export const restart = (tests: Tests, topic: string): Tests => ({ ...tests, [topic]: newTest })
