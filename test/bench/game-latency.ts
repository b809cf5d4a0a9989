// The game's own share of an answer, without store and loop: one update, one slate, one decision, one refit.

import { serialize } from 'node:v8'
import { init, update } from '../../src/agent/game/belief.ts'
import { decide } from '../../src/agent/game/policy.ts'
import type { Candidate } from '../../src/agent/game/policy.ts'
import { score } from '../../src/agent/game/predict.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import type { Evidence, Item } from '../../src/agent/game/types.ts'
import type { Compute } from '../../src/agent/loop/compute.ts'
import { quantileRow, timed } from './durations.ts'
import type { Row } from './rows.ts'
import type { State } from './states.ts'

const REFIT_ROWS = 5000
const REFITS = 3
const UPDATES = 200
const SLATE = 200
const SLATES = 60
const WARM_UP = 20
const DAY_MS = 86_400_000

type GameOptions = Readonly<{ evidence: readonly Evidence[]; states: readonly State[]; prior: Prior; compute: Compute; say: (line: string) => void }>

export async function gameRows({ evidence, states, prior, compute, say }: GameOptions): Promise<readonly Row[]> {
  const known = evidence.slice(0, REFIT_ROWS)
  const fresh = evidence.slice(REFIT_ROWS)
  const asOf = known.at(-1)!.at + DAY_MS
  say(`refitting ${known.length} rows …`)
  const refits: number[] = []
  for (let n = 0; n < REFITS; n += 1) refits.push((await timed(() => compute.refit({ rows: known, asOf, prior, changes: [] }))).ms)
  const belief = await compute.refit({ rows: known, asOf, prior, changes: [] })
  const pass = await timed(() => known.reduce(update, init(prior)))

  say('updating, scoring, deciding …')
  const updates: number[] = []
  const floors: number[] = []
  const scored: number[] = []
  const anew: number[] = []
  const slates: number[] = []
  const decisions: number[] = []
  const bare = squareOf(belief.gaussian.mean.length)
  const pool = states.slice(0, SLATE).map(({ item }) => item)
  const shown = fresh.flatMap((row) => (row.channel === 'stars' ? [row.item] : [])).slice(0, SLATE)
  const context = { asOf, seed: 1, mode: 'pull', count: 3, shown, spoken: [], isGoodMoment: true } as const
  const all = states.map(candidateOf)

  for (const [n, row] of fresh.slice(0, UPDATES + WARM_UP).entries()) {
    const { result: moved, ms: updateMs } = await timed(() => update(belief, row))
    const { ms: floorMs } = await timed(() => rankOne(bare, n))
    if (n < WARM_UP) continue
    updates.push(updateMs)
    floors.push(floorMs)
    if (n >= WARM_UP + SLATES) continue
    scored.push((await timed(() => score(moved, pool, { style: 'none' }))).ms)
    const strange = pool.map(unknownTwin)
    anew.push((await timed(() => score(moved, strange, { style: 'none' }))).ms)
    slates.push((await timed(() => decide(moved, all.slice(0, SLATE), context))).ms)
    decisions.push((await timed(() => decide(moved, all, context))).ms)
  }

  return [
    quantileRow('update', updates, { baseline: { name: `a bare rank-one update of ${bare.size}²`, values: floors }, goal: 2 }),
    quantileRow('slate', scored, { baseline: { name: 'the same 200, nothing cached', values: anew }, goal: 20 }),
    quantileRow('slate.decide', slates, { baseline: { name: 'scoring alone', values: scored } }),
    quantileRow('decide', decisions, { baseline: { name: 'scoring 200 of them', values: scored } }),
    quantileRow('refit', refits.map((ms) => ms / 1000), { unit: 's', baseline: { name: 'one pass of updates', values: [pass.ms / 1000] }, goal: 5 }),
    {
      name: 'belief.bytes',
      value: serialize(belief).byteLength / 1e6,
      unit: 'MB',
      baseline: { name: 'its covariance alone', value: belief.gaussian.covariance.byteLength / 1e6 },
      goal: 4,
    },
  ]
}

const candidateOf = ({ id, area, item }: State): Candidate => ({ kind: 'state', id, topic: area, item })

/** The same text with a vector that the game has never met, so that nothing is remembered of it. */
const unknownTwin = (item: Item): Item => ({ ...item, vector: item.vector.slice() })

type Square = Readonly<{ size: number; values: Float64Array; along: Float64Array }>

const squareOf = (size: number): Square => ({ size, values: new Float64Array(size * size), along: new Float64Array(size).fill(0.01) })

/** What no update can do without: a new matrix, and one multiplication and addition for each of its numbers. */
function rankOne({ size, values, along }: Square, turn: number): Float64Array {
  const next = values.slice()
  const by = 1 / (turn + 1)
  for (let i = 0; i < size; i += 1) {
    const factor = by * along[i]!
    const start = i * size
    for (let j = 0; j < size; j += 1) next[start + j]! -= factor * along[j]!
  }
  return next
}
