import type { ObservedClaim } from './admission.ts'
import type { Parts } from './parts.ts'
import type { Settled } from './observed.ts'
import { nearestArea } from './topics.ts'
import { usedFor } from './uses.ts'
import { labelByRule } from '../propose/axes.ts'
import { mentionKey } from '../propose/aims.ts'
import type { Mention } from '../propose/aims.ts'
import type { IntentKind } from '../observe/intent.ts'
import { isFirstPerson, plainOf } from '../observe/voice.ts'

/** So that one diary does not swamp what the person says to Tacit: claims of one note, of one week, and of all. */
export const MOST_OF_NOTE = 3
export const MOST_OF_WEEK = 6
export const MOST_OF_ALL = 200
/** Fainter ones are threads to look at, and no evidence. */
const LEAST_PROBABILITY = 0.4
const WEEK = 604_800_000

type Shown = Readonly<{ verdict: 'happened' | 'stalled' | 'dropped' | null; reason: string; trust: number }>

/** What each kind of sentence is evidence of; a question and a step are of nothing. A plan is often a duty. */
const SHOWS: Readonly<Partial<Record<IntentKind, Shown>>> = {
  wish: { verdict: null, reason: 'says what you want', trust: 1 },
  plan: { verdict: null, reason: 'says what you mean to do', trust: 0.8 },
  done: { verdict: 'happened', reason: 'says that it is done', trust: 1 },
  stalled: { verdict: 'stalled', reason: 'says that it has come to a halt', trust: 1 },
  dropped: { verdict: 'dropped', reason: 'says that you let it go', trust: 1 },
}

type Found = Readonly<{ mention: Mention; shown: Shown; probability: number }>

/** What the sentences are evidence of, the surest first and within the bounds. The same words in two places count once. */
export function claimsOf(mentions: readonly Mention[], topicOf: (vector: Float32Array) => string): readonly ObservedClaim[] {
  const first = new Map<string, Found>()
  for (const found of mentions.flatMap((mention) => foundIn(mention) ?? []).sort((a, b) => (a.mention.date ?? Infinity) - (b.mention.date ?? Infinity) || compare(keyOf(a), keyOf(b)))) {
    const key = `${found.mention.kind} ${mentionKey(found.mention.quote)}`
    if (!first.has(key)) first.set(key, found)
  }
  const uses = new Map<string, number>()
  const ordered = [...first.values()].sort((a, b) => b.probability - a.probability || compare(keyOf(a), keyOf(b)))
  const chosen = ordered.filter(({ mention: { sourceId, file, date } }) => {
    const limits = [[`note ${sourceId} ${file}`, MOST_OF_NOTE], [`week ${date === null ? 'unknown' : Math.floor(date / WEEK)}`, MOST_OF_WEEK], ['all', MOST_OF_ALL]] as const
    if (limits.some(([key, most]) => (uses.get(key) ?? 0) >= most)) return false
    for (const [key] of limits) uses.set(key, (uses.get(key) ?? 0) + 1)
    return true
  })
  return chosen.map(({ mention, shown, probability }): ObservedClaim => {
    const { quote, passageId, sourceId, date, vector } = mention
    const common = { item: { text: quote, axes: labelByRule(quote) }, topic: topicOf(vector), proposalId: null, date, passageId, sourceId, quote, reason: shown.reason, probability }
    return shown.verdict === null ? { ...common, kind: 'wish' } : { ...common, kind: 'outcome', verdict: shown.verdict }
  })
}

/**
 * A vector does not hear a "not", so what turns away from something is no wish for it. And evidence needs an "I": a task or an
 * item of a list may be anybody's order.
 */
function foundIn(mention: Mention): Found | null {
  if (mention.language === 'en' && !isFirstPerson(plainOf(mention.quote))) return null
  const shown = SHOWS[mention.kind]
  if (shown === undefined || !mention.standsAlone || (mention.turnsAway && shown.verdict === null)) return null
  const probability = Math.min(1, mention.probability * shown.trust)
  return probability < LEAST_PROBABILITY ? null : { mention, shown, probability }
}

/** Brings the ledger in step with what the notes say now. It waits for its turn among the acts of the person. */
export function learnFromNotes({ store, groundings, observed, library, libraryItems }: Parts): Promise<Settled> {
  const mayTeach = usedFor(store, 'evidence')
  const wrong = groundings.aims.wrong()
  const mentions = groundings.aims.mentions().filter(({ sourceId, quote }) => mayTeach.has(sourceId) && !wrong.has(mentionKey(quote)))
  return observed.settle('intents', claimsOf(mentions, (vector) => nearestArea(vector, library, libraryItems)))
}

const keyOf = ({ mention: { quote, passageId } }: Found): string => `${mentionKey(quote)} ${passageId}`
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
