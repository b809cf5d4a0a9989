import { textKey } from '../model/text-key.ts'
import type { Intent, IntentKind } from '../observe/intent.ts'
import { dot } from './vectors.ts'
import { contentWords } from './words.ts'

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

/** How near two quotes must be to be about one aim: two that name it with a telling word in common, without one, and what came of it (all-MiniLM-L6-v2). */
const NEAR = 0.62
const PLAINLY_NEAR = 0.76
const NEAR_TO_WHAT_CAME = 0.48
/** When something is to be says nothing of what. */
const TIMES = /^(?:spend|spent|start|finish|plan|month|morn|even|night|weekend|season|spr|summer|autumn|fall|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|januar|februar|march|april|may|june|july|august|september|october|november|december|christma|easter|hour|minute|tonight|tomorrow|yesterday)/
/** A word that more than this share of the quotes hold tells nothing, but for the first few. */
const COMMON = 0.04
const FEWEST_FOR_COMMON = 4

/** Fainter words may belong to an aim, and begin none. */
const LEAST_NAMING = 0.4
/** What leans on its neighbour says so in few words ("It worked."). */
const SHORT = 80

const NAMING: ReadonlySet<IntentKind> = new Set(['wish', 'plan', 'question'])
const STATES: Readonly<Record<IntentKind, AimState>> = {
  wish: 'open', plan: 'open', question: 'open', step: 'moving', returned: 'moving', stalled: 'stalled', done: 'done', dropped: 'dropped',
}

/** By what a mention is known again: its words, whatever the note is called. */
export function mentionKey(quote: string): string {
  return textKey(`aim ${quote.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()}`).slice(0, 16)
}

type Open = { first: Told; told: Told[] }
type Told = Readonly<{ mention: Mention; key: string; words: ReadonlySet<string>; likeness: number }>

/**
 * Gathers mentions into aims, in the order in which they were written: each joins the aim that it is nearest to, and one that names an
 * aim and is near to none begins its own. So what is written later never moves what was gathered before it.
 */
export function gatherAims(mentions: readonly Mention[]): readonly Aim[] {
  const ordered = [...mentions].sort(byTime)
  const telling = openTellingWords()
  const open: Open[] = []
  const said = new Set<string>()
  let before: Readonly<{ passageId: string; aim: Open }> | null = null
  for (const mention of ordered) {
    const key = mentionKey(mention.quote)
    // The same words in another place are said once.
    if (said.has(`${mention.kind} ${key}`)) continue
    const words = telling(mention.quote)
    const found: Readonly<{ aim: Open; likeness: number }> | null = mention.standsAlone
      ? nearest(open, mention, words)
      : before !== null && before.passageId === mention.passageId && !NAMING.has(mention.kind) && mention.quote.length <= SHORT ? { aim: before.aim, likeness: 0.8 } : null
    const told: Told = { mention, key, words, likeness: found?.likeness ?? 1 }
    let aim: Open | null = found?.aim ?? null
    if (aim !== null) aim.told.push(told)
    else if (mention.standsAlone && mention.kind !== 'done' && mention.probability >= LEAST_NAMING) open.push((aim = { first: told, told: [told] }))
    if (aim === null) continue
    said.add(`${mention.kind} ${key}`)
    before = { passageId: mention.passageId, aim }
  }
  return open.map(toAim)
}

function nearest(open: readonly Open[], mention: Mention, words: ReadonlySet<string>): Readonly<{ aim: Open; likeness: number }> | null {
  let best: Readonly<{ aim: Open; likeness: number }> | null = null
  for (const aim of open) {
    for (const other of aim.told) {
      if (!other.mention.standsAlone) continue
      const cosine = dot(other.mention.vector, mention.vector)
      if (cosine <= (best?.likeness ?? 0) || !isOneAim(other, mention, words, cosine)) continue
      best = { aim, likeness: cosine }
    }
  }
  return best
}

function isOneAim({ mention, words: others }: Told, other: Mention, words: ReadonlySet<string>, cosine: number): boolean {
  if (cosine >= PLAINLY_NEAR) return true
  const shared = [...words].filter((word) => others.has(word)).length
  if (shared === 0) return false
  const isSamePlace = mention.file === other.file && mention.sourceId === other.sourceId && mention.heading === other.heading
  const areBothNaming = NAMING.has(mention.kind) && NAMING.has(other.kind)
  return cosine >= (areBothNaming && !isSamePlace && shared === 1 ? NEAR : NEAR_TO_WHAT_CAME)
}

/** The words of a quote that few of those before it hold. */
function openTellingWords(): (quote: string) => ReadonlySet<string> {
  const counts = new Map<string, number>()
  let quotes = 0
  return (quote) => {
    const words = new Set(contentWords(quote))
    quotes += 1
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    const most = Math.max(FEWEST_FOR_COMMON, COMMON * quotes)
    return new Set([...words].filter((word) => counts.get(word)! <= most && !TIMES.test(word)))
  }
}

function toAim({ first, told }: Open): Aim {
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

function byTime(a: Mention, b: Mention): number {
  return (a.date ?? Infinity) - (b.date ?? Infinity) || compare(a.sourceId, b.sourceId) || compare(a.file, b.file) || a.line - b.line || compare(a.quote, b.quote)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
