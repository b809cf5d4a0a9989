import { textKey } from '../model/text-key.ts'
import type { Intent, IntentKind } from '../observe/intent.ts'
import { sameWords } from '../observe/same-words.ts'
import type { Joins } from './gather.ts'

// Threads of intent: what the person wrote over time about one aim, and how it stands. No model but the embedder's vectors.

export type AimState = 'open' | 'moving' | 'stalled' | 'done' | 'dropped'

/** A sentence that says something of an aim, with where and when; `vector` is that of the quote. */
export type Mention = Intent & Readonly<{ sourceId: string; file: string; heading: string | null; line: number; lineEnd: number; date: number | null; vector: Float32Array }>

export type Aim = Readonly<{
  /** Of the words that first named it: later notes do not change it. */
  id: string
  /** The ids of all its mentions: by each of them it is found again. */
  keys: readonly string[]
  /** The mention that names it best. */
  named: Mention
  state: AimState
  probability: number
  /** The oldest first. */
  mentions: readonly Mention[]
  leavesOpen: Mention | null
}>

/** What names an aim; the rest says what came of it. */
export const NAMING: ReadonlySet<IntentKind> = new Set(['wish', 'plan', 'question'])
const STATES: Readonly<Record<IntentKind, AimState>> = {
  wish: 'open', plan: 'open', question: 'open', step: 'moving', returned: 'moving', stalled: 'stalled', done: 'done', dropped: 'dropped',
}

/** By what a mention is known again: its words, whatever the note is called. */
export function mentionKey(quote: string): string {
  return textKey(`aim ${sameWords(quote)}`).slice(0, 16)
}

/** In the order in which they were written; what has no date comes last. */
export function inOrder<Said extends Omit<Mention, 'vector'>>(mentions: readonly Said[]): readonly Said[] {
  return [...mentions].sort(byTime)
}

/** The aims that mentions were gathered into, in the order in which they were begun. */
export function aimsOf(ordered: readonly Mention[], { aims, likeness }: Joins): readonly Aim[] {
  const told: Told[][] = []
  for (const [index, mention] of ordered.entries()) {
    const aim = aims[index]!
    if (aim < 0) continue
    const each = { mention, key: mentionKey(mention.quote), likeness: likeness[index]! }
    if (aim === told.length) told.push([each])
    else told[aim]!.push(each)
  }
  return told.map(toAim)
}

type Told = Readonly<{ mention: Mention; key: string; likeness: number }>

function toAim(told: readonly Told[]): Aim {
  const first = told[0]!
  const naming = told.filter(({ mention }) => NAMING.has(mention.kind) && mention.standsAlone)
  const named = naming.reduce((best, next) => (next.mention.probability > best.mention.probability ? next : best), naming[0] ?? first)
  const last = told.at(-1)!
  // A wish or a plan beside what was said of it in the same passage does not open it again.
  const deciding = told.findLast(({ mention }) => !NAMING.has(mention.kind) && mention.passageId === last.mention.passageId) ?? last
  const state = STATES[deciding.mention.kind]
  const isClosed = state === 'done' || state === 'dropped'
  const leaves = isClosed ? undefined : told.findLast(({ mention }) => mention.standsAlone && (NAMING.has(mention.kind) || mention.kind === 'stalled'))
  return {
    id: first.key,
    keys: told.map(({ key }) => key),
    named: named.mention,
    state,
    probability: deciding.mention.probability * Math.min(1, deciding === first ? 1 : 0.5 + deciding.likeness / 2),
    mentions: told.map(({ mention }) => mention),
    leavesOpen: leaves?.mention ?? null,
  }
}

function byTime(a: Omit<Mention, 'vector'>, b: Omit<Mention, 'vector'>): number {
  return (a.date ?? Infinity) - (b.date ?? Infinity) || compare(a.sourceId, b.sourceId) || compare(a.file, b.file) || a.line - b.line || compare(a.quote, b.quote)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
