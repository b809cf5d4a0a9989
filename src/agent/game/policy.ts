// Wait, ask or propose. Doing nothing is worth 0; everything else is worth the endorsed reward that it is expected to bring, plus
// what it would teach over the proposals to come, less what an interruption costs. No term rewards being opened or looked at.

import { appraise } from './appraise.ts'
import type { Belief } from './belief.ts'
import { budgetOf, NEEDED } from './budget.ts'
import type { Budget, Limits, Spoken } from './budget.ts'
import { startSlate } from './dpp.ts'
import type { Spread } from './dpp.ts'
import { cholesky, rowStart } from './linear.ts'
import { predict, ratingsOf, score, skill } from './predict.ts'
import { drawNormal, seeded } from './random.ts'
import type { Random } from './random.ts'
import type { Item } from './types.ts'

type Named = Readonly<{
  id: string
  topic: string | null
  /** Id of a principle that forbids it. */
  principle?: string
  /** Points that a strong preference of the person's takes off its worth. */
  against?: number
}>
export type Candidate =
  | (Named & Readonly<{ kind: 'state'; item: Item }>)
  | (Named & Readonly<{ kind: 'pair'; item: Item; other: Item }>)
  /** `doubt`: how probable it is that what was said does not hold, where it is no topic's test that says so. */
  | (Named & Readonly<{ kind: 'change'; topic: string; doubt?: number }>)

/** `moment`: not now; `unsure`: the chance is below the threshold, or fewer ratings than needed; `alike`: too like an earlier one. */
export const WITHHELD = ['unsure', 'moment', 'alike', 'principle', 'limit', 'hour'] as const
export type WithheldReason = (typeof WITHHELD)[number]

/**
 * What speaking costs and brings, in points: an interruption half of what an unwelcome proposal costs, and `sway` for each axis by which
 * what was shown is led aside. The threshold on P(rating ≥ 4) is wrong / (benefit + wrong + missed) (Horvitz 1999).
 */
export type Costs = Readonly<{ benefit: number; wrong: number; missed: number; interruption: number; answer: number; sway: number }>
export const COSTS: Costs = { benefit: 2, wrong: 1, missed: 0.2, interruption: 0.5, answer: 0.05, sway: 0.4 }

export type Context = Readonly<{
  asOf: number
  seed: number
  /** `pull`: the person opened a deck; `push`: nobody asked. */
  mode: 'pull' | 'push'
  /** The most that may be chosen. */
  count: number
  /** Whatever was ever shown, the latest last. */
  shown: readonly Item[]
  /** What came unasked before. */
  spoken: readonly Spoken[]
  /** Whether this is a moment to speak: not quiet hours, not in the middle of something. */
  isGoodMoment: boolean
  /** How often at most, as the person set it. */
  limits?: Limits
  costs?: Costs
  /** The belief of 90 days ago: a state is proposed only where it agreed. */
  earlier?: Belief
}>

export type Option = Readonly<{
  id: string
  candidate: Candidate
  action: 'ask' | 'propose'
  /** Expected endorsed reward if taken up, what an answer would teach, and what speaking costs, in points. */
  value: number
  informationValue: number
  cost: number
  net: number
  /** Calibrated P(rating ≥ 4), or P(the first is chosen), with style left out; and what it has to reach: 0 where the person asked. */
  chance: number
  threshold: number
}>
export type Chosen = Option &
  Readonly<{
    /** Drawn uniformly from the pool: what honesty is measured on. */
    isAnchor: boolean
    /** The exploratory slot (a Thompson sample). */
    isGuess: boolean
    why: 'anchor' | 'guess' | 'teaches' | 'wanted' | 'changed'
  }>
export type Withheld = Option & Readonly<{ reason: WithheldReason }>

export type Decision = Readonly<{
  action: 'wait' | 'ask' | 'propose'
  chosen: readonly Chosen[]
  withheld: readonly Withheld[]
  /** The best net of each action that is open, null where none is; what an action is behind the best is its regret. */
  worth: Readonly<{ wait: number; ask: number | null; propose: number | null }>
  threshold: number
  budget: Budget
}>

const TOO_LIKE = 0.86
/** One slot in eight is an anchor, one a guess; by the number of ratings, so that making a deck again changes nothing. */
const CYCLE = 8
const ANCHOR_SLOT = 7
const GUESS_SLOT = 3

export const thresholdOf = ({ benefit, wrong, missed }: Costs): number => wrong / (benefit + wrong + missed)

/** What to do now with these candidates. The same seed and context give the same decision. */
export const decide = (belief: Belief, candidates: readonly Candidate[], context: Context): Decision => {
  const costs = context.costs ?? COSTS
  const threshold = context.mode === 'pull' ? 0 : thresholdOf(costs)
  const budget = budgetOf(context.spoken, context.asOf, skill(belief).odds, context.limits)
  const options = appraise(belief, candidates, costs, context, threshold)
  const texts = candidates.map((candidate) => (candidate.kind === 'change' ? null : candidate.item))
  const slate = startSlate(belief.prior, texts, context.shown)
  const ratings = ratingsOf(belief)
  const judged = options.map((option, index) => ({ option, index, reason: reasonAgainst(option, slate.nearest[index]!, ratings, context, budget) }))
  const free = judged.filter(({ reason }) => reason === null)
  const chosen = context.mode === 'pull' ? deal(belief, free, slate, ratings, context) : speak(free, slate, Math.min(context.count, budget.left))
  const isCut = context.mode === 'push' && chosen.length === budget.left
  const taken = new Set(chosen.map(({ id }) => id))
  const withheld = judged.flatMap(({ option, reason }) => {
    const why = reason ?? (isCut && !taken.has(option.id) ? budget.binds : null)
    return why === null ? [] : [{ ...option, reason: why }]
  })
  const best = (action: Option['action']): number | null => {
    const nets = free.flatMap(({ option }) => (option.action === action ? [option.net] : []))
    return nets.length === 0 ? null : Math.max(...nets)
  }
  return { action: chosen[0]?.action ?? 'wait', chosen, withheld, worth: { wait: 0, ask: best('ask'), propose: best('propose') }, threshold, budget }
}

