import type { Intent, IntentKind } from '../intent.ts'
import { termsOf } from './terms.ts'

export type Verdict = 'happened' | 'stalled' | 'dropped'

/** What a later passage says has become of a state; `quote` is an exact substring of the passage's text. */
export type StateFate = Readonly<{ verdict: Verdict; probability: number; quote: string; passageId: string }>

/** A sentence of the person's that says what became of something, with how near it lies to the state (cosine). */
export type Heard = Readonly<{ intent: Intent; likeness: number }>

const SHOWS: Readonly<Partial<Record<IntentKind, Readonly<{ verdict: Verdict; trust: number }>>>> = {
  done: { verdict: 'happened', trust: 1 },
  // To have begun is not yet to have it so.
  step: { verdict: 'happened', trust: 0.75 },
  returned: { verdict: 'happened', trust: 0.75 },
  stalled: { verdict: 'stalled', trust: 1 },
  dropped: { verdict: 'dropped', trust: 1 },
}

// Set by hand: a cosine of a half and one word in common are even odds that both are about one thing.
const EVEN = 0.5
const PER_COSINE = 12
const PER_WORD = 0.7

/** What the sentences show of a state, the surest of each passage, the surest first. */
export function fatesOfState(state: string, heard: readonly Heard[]): readonly StateFate[] {
  const wanted = termsOf(state)
  const best = new Map<string, StateFate>()
  for (const { intent, likeness } of heard) {
    const shown = SHOWS[intent.kind]
    if (shown === undefined) continue
    const shared = [...termsOf(intent.quote)].filter((term) => wanted.has(term)).length
    const linked = 1 / (1 + Math.exp(-(PER_COSINE * (likeness - EVEN) + PER_WORD * (shared - 1))))
    const fate = { verdict: shown.verdict, probability: intent.probability * shown.trust * linked, quote: intent.quote, passageId: intent.passageId }
    if (fate.probability > (best.get(intent.passageId)?.probability ?? 0)) best.set(intent.passageId, fate)
  }
  return [...best.values()].toSorted((a, b) => b.probability - a.probability || (a.passageId < b.passageId ? -1 : 1))
}
