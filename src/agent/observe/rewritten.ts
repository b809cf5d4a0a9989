// What a person changed in their own text: the paragraphs that say the same thing anew.

export type Rewritten = Readonly<{ before: string; after: string }>

/** From this share of words in common a new paragraph is an old one rewritten. */
const SAME_PARAGRAPH = 0.3
/** Fewer new words are a slip of the pen put right. */
const FEWEST_NEW = 3
const SHORTEST = 40
const LONGEST = 700

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** Markdown as prose: what only marks it up has no part in what is wanted. */
function plainParagraphs(text: string): readonly string[] {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/^```[\s\S]*?^```/gm, '')
  return body
    .split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=#)/)
    .map((part) =>
      part
        .replace(/!\[[^\]]*\]\([^)]*\)|!\[\[[^\]]*\]\]/g, '')
        .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/^\s*(?:#{1,6}|[-*+]|\d+[.)]|>)\s+(?:\[[ xX-]\]\s+)?/, '')
        .replace(/\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((part) => part.length > 0)
}

/** The paragraphs that only one of two versions of a note holds. */
export function changedParagraphs(before: string, after: string): Readonly<{ gone: readonly string[]; added: readonly string[] }> {
  const [old, fresh] = [plainParagraphs(before), plainParagraphs(after)]
  const [kept, known] = [new Set(fresh), new Set(old)]
  const isProse = (text: string): boolean => text.length >= SHORTEST && text.length <= LONGEST
  return { gone: old.filter((text) => !kept.has(text) && isProse(text)), added: fresh.filter((text) => !known.has(text) && isProse(text)) }
}

/**
 * The changed paragraphs of two versions of a note, each beside what it was: every old paragraph that is gone is matched with the
 * new one that shares most words with it (Dice), the likest pairs first. What was only added, only deleted or only corrected is left out.
 */
export function rewritten(before: string, after: string): readonly Rewritten[] {
  const changed = changedParagraphs(before, after)
  const counted = (text: string): Counted => ({ text, words: new Set(wordsOf(text)) })
  const [gone, added] = [changed.gone.map(counted), changed.added.map(counted)]
  const pairs = gone
    .flatMap((one) => added.map((other) => ({ one, other, likeness: dice(one.words, other.words) })))
    .filter(({ likeness }) => likeness >= SAME_PARAGRAPH)
    .sort((a, b) => b.likeness - a.likeness || (a.one.text < b.one.text ? -1 : 1))
  const used = new Set<Counted>()
  return pairs.flatMap(({ one, other }) => {
    if (used.has(one) || used.has(other)) return []
    used.add(one).add(other)
    return difference(one.words, other.words) < FEWEST_NEW ? [] : [{ before: one.text, after: other.text }]
  })
}

type Counted = Readonly<{ text: string; words: ReadonlySet<string> }>

/** Twice the words in common over all words. */
export function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * [...a].filter((word) => b.has(word)).length) / Math.max(1, a.size + b.size)
}

/** How many words only one of them has. */
function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((word) => !b.has(word)).length + [...b].filter((word) => !a.has(word)).length
}
