import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError, principleSchema } from '../contract/index.ts'
import type { PrincipleNear, PrincipleText, PrincipleView } from '../contract/index.ts'
import { changed, holdsWord, inForce, openJudge } from '../govern/principles.ts'
import type { Candidate } from '../game/policy.ts'
import type { Judge, JudgedState, Principle } from '../govern/principles.ts'
import { foldText } from '../observe/fold.ts'
import { dot } from '../propose/vectors.ts'
import type { Store } from '../store/types.ts'

const KEY = 'principles'
const NEAR = 12
const EXAMPLES = 3
const MOST = 50

// Without limits on how many: while a loosening waits, what was kept out before and what is now come together.
const many = z.array(z.string())
const saidSchema = principleSchema.extend({ words: many, keepsOut: many, letsIn: many })
const keptSchema = z.array(
  saidSchema.extend({ id: z.string(), since: z.number(), pending: z.object({ at: z.number(), next: saidSchema.nullable() }).nullable() }),
)

/** The person's principles as they hold now. Only the person's own acts change them. */
export function principlesOf(store: Pick<Store, 'settings'>, now: number): readonly Principle[] {
  return inForce(keptSchema.parse(store.settings.get(KEY)?.value ?? []), now)
}

const keep = (store: Store, principles: readonly Principle[]): Promise<void> => store.say({ settings: [{ key: KEY, value: principles }] })

/** Adds one, or changes the one with this id. */
export async function savePrinciple(store: Store, said: PrincipleText, id: string | null, now: number): Promise<void> {
  const before = principlesOf(store, now)
  if (id !== null) return replace(store, before, id, (principle) => changed(principle, said, now))
  if (before.length >= MOST) throw new AppError('NOT_ALLOWED', `There are ${MOST} principles already. Remove one first.`)
  return keep(store, [...before, { ...said, id: randomUUID(), since: now, pending: null }])
}

export async function removePrinciple(store: Store, id: string, now: number): Promise<void> {
  await replace(store, principlesOf(store, now), id, (principle) => changed(principle, null, now))
}

/** Calls off a loosening that waits. */
export async function keepPrinciple(store: Store, id: string, now: number): Promise<void> {
  await replace(store, principlesOf(store, now), id, (principle) => ({ ...principle, pending: null }))
}

function replace(store: Store, principles: readonly Principle[], id: string, change: (principle: Principle) => Principle): Promise<void> {
  if (!principles.some((principle) => principle.id === id)) throw new AppError('NOT_FOUND', `There is no principle ${JSON.stringify(id)}.`)
  return keep(store, principles.map((principle) => (principle.id === id ? change(principle) : principle)))
}

/** What a strong preference takes off the worth of showing a state that goes against it, in points. */
const STRONG = 1

/** The candidate with what the principles say of it. */
export function underPrinciples(candidate: Candidate, judge: Judge): Candidate {
  if (candidate.kind === 'change') return candidate
  const [id, other] = candidate.kind === 'pair' ? candidate.id.split('|') : [candidate.id]
  const bearings = [judge({ ...candidate.item, id: id! }), candidate.kind === 'pair' ? judge({ ...candidate.other, id: other! }) : null].filter((bearing) => bearing !== null)
  const never = bearings.find(({ strength }) => strength === 'never')
  if (never) return { ...candidate, principle: never.id }
  return bearings.length > 0 ? { ...candidate, against: STRONG } : candidate
}

/** Which principle bears on a state now. */
export const judgeOf = (store: Pick<Store, 'settings'>, now: number, stateOf: (id: string) => JudgedState | undefined): Judge => openJudge(principlesOf(store, now), stateOf)

export function principleViews(principles: readonly Principle[], states: readonly JudgedState[], stateOf: (id: string) => JudgedState | undefined): readonly PrincipleView[] {
  return principles.map(({ pending, ...principle }) => {
    const judge = openJudge([{ ...principle, pending }], stateOf)
    const borne = states.filter((state) => judge(state) !== null)
    return {
      ...principle,
      bearsOn: { count: borne.length, examples: borne.slice(0, EXAMPLES).map(({ text }) => text) },
      pending: pending && { what: pending.next === null ? ('removed' as const) : ('loosened' as const), at: pending.at },
    }
  })
}

/** The states that the person has to say of whether they are meant: those that hold a word, then those nearest in meaning. */
export function nearTo(said: PrincipleText, vector: Float32Array, states: readonly JudgedState[], stateOf: (id: string) => JudgedState | undefined): readonly PrincipleNear[] {
  const words = said.words.map(foldText)
  const [out, into] = [new Set(said.keepsOut), new Set(said.letsIn)]
  const judged = [...out, ...into].flatMap((id) => stateOf(id) ?? [])
  const others = states
    .filter(({ id }) => !out.has(id) && !into.has(id))
    .map((state) => ({ state, hasWord: words.length > 0 && holdsWord(state.text, words), likeness: dot(state.vector, vector) }))
    .toSorted((a, b) => Number(b.hasWord) - Number(a.hasWord) || b.likeness - a.likeness)
    .slice(0, NEAR)
  return [
    ...judged.map(({ id, text }) => ({ id, text, hasWord: words.length > 0 && holdsWord(text, words), isMeant: out.has(id) })),
    ...others.map(({ state: { id, text }, hasWord }) => ({ id, text, hasWord, isMeant: null })),
  ]
}