/** Why not, the gravest first; null where nothing speaks against it. */
const reasonAgainst = (option: Option, nearest: number, ratings: number, context: Context, budget: Budget): WithheldReason | null => {
  if (option.candidate.principle !== undefined) return 'principle'
  if (nearest > TOO_LIKE) return 'alike'
  if (context.mode === 'pull') return null
  if (ratings < NEEDED) return 'unsure'
  if (option.action === 'propose' && (option.chance < option.threshold || !agreedBefore(option, context))) return 'unsure'
  if (option.net <= 0) return 'unsure'
  if (!context.isGoodMoment) return 'moment'
  return budget.left === 0 ? budget.binds : null
}

/** Wanted then and now: so that nothing is proposed for a taste that the proposals may have made. */
const agreedBefore = ({ candidate }: Option, { earlier }: Context): boolean =>
  earlier === undefined || candidate.kind !== 'state' || score(earlier, [candidate.item], { style: 'none' }).mean[0]! > 0

type Free = Readonly<{ option: Option; index: number }>

/** Unasked: the best few whose worth is above that of waiting, kept apart from each other and from what was shown. */
const speak = (free: readonly Free[], slate: Spread, count: number): readonly Chosen[] => {
  const chosen: Chosen[] = []
  let left = free
  while (chosen.length < count && left.length > 0) {
    const pick = bestOf(left, slate, NOVELTY)
    slate.take(pick.index)
    chosen.push(asChosen(pick.option))
    left = left.filter(({ index }) => index !== pick.index)
  }
  return chosen
}

/** A deck that the person opened: what teaches most and is wanted most, with an anchor and a guess in their turn. */
const deal = (belief: Belief, free: readonly Free[], slate: Spread, ratings: number, context: Context): readonly Chosen[] => {
  const chosen: Chosen[] = []
  let left = free
  for (let slot = 0; slot < context.count && left.length > 0; slot += 1) {
    const turn = (ratings + slot) % CYCLE
    const random = seeded(context.seed + Math.imul(ratings + slot, 0x9e3779b9))
    const states = left.filter(({ option }) => option.candidate.kind === 'state')
    const role = states.length === 0 ? 'best' : turn === ANCHOR_SLOT ? 'anchor' : turn === GUESS_SLOT ? 'guess' : 'best'
    const pick = role === 'anchor' ? states[Math.floor(random() * states.length)]! : role === 'guess' ? thompson(belief, states, random) : bestOf(left, slate, 1)
    slate.take(pick.index)
    const chosenAsBest = asChosen(pick.option)
    chosen.push(role === 'best' ? chosenAsBest : { ...chosenAsBest, isAnchor: role === 'anchor', isGuess: role === 'guess', why: role })
    left = left.filter(({ index }) => index !== pick.index)
  }
  return chosen
}

const asChosen = (option: Option): Chosen => ({
  ...option,
  isAnchor: false,
  isGuess: false,
  why: option.candidate.kind === 'change' ? 'changed' : option.informationValue > option.value ? 'teaches' : 'wanted',
})

/** What is new in a proposal that came unasked, in points for each unit of the log-determinant: it breaks ties and outvotes no difference of chance (measured). */
const NOVELTY = 0.02

/** The largest net + `novelty` · log of what is new in it: the gain in the log-determinant of the slate. */
const bestOf = (free: readonly Free[], slate: Spread, novelty: number): Free => {
  const worth = ({ option, index }: Free): number => option.net + novelty * Math.log(Math.max(1e-6, slate.left[index]!))
  return free.reduce((best, entry) => (worth(entry) > worth(best) ? entry : best))
}

/** As many states as a joint draw compares. */
const DRAWN = 120

/** The best state under one draw from the belief. */
const thompson = (belief: Belief, states: readonly Free[], random: Random): Free => {
  const drawn = states.toSorted((a, b) => b.option.net - a.option.net).slice(0, DRAWN)
  const items = drawn.flatMap(({ option }) => (option.candidate.kind === 'state' ? [option.candidate.item] : []))
  const { mean, covariance } = predict(belief, items, { style: 'none' })
  const n = items.length
  const packed = new Float64Array(rowStart(n))
  for (let i = 0; i < n; i += 1) for (let j = 0; j <= i; j += 1) packed[rowStart(i) + j] = covariance[i * n + j]! + (i === j ? 1e-9 : 0)
  const root = cholesky(packed, n)
  const noise = mean.map(() => drawNormal(random))
  const values = mean.map((value, i) => {
    let sum = value
    for (let j = 0; j <= i; j += 1) sum += root[rowStart(i) + j]! * noise[j]!
    return sum
  })
  return drawn[values.indexOf(Math.max(...values))]!
}
