import { OPERATORS } from './types.ts'
import type { AimMaterial, AnsweredState, Material, Operator, Piece, Task } from './types.ts'

/** From this liking a state is worth varying: rated 4 or 5, or rewritten. */
const LIKED = 0.5
const MOST_PASSAGES = 3
const DAY_MS = 86_400_000
/** How long a mood is recent. */
const RECENT_MS = 21 * DAY_MS
/** What a mood has to lean to one side at least, as a mean of liking times label. */
const LEAST_LEAN = 0.15
const FARTHEST = 5

/** All that could be asked for of this material, by operator, the most promising first. Pure: the same material gives the same tasks. */
export function tasksOf(material: Material, now: number): ReadonlyMap<Operator, readonly Task[]> {
  const liked = material.answered.filter(({ liking }) => liking >= LIKED)
  const byOperator: Readonly<Record<Operator, readonly Task[]>> = {
    rising: material.aims.filter(({ state }) => state !== 'stalled').map(rising),
    transfer: liked.flatMap((state) => transfers(state, material)),
    'counter-mood': counterMoods(material, now),
    'without a constraint': material.aims.filter(({ state }) => state !== 'moving').map(withoutConstraint),
    variation: liked.flatMap((state) => variations(state, material)),
    combination: combinations(liked),
  }
  return new Map(OPERATORS.flatMap((operator) => (byOperator[operator].length > 0 ? [[operator, byOperator[operator]] as const] : [])))
}

/** The task of a turn: operators take turns, and each goes through its own tasks. Null where there is no material. */
export function taskOfTurn(tasks: ReadonlyMap<Operator, readonly Task[]>, turn: number, preferFar = false): Task | null {
  // Where proposals are too alike, those ways that lead away from what was shown come every other time.
  const far = [...tasks.keys()].filter((operator) => operator === 'transfer' || operator === 'counter-mood')
  const operators = preferFar && far.length > 0 && turn % 2 === 0 ? far : [...tasks.keys()]
  if (operators.length === 0) return null
  const step = preferFar && far.length > 0 ? Math.floor(turn / 2) : turn
  const its = tasks.get(operators[step % operators.length]!)!
  return its[Math.floor(step / operators.length) % its.length]!
}

const passagesOf = ({ passages }: AimMaterial): readonly Piece[] => passages.slice(0, MOST_PASSAGES).map(({ id, sentences }, index) => ({ id: `P${index + 1}`, kind: 'passage', of: id, sentences }))
const piecesOf = (states: readonly AnsweredState[]): readonly Piece[] => states.map(({ proposalId, text }, index) => ({ id: `S${index + 1}`, kind: 'state', of: proposalId, sentences: [text] }))

function rising(aim: AimMaterial): Task {
  return { operator: 'rising', pieces: passagesOf(aim), wanted: 'The person is drawn to what the material tells of. Write one state of affairs in which it has grown a step further than they have thought of.' }
}

function withoutConstraint(aim: AimMaterial): Task {
  return { operator: 'without a constraint', pieces: passagesOf(aim), wanted: 'Something holds back what the material tells of: time, money, a place, other people or a skill. Write one state of affairs in which that one thing no longer does.' }
}

function transfers(state: AnsweredState, { farFrom }: Material): readonly Task[] {
  const areas = state.area === null ? [] : (farFrom.get(state.area) ?? []).slice(0, FARTHEST)
  return areas.map((area) => ({
    operator: 'transfer', pieces: piecesOf([state]),
    wanted: `The person likes the state S1. Keep what is special in how it goes, and write one state of affairs that is about ${area} and not about what S1 is about.`,
  }))
}

function variations(state: AnsweredState, { axes }: Material): readonly Task[] {
  // What the state does not lean on is left as it is, unless it leans on nothing.
  const leaning = axes.filter(({ id }) => (state.axes[id] ?? 0) !== 0)
  return (leaning.length > 0 ? leaning : axes.slice(0, 2)).map(({ id, left, right }) => {
    const [from, to] = (state.axes[id] ?? 1) > 0 ? [right, left] : [left, right]
    return { operator: 'variation', pieces: piecesOf([state]), wanted: `The person likes the state S1. Write it anew with one thing changed: less ${from} and more ${to}. All else stays.` }
  })
}

/** Pairs of what was liked, those of different areas first. */
function combinations(liked: readonly AnsweredState[]): readonly Task[] {
  const pairs = liked.flatMap((first, at) => liked.slice(at + 1).map((second) => [first, second] as const))
  const isFar = ([first, second]: (typeof pairs)[number]): number => (first.area === second.area ? 1 : 0)
  return pairs.toSorted((a, b) => isFar(a) - isFar(b)).map((pair) => ({
    operator: 'combination', pieces: piecesOf(pair),
    wanted: 'The person likes both states. Write one new state of affairs that has something of S1 and something of S2.',
  }))
}

/** The other side of what was liked lately: for each mood or taste that the recent answers lean on, the pole away from it. */
function counterMoods({ answered, axes }: Material, now: number): readonly Task[] {
  const recent = answered.filter(({ at }) => now - at <= RECENT_MS)
  if (recent.length < 3) return []
  return axes
    .filter(({ kind }) => kind !== 'value')
    .map((axis) => ({ axis, lean: recent.reduce((sum, { liking, axes: labels }) => sum + liking * (labels[axis.id] ?? 0), 0) / recent.length }))
    .filter(({ lean }) => Math.abs(lean) >= LEAST_LEAN)
    .sort((a, b) => Number(b.axis.kind === 'mood') - Number(a.axis.kind === 'mood') || Math.abs(b.lean) - Math.abs(a.lean))
    .flatMap(({ axis: { id, left, right }, lean }): readonly Task[] => {
      const liked = recent.filter(({ liking, axes: labels }) => liking > 0 && (labels[id] ?? 0) * lean > 0).slice(0, 2)
      const away = lean > 0 ? left : right
      return liked.length === 0 ? [] : [{ operator: 'counter-mood', pieces: piecesOf(liked), wanted: `Lately the person liked ${liked.length === 1 ? 'S1' : 'S1 and S2'}. Write one good state of affairs that is the opposite in mood: ${away}.` }]
    })
}
