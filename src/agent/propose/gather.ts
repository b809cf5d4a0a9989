import { mentionKey, NAMING } from './aims.ts'
import type { Mention } from './aims.ts'
import { openNearness } from './nearness.ts'
import type { Near } from './nearness.ts'
import { contentWords } from './words.ts'

/** For each mention in its order the aim that it joined or began, counted from 0, or -1, and how like it is to what was there. */
export type Joins = Readonly<{ aims: Int32Array; likeness: Float64Array }>

export const NO_JOINS: Joins = { aims: new Int32Array(), likeness: new Float64Array() }

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
const LEANING = 0.8

/**
 * Gathers mentions into aims, in the order in which they were written: each joins the aim that it is nearest to, and one that names an
 * aim and is near to none begins its own. So what is written later never moves what was gathered before it, and where the first of the
 * mentions were gathered already, as `known`, only the others are compared.
 */
export function gather(ordered: readonly Mention[], known: Joins = NO_JOINS): Joins {
  const aims = new Int32Array(ordered.length).fill(-1)
  const likeness = new Float64Array(ordered.length)
  const telling = openTellingWords()
  const gathered = openGathered()
  const said = new Set<string>()
  let begun = 0
  let before: Readonly<{ passageId: string; aim: number }> | null = null
  for (const [index, mention] of ordered.entries()) {
    const key = `${mention.kind} ${mentionKey(mention.quote)}`
    // The same words in another place are said once.
    if (said.has(key)) continue
    const words = telling(mention.quote)
    const join = index < known.aims.length ? { aim: known.aims[index]!, likeness: known.likeness[index]! } : joined(mention, words)
    if (join === null || join.aim < 0) continue
    begun = Math.max(begun, join.aim + 1)
    aims[index] = join.aim
    likeness[index] = join.likeness
    if (mention.standsAlone) gathered.add(mention, words, join.aim)
    said.add(key)
    before = { passageId: mention.passageId, aim: join.aim }
  }
  return { aims, likeness }

  function joined(mention: Mention, words: ReadonlySet<string>): Join | null {
    if (mention.standsAlone) return gathered.nearest(mention, words) ?? (mention.kind !== 'done' && mention.probability >= LEAST_NAMING ? { aim: begun, likeness: 1 } : null)
    const leans = before?.passageId === mention.passageId && !NAMING.has(mention.kind) && mention.quote.length <= SHORT
    return leans ? { aim: before!.aim, likeness: LEANING } : null
  }
}

type Join = Readonly<{ aim: number; likeness: number }>
type Told = Readonly<{ mention: Mention; words: ReadonlySet<string>; aim: number }>

/** What stands for itself in an aim, found by its words and its vector. */
function openGathered() {
  const told: Told[] = []
  const withWord = new Map<string, number[]>()
  const nearness = openNearness()

  return {
    add(mention: Mention, words: ReadonlySet<string>, aim: number): void {
      for (const word of words) {
        const those = withWord.get(word)
        if (those) those.push(told.length)
        else withWord.set(word, [told.length])
      }
      told.push({ mention, words, aim })
      nearness.add(mention.vector)
    },
    nearest(mention: Mention, words: ReadonlySet<string>): Join | null {
      const shared = [...words].flatMap((word) => withWord.get(word) ?? [])
      let best: Join | null = null
      for (const near of nearness.near(mention.vector, PLAINLY_NEAR, { indices: shared, least: NEAR_TO_WHAT_CAME })) {
        const other = told[near.index]!
        if (isBehind(near, other, best) || !isOneAim(other, mention, words, near.cosine)) continue
        best = { aim: other.aim, likeness: near.cosine }
      }
      return best
    },
  }
}

/** Of two that are as near the aim that was begun first. */
function isBehind({ cosine }: Near, { aim }: Told, best: Join | null): boolean {
  return best !== null && (cosine < best.likeness || (cosine === best.likeness && aim >= best.aim))
}

function isOneAim({ mention, words: others }: Told, other: Mention, words: ReadonlySet<string>, cosine: number): boolean {
  if (cosine >= PLAINLY_NEAR) return true
  const shared = [...words].filter((word) => others.has(word)).length
  if (shared === 0) return false
  const isSamePlace = mention.file === other.file && mention.sourceId === other.sourceId && mention.heading === other.heading
  const areBothNaming = NAMING.has(mention.kind) && NAMING.has(other.kind)
  // What a list sets side by side is told apart there.
  const areSideBySide = mention.passageId === other.passageId && mention.kind === other.kind
  return cosine >= ((areBothNaming && !isSamePlace && shared === 1) || areSideBySide ? NEAR : NEAR_TO_WHAT_CAME)
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
