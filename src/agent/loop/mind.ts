import type { Axis } from '../contract/index.ts'
import { traceStep } from './compute.ts'
import type { Compute, TraceStep } from './compute.ts'
import { changesOf, liveRows, toEvidence } from './evidence.ts'
import { init, update } from '../game/belief.ts'
import type { Belief } from '../game/belief.ts'
import type { Prior } from '../game/prior.ts'
import type { Evidence } from '../game/types.ts'
import type { Items } from './items.ts'
import { openRefitting } from './refitting.ts'
import { readSettings } from './settings.ts'
import type { LedgerRow, Said, Store } from '../store/types.ts'

/** The belief, kept in step with the ledger: moved online by each row, made exact by a refit now and then. */
export type Mind = Disposable & Readonly<{
  /** Resolves once the belief is that of the ledger; before that nothing of it may be asked. */
  ready: Promise<void>
  belief: () => Belief
  /** The evidence that counts, in order of the ledger. */
  evidence: () => readonly Evidence[]
  /** The exact belief from other evidence than there is. */
  refit: (rows: readonly Evidence[], asOf: number) => Promise<Belief>
  /** Says the rows, with whatever else belongs to the same act, and learns from them. Where saying fails, nothing is learnt. */
  learn: (rows: readonly LedgerRow[], also?: (moved: Moved) => Omit<Said, 'ledger'>) => Promise<Moved>
  /** Takes rows back by `undo`, the row that says so. The belief is the one before them where they came last. */
  unlearn: (undo: LedgerRow, rowIds: readonly number[], also: Omit<Said, 'ledger'>) => Promise<Moved>
  /** Recomputes the belief from the ledger as it is now; after an undo, a forgetting, or a change of clock. */
  rebuild: () => Promise<Moved>
  /** What each row did when it was learnt. */
  trace: () => Promise<readonly TraceStep[]>
  prior: Prior
}>

export type Moved = Readonly<{ before: Belief; after: Belief }>

type MindParts = Readonly<{ /** Told of a refit that failed. */ onTrouble?: (thrown: unknown) => void; store: Store; axes: readonly Axis[]; items: Items; prior: Prior; compute: Compute; now: () => number; /** Texts that will be scored. */ pool: readonly Float32Array[] }>

export function openMind({ store, axes, items, prior, compute, now, pool, onTrouble = () => undefined }: MindParts): Mind {
  const live = (): readonly LedgerRow[] => liveRows(store.ledger.all())
  const refit = (rows: readonly Evidence[], asOf: number, texts?: readonly Float32Array[]): Promise<Belief> =>
    compute.refit({ rows, asOf, prior, changes: changesOf(live()).filter(({ at }) => at <= asOf), ...(texts && { pool: texts }) })
  /** What is learnt from: not the rows of channels that the person switched off. */
  const counted = (rows: readonly LedgerRow[]): readonly LedgerRow[] => {
    const off: ReadonlySet<string> = new Set(readSettings(store).channelsOff)
    return off.size === 0 ? rows : rows.filter(({ kind }) => !off.has(kind))
  }
  const read = (): Promise<readonly Evidence[]> => toEvidence(counted(live()), axes, items)
  let evidence: readonly Evidence[] = []
  let belief = init(prior)
  let steps: TraceStep[] | null = null
  // Counts every change that is not an addition; a refit begun before one of them is void.
  let generation = 0
  let last: Readonly<{ rowIds: readonly number[]; before: Belief; evidence: readonly Evidence[]; belief: Belief }> | null = null

  const refitting = openRefitting(refitMeanwhile)

  const ready = (async () => {
    evidence = await read()
    belief = await refit(evidence, now(), pool)
  })()
  // Each request that needs the belief is told why there is none.
  ready.catch(() => undefined)

  async function learn(rows: readonly LedgerRow[], also: (moved: Moved) => Omit<Said, 'ledger'> = () => ({})): Promise<Moved> {
    const added = await toEvidence(counted(rows), axes, items)
    const before = belief
    const passed: TraceStep[] = []
    let after = before
    for (const row of added) {
      const moved = update(after, row)
      passed.push(traceStep(row, after, moved, axes.length))
      after = moved
    }
    await store.say({ ...also({ before, after }), ledger: rows })
    last = { rowIds: rows.map((row) => row.id), before, evidence, belief: after }
    belief = after
    evidence = [...evidence, ...added]
    steps?.push(...passed)
    refitting.learnt(added.length)
    return { before, after }
  }

  async function unlearn(undo: LedgerRow, rowIds: readonly number[], also: Omit<Said, 'ledger'>): Promise<Moved> {
    const before = belief
    await store.say({ ...also, ledger: [undo] })
    const cameLast = last !== null && last.belief === belief && last.rowIds.length === rowIds.length && last.rowIds.every((id) => rowIds.includes(id))
    if (!cameLast) return rebuild()
    generation += 1
    evidence = last!.evidence
    belief = last!.before
    steps = steps?.filter((step) => !rowIds.includes(step.rowId)) ?? null
    last = null
    return { before, after: belief }
  }

  /** Refits without keeping anyone waiting; rows learnt meanwhile are added to the refitted belief before it takes over. */
  async function refitMeanwhile(): Promise<boolean> {
    const begun = generation
    const rows = evidence
    try {
      const refitted = await refit(rows, now(), pool)
      if (begun !== generation) return false
      belief = evidence.slice(rows.length).reduce(update, refitted)
      return true
    } catch (thrown) {
      // The belief learnt online stays in force.
      onTrouble(thrown)
      return false
    }
  }

  async function rebuild(): Promise<Moved> {
    const before = belief
    evidence = await read()
    // A refit that began while they were read has the rows from before.
    generation += 1
    steps = null
    last = null
    refitting.exact()
    belief = await refit(evidence, now(), pool)
    return { before, after: belief }
  }

  async function trace(): Promise<readonly TraceStep[]> {
    if (steps) return steps
    const begun = generation
    const rows = evidence
    const computed = [...(await compute.trace({ rows, prior }))]
    if (begun !== generation || rows !== evidence) return trace()
    steps = computed
    return steps
  }

  return { ready, belief: () => belief, evidence: () => evidence, refit: (rows, asOf) => refit(rows, asOf), learn, unlearn, rebuild, trace, prior, [Symbol.dispose]: () => refitting[Symbol.dispose]() }
}
