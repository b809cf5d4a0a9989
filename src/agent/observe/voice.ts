import { othersFrom } from './attribution.ts'
import { sentencesOf } from './sentences.ts'

// Whose words a sentence is, and whether it can stand alone. English first: other languages give few threads, never wrong ones.

/** As much of a passage as its words need to be understood. */
export type NotePassage = Readonly<{ id: string; text: string; heading: string | null; file: string }>

/** A sentence of a passage that may be quoted: an exact substring, with where it stands and what a match may look at. */
export type Sentence = Readonly<{
  quote: string
  /** `quote` without what it cites, in lower case, with straight apostrophes. */
  plain: string
  /** The line of the passage that it stands in. */
  line: string
  /** True where the line is a list item, heading-like or otherwise one thought by itself. */
  isWholeLine: boolean
  /** True for the first sentence of its line. */
  isOpening: boolean
  /** The sentences just before and after it on its line; empty where there are none. */
  before: string
  after: string
  /** The line that follows its own; empty after the last. */
  nextLine: string
}>

const SHORTEST = 20
const LONGEST = 240
const MARKER = /^(?:[☐☑]\s+|[-*•]\s+|\d+[.)]\s+|(?:TODO|LATER|NOW|DOING|DONE|WAITING|CANCELED|CANCELLED)\s+|\[#[ABC]\]\s+)+/
const DONE_MARKER = /^(?:☑|\[[-x]\]|(?:DONE|CANCELED|CANCELLED)\b)|^(?:done|did it)\b/i
const TICKED_MARKER = /^(?:☑|\[x\]|DONE\b(?!:))/
const CANCELLED_MARKER = /^(?:\[-\]|CANCELL?ED\b)/
const LABEL = /^(?:(?:[Ii]dea|[Pp]lan|[Nn]ote to self|[Gg]oal|[Ww]ish|[Nn]ext):\s+|[A-Z][\w -]{2,24}:\s+(?=[A-Z]))/
const CONJUNCTION = /^(?:but|and|so|also|then|plus|still|now|anyway|well|honestly|otherwise|ideally|eventually|secretly|overall|lastly|finally|to be honest),?\s+(?=(?:i|i'd|i'm|i've|i'll|my|we)\b)/i
const LEANS_BACK =
  /^(?:it|it's|its|this(?! (?:year|month|week|winter|summer|spring|autumn|weekend|time))|that|that's|these|those|they|they're|them|he|she|he's|she's|his|her|such|which|who|whose|because|since then|but|and|or|so|then|also|otherwise|however|therefore|thus|hence|instead|besides|both|neither|either|the (?:former|latter|same)|as such|for this|for that|in this|in that|here|there(?!'s)|likewise|similarly|again|e\.g|i\.e|see)\b/
const ENDS_OPEN = /\b(?:this|that|these|those|so|such|here|there|these (?:things|reasons|places|people)|this (?:one|way|page|post|article|project|topic|idea|problem|question))\s*[.!?…:;,)]*$/
const SPEAKER = /^(?:\*{0,2}[A-Z]\*{0,2}|[A-Z][a-z]+(?: (?:[A-Z][a-z]+|\d))?)\s?:\s/
const TECHNICAL =
  /\b(?:api|apis|app store|algorithm\w*|array|async\w*|backend|blockchain|boolean|browser|bug|bugs|cache\w*|class|cli|client|clients|codebase|code|compil\w+|config\w*|container|containers|crdts?|crypto\w*|css|database\w*|dataset\w*|deploy\w*|docker|encrypt\w*|frontend|function|functions|git|github|graphql|hash\w*|html|http\w*|implement\w*|interface|javascript|json|key|keys|kubernetes|latency|library|linux|llms?|merkle|metadata|ml|model|models|module|network\w*|node|nodes|npm|parser|peer|peers|plugin|plugins|postgres\w*|protocol|protocols|proof|python|query|queries|rails|refactor\w*|repo|repository|ruby|runtime|rust|schema|server|servers|software|sql|state machine|string|syntax|token|tokens|transaction\w*|typescript|usernames?|users?|validator\w*|variable|webpack|yaml)\b/g

