import { createHash } from 'node:crypto'

// What stood in a part of a note that may not be kept, told by hashes alone and only while the note is read.

/** The hashes of all runs of one word, of two and of three. */
export type Runs = readonly [ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>]

/** Of a longer text nobody tells. */
const MOST_WORDS = 20_000
/** From this share of its words in a private part, and more than in the open ones, a line has gone into that part. */
const MUCH_OF_LINE = 1 / 3
/** So much of a private part in a text that is gone, and nowhere in the open, was taken from that text. */
const MUCH_OF_PART = 1 / 2

/** Where words are not set apart each letter is one. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu

const wordsOf = (text: string): readonly string[] => text.normalize('NFKC').toLowerCase().match(WORDS) ?? []
const hashed = (run: readonly string[]): string => createHash('sha1').update(run.join(' ')).digest('base64').slice(0, 12)
const runsOfLength = (words: readonly string[], length: number): ReadonlySet<string> => new Set(Array.from({ length: Math.max(0, words.length - length + 1) }, (_, at) => hashed(words.slice(at, at + length))))

/** Null where the text is too long. */
export function runsOf(text: string): Runs | null {
  const words = wordsOf(text)
  return words.length > MOST_WORDS ? null : [runsOfLength(words, 1), runsOfLength(words, 2), runsOfLength(words, 3)]
}

/** True of a text that is gone, where a line of it, or words out of one, stand in one of these parts now and not in the open. */
export function hasGoneInto(text: string, parts: readonly Runs[], open: Runs): boolean {
  const own = runsOf(text)
  if (own === null) return true
  const holdsPart = parts.some((part) => {
    const length = lengthOf(part)
    const taken = [...part[length]].filter((run) => own[length].has(run) && !open[length].has(run))
    return taken.length > 0 && taken.length >= MUCH_OF_PART * part[length].size
  })
  return holdsPart || text.split('\n').some((line) => {
    const words = runsOf(line)!
    const runs = [...words[lengthOf(words)]]
    const share = (others: readonly Runs[]): number => runs.filter((run) => others.some((other) => other[lengthOf(words)].has(run))).length / Math.max(1, runs.length)
    return share(parts) >= MUCH_OF_LINE && share(parts) > share([open])
  })
}

/** The longest that it has, as an index. */
const lengthOf = ([, two, three]: Runs): 0 | 1 | 2 => (three.size > 0 ? 2 : two.size > 0 ? 1 : 0)
