// Has this changed for you? Per topic, what was rated is weighed under "the person now wants more, less, or the opposite of this" against
// the belief, for every row at which that may have begun (Shiryaev 1963, Roberts 1966). If the belief is right, a false question comes
// less than once in THRESHOLD ratings: the sum of the ratios less their number is then a fair bet (Pollak 1987).

export const WAYS = ['more', 'less', 'opposite'] as const
export type Way = (typeof WAYS)[number]

/** One way of change: `odds`, the likelihood ratios summed over the rows where it may have begun; `run` (a logarithm) and `since`, the best of them. */
export type Run = Readonly<{ odds: number; run: number; since: number | null }>
export type TopicTest = Readonly<Record<Way, Run>>
export type Tests = Readonly<Record<string, TopicTest>>

/** Odds at which the question is due. Real votes reach it by chance about once in 240 (measured): the forecasts are a little timid. */
export const THRESHOLD = 100
/** How far a level is taken to have moved, in points. */
const SHIFT = 1
/** A question that nobody answers grows no surer than this. */
const MOST = 1e9

const started: Run = { odds: 0, run: 0, since: null }
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
    const ratio = logOf(centres[way]) - now
    const { odds, run, since } = test[way]
    const best = run + ratio
    return { odds: Math.min(MOST, (1 + odds) * Math.exp(ratio)), ...(best > 0 ? { run: best, since: since ?? id } : { run: 0, since: null }) }
  }
  return { ...tests, [topic]: { more: step('more'), less: step('less'), opposite: step('opposite') } }
}

/** A topic that seems to have changed: ask once, with three answers. */
export type ChangeQuestion = Readonly<{ topic: string; way: Way; odds: number; since: number }>

/** The ways are as likely beforehand, so that their mean counts; the one that explains most since some row names that row. */
export const dueQuestions = (tests: Tests): readonly ChangeQuestion[] =>
  Object.entries(tests).flatMap(([topic, test]) => {
    const odds = WAYS.reduce((sum, way) => sum + test[way].odds, 0) / WAYS.length
    const way = WAYS.reduce((best, other) => (test[other].run > test[best].run ? other : best))
    const { since } = test[way]
    return odds >= THRESHOLD && since !== null ? [{ topic, way, odds, since }] : []
  })

/** What the person said when asked: rows of the topic before `since` weigh less, the ones after were a mood, or nothing. */
export type ChangeAnswer = Readonly<{ topic: string; at: number; since: number; answer: 'yes' | 'lately' | 'no' }>

export const OLD_WEIGHT = 0.1

/** A question that was answered starts its test again. */
export const restart = (tests: Tests, topic: string): Tests => ({ ...tests, [topic]: newTest })