/** A sentence as it stands, with what is needed to know whether it may be quoted by itself. */
export type Statement = Sentence &
  Readonly<{
    /** True where a reader understands it without its neighbours. */
    standsAlone: boolean
    /** What the line's own mark says of it: a ticked box or a keyword of an outline; a plain "done" is none. */
    mark: 'done' | 'cancelled' | null
    /** A mark, or "done" at the start of the line: nothing on it is open. */
    isSettled: boolean
  }>

/** The quotable sentences of a passage, in order; what is done, quoted, spoken by another or leaning on its neighbours is left out. */
export function ownSentences(text: string): readonly Sentence[] {
  return statements(text).filter(({ standsAlone, isSettled }) => standsAlone && !isSettled)
}

/** All sentences that are nobody else's, in order; without those that hold links, code or half a citation. */
export function statements(text: string): readonly Statement[] {
  const lines = text.split('\n')
  const isDialogue = lines.filter((line) => SPEAKER.test(line)).length > 1
  return lines.flatMap((line, at) => {
    if (SPEAKER.test(line) && (isDialogue || /^\*{0,2}[A-Z]\*{0,2}:/.test(line))) return []
    const mark = CANCELLED_MARKER.test(line) ? 'cancelled' : TICKED_MARKER.test(line) ? 'done' : null
    const isSettled = DONE_MARKER.test(line)
    const parts = sentencesOf(line)
    const othersAt = othersFrom(line)
    let offset = 0
    return parts.flatMap((part, index) => {
      const start = offset
      offset += part.length
      if (othersAt >= 0 && start + part.length > othersAt + 1) return []
      const sentence = toStatement(part, line, parts.length === 1, index === 0)
      const near = { before: parts[index - 1]?.trim() ?? '', after: parts[index + 1]?.trim() ?? '', nextLine: lines[at + 1] ?? '' }
      return sentence === null ? [] : [{ ...sentence, ...near, mark, isSettled }]
    })
  })
}

function toStatement(part: string, line: string, isWholeLine: boolean, isOpening: boolean): Omit<Statement, 'before' | 'after' | 'nextLine' | 'mark' | 'isSettled'> | null {
  const quote = part.trim().replace(MARKER, '').replace(LABEL, '').replace(CONJUNCTION, '').trim()
  if (quote.length < 4 || quote.length > LONGEST) return null
  if (/https?:|www\.|[{}<>=|\\]|\w\(\)|[\w-]+\.(?:md|js|py|rb)\b/.test(quote) || /^["“«„]/.test(quote)) return null
  if (count(quote, /["“”«»]/g) % 2 === 1 || count(quote, /[([]/g) !== count(quote, /[)\]]/g)) return null
  const plain = plainOf(quote).replace(/["“«][^"”»]*["”»]/g, ' ')
  const isFragment = quote.length < SHORTEST || quote.split(/\s+/).length < 4 || (/^[a-z]/.test(quote) && !isWholeLine && !part.trim().includes(': ' + quote))
  return { quote, plain, line, isWholeLine, isOpening, standsAlone: !isFragment && !leansBack(plain) && !ENDS_OPEN.test(plain) && !/[:,;]$/.test(plain) }
}

/** Whether a sentence goes on from the one before it ("It …", "Then …"). */
export const leansBack = (plain: string): boolean => LEANS_BACK.test(plain)

/** In lower case, with straight apostrophes. */
export function plainOf(text: string): string {
  return text.toLowerCase().replace(/[’‘]/g, "'")
}

/** How many words belong to machines rather than to a life. */
export function technicalWords(plain: string): number {
  return count(plain, TECHNICAL)
}

export function isFirstPerson(plain: string): boolean {
  return /\b(?:i|i'd|i'm|i've|i'll|my|me|mine|myself|we|we'd|we've|our)\b/.test(plain)
}

/** Advice to a reader, or a letter to somebody: "you" without "I". */
export function isAddressed(plain: string): boolean {
  return /\b(?:you|your|you're|yours|yourself|one's|readers?)\b/.test(plain) && !isFirstPerson(plain)
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
