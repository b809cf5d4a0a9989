import { dice, wordsOf } from '../observe/rewritten.ts'

// Which of the person's words they keep turning to, as far as editing and coming back show it. It orders what candidates may be grounded
// in, and says nothing of what is wanted: no row of the ledger and no term of the reward is made of it.

/** How often a passage was left as it was while its note was edited, was given more words, and lost some. */
export type Signs = Readonly<{ kept: number; expanded: number; cut: number }>
/** On how many days something was said of a thread, and how many lie between the first and the last. */
export type Followed = Readonly<{ days: number; span: number }>

export const NO_SIGNS: Signs = { kept: 0, expanded: 0, cut: 0 }
export const NOT_FOLLOWED: Followed = { days: 0, span: 0 }

/** From this share of words in common a new passage is an old one rewritten. */
const SAME_PASSAGE = 0.3
/** How many times the words it had make it longer, or shorter. */
const LONGER = 1.25
const SHORTER = 0.75

const DAY_MS = 86_400_000
const YEAR_DAYS = 365

/** In [−.6, 1]; 0 of what nobody has touched since it was written. Each sign counts for less the more of it there is. */
export function salienceOf({ kept, expanded, cut }: Signs, { days, span }: Followed): number {
  const returned = Math.max(0, days - 1)
  return 0.4 * grown(returned) + 0.3 * grown(expanded) + 0.2 * grown(kept) + 0.1 * Math.min(1, span / YEAR_DAYS) - 0.6 * grown(cut)
}

const grown = (count: number): number => 1 - 2 ** -count

/** What it goes by, in words; null where there is nothing to say. */
export function salienceWords({ kept, expanded, cut }: Signs, { days }: Followed): string | null {
  const said = [
    ...(days > 1 ? [`came back to it on ${days - 1 === 1 ? 'another day' : `${days - 1} other days`}`] : []),
    ...(expanded > 0 ? ['wrote more of it'] : []),
    ...(kept > 0 ? ['kept it while editing the note'] : []),
    ...(cut > 0 ? ['cut it down'] : []),
  ]
  return said.length === 0 ? null : `you ${said.length === 1 ? said[0]! : `${said.slice(0, -1).join(', ')} and ${said.at(-1)!}`}`
}

export function followedOf(dates: readonly (number | null)[]): Followed {
  const days = [...new Set(dates.flatMap((date) => (date === null ? [] : [Math.floor(date / DAY_MS)])))]
  return days.length === 0 ? NOT_FOLLOWED : { days: days.length, span: Math.max(...days) - Math.min(...days) }
}

/** The signs of the passages of a note after an edit; those of a passage that was rewritten go on with its new words. */
export function signsAfter(before: readonly Readonly<{ text: string; signs: Signs }>[], after: readonly string[]): readonly Signs[] {
  const known = new Map(before.map(({ text, signs }) => [text, signs]))
  const now = new Set(after)
  const gone = before.filter(({ text }) => !now.has(text)).map((each) => ({ ...each, words: wordsOf(each.text) }))
  return after.map((text) => {
    const same = known.get(text)
    if (same) return { ...same, kept: same.kept + 1 }
    const words = wordsOf(text)
    const likest = gone.map((each) => ({ ...each, likeness: dice(new Set(each.words), new Set(words)) })).reduce((best, next) => (next.likeness > best.likeness ? next : best), { likeness: 0, words, signs: NO_SIGNS })
    if (likest.likeness < SAME_PASSAGE) return NO_SIGNS
    const times = words.length / likest.words.length
    return { ...likest.signs, expanded: likest.signs.expanded + (times >= LONGER ? 1 : 0), cut: likest.signs.cut + (times <= SHORTER ? 1 : 0) }
  })
}

/** The signs of a note's passages as they stand in its last version, by all its versions; the oldest first. */
export function signsThrough(versions: readonly (readonly string[])[]): readonly Signs[] {
  let before: readonly Readonly<{ text: string; signs: Signs }>[] = []
  for (const texts of versions) {
    const signs = signsAfter(before, texts)
    before = texts.map((text, index) => ({ text, signs: signs[index]! }))
  }
  return before.map(({ signs }) => signs)
}
