import { isAnswered, isOthersText } from './surroundings.ts'
import { isAddressed, isFirstPerson, technicalWords } from './voice.ts'
import type { NotePassage, Sentence } from './voice.ts'

// The one place for the words by which a wish, a plan, a question and something let lie are known. English; others are in `intent-languages.ts`.

export type OpenKind = 'wish' | 'plan' | 'returned' | 'dropped' | 'question'

/** `strength` in (0, 1]: how surely it is the person's own and open. */
export type Open = Readonly<{ kind: OpenKind; strength: number }>

type Cue = Readonly<{ kind: OpenKind; strength: number; pattern: RegExp }>

const MODIFIER = String.raw`(?:(?:really|very much|still|also|so|just|only|definitely|sometimes|often|secretly|always|kind of|maybe|probably|actually) )*`
const SINCE = String.raw`\b.*\b(?:since|for|in) (?:\w+ )?(?:years?|months?|weeks?|ages|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|school|university|\d{4}|the)\b`
const DOINGS = String.raw`touched|played|written|wrote|called|rung|visited|opened|practi[sc]ed|been (?:to|out|back)|drawn|painted|sewn|read|sung|swum|run|danced|finished|picked up|seen|met|built|sent`

// Ordered from the surest. All are matched against `plain`: lower case, straight apostrophes, citations taken out.
const CUES: readonly Cue[] = [
  { kind: 'dropped', strength: 0.9, pattern: /\bi (?:used to (?!think|believe|feel|have tunnel|be (?:used|able to say))|gave up|quit|abandoned|never finished|never started|never got (?:around|round) to|let .{3,40} (?:slip|lapse|slide)|stopped (?!at |by |for |and |to )\w+ing)\b/ },
  { kind: 'dropped', strength: 0.85, pattern: new RegExp(String.raw`\b(?:i )?(?:haven't|have not|never) (?:${DOINGS})${SINCE}`) },
  { kind: 'dropped', strength: 0.8, pattern: /\b(?:half[- ]finished|never finished|unfinished|gathering dust|lost (?:that|the|my) (?:itch|habit|touch|knack)|fell (?:off|out of)|ran? out of steam|(?:simply |just )?hasn't happened|not (?:once|touched) since|(?:^|i )(?:did not|didn't) (?:meet|reach|keep|finish|manage|get (?:a)?round)|indefinite hiatus|i had to (?:drop|give up|stop)|^gave up(?: on)?)\b|^no \w+ since\b|(?:^|\bi )(?:meant|wanted|planned|intended|supposed) to\b.*\b(?:but|instead)\b/ },
  { kind: 'wish', strength: 1, pattern: new RegExp(String.raw`\bi(?:'d| would) ${MODIFIER}(?:like|love|prefer) (?:to|a|an|more|some|my|another|one)\b`) },
  { kind: 'wish', strength: 1, pattern: new RegExp(String.raw`\bi ${MODIFIER}(?:want|wish|long|hope|dream|yearn) (?:to|for|of|my|more|a|an|some|someone|somebody|we|there|\w+ (?:days|weeks|hours|evenings|months) (?:off|of|for|to|with)|i (?:could|were|was|spoke|knew|lived|saw|played|had (?:more|a|an|the|time|some)))\b`) },
  { kind: 'wish', strength: 0.95, pattern: /\bi(?:'ve| have)? (?:always wanted|long wanted|been (?:wanting|meaning|hoping|longing|dreaming))\b/ },
  { kind: 'wish', strength: 0.9, pattern: /\bi (?:do not|don't|no longer) want (?:to|my)\b|\bi miss (?!the point|this|that|it\b)\w+|\bi can't wait (?:to|until)\b|\bwhat i'd (?:really |actually )?(?:need|want|like|love) is\b|\bif .{2,40} (?:were|could|had)\b.* i'd\b|\bi keep (?:wanting|meaning|thinking (?:of|about)|putting off)\b|^needs? (?:a|an|some|more) \w+/ },
  { kind: 'wish', strength: 0.8, pattern: /^(?:would (?:be (?:good|nice|lovely|great|fun|wonderful|cool)|love|like) to|i(?:'d| would) need|it(?:'d| would) be (?:good|nice|lovely|great|fun|wonderful|so nice|really nice|cool) (?:to|if)|one day|some ?day|want to|wish (?:i|we|there)|hope to|hoping to|dreaming of|if only|could (?:do|make|write|draw|build|try|ask|go))\b/ },
  { kind: 'plan', strength: 0.85, pattern: new RegExp(String.raw`(?<!\b(?:(?:feel|feels|felt|seems?|looks?) (?:like|as if|as though)|as if|as though) )\bi(?:'m| am) ${MODIFIER}(?:going to|planning (?:to|on)|hoping to|trying to|working on|learning (?:how )?to)\b|\bi ${MODIFIER}(?:plan|intend|mean) to\b|\bi(?:'ll| will) (?:finally|try|start|make (?:time|sure)|learn|write|finish|find|visit|call|begin|do better)\b`) },
  { kind: 'plan', strength: 0.8, pattern: new RegExp(String.raw`\bi ${MODIFIER}(?:need|ought) to\b|\bi ${MODIFIER}(?:should|must)\b|\bi(?:'d| had) better\b|^i have to\b`) },
  { kind: 'plan', strength: 0.75, pattern: /^(?:should (?!be|not|scale|have|work)|must (?!be|not|have)|need to |(?:have|ought|going|planning|been meaning) to |(?:said|told \w+|promised(?: \w+)?) i'd\b|maybe i(?:'ll| could| should)\b|(?:next|this) (?:week|month|year|spring|summer|autumn|winter|weekend) i\b)|\bnext (?:spring|summer|autumn|winter|week|month|year|weekend)[.!]*$|\b(?:some ?time|one of these days)[.!]*$|\bfrom (?:tonight|tomorrow|today|now on)\b|\bstarting (?:today|tonight|tomorrow)\b|\bneither of us (?:named|set|fixed|wrote|asked|called)\b|\bdon't know (?:where|how|which end) to (?:start|begin)\b/ },
  { kind: 'question', strength: 0.8, pattern: /(?:^|[,;–-] )(?:how |why |when |where |what |who |which )?(?:\w+ )?(?:should|could|shall|would|can|do|don't|can't|am|will|did|have|haven't) i\b.*\?$/ },
]

const NOT_OPEN = /\b(?:finally (?:did|got|went|made|finished|started|have|bought|called)|at last|managed to|turned out|ended up|glad i|happy (?:that )?i|i did (?:it|end))\b/
// What is said to a reader, and a way of speaking: no wish of a life.
const SPEECH = /\b(?:say(?! (?:no|yes|hello|goodbye|sorry|thank))|note|mention|argue|clarify|emphasi[sz]e|stress|point out|highlight|acknowledge|thank|admit|confess|add|claim|suggest|propose|introduce|extend|talk about|discuss|share with you|explain|show|describe|call attention|warn|remind|think (?:that|so|of)|think(?:ing)? (?:about|through)|believe|assume|suppose|preface|start (?:by|with)|be (?:clear|honest|explicit)|find(?: out)? (?:if|whether)|see how|know (?:if|whether|that|why)|guess|imagine|insert|ask myself)\b/
const HYPOTHESIS = /^(?:what (?:if|about)|say|imagine|suppose)\b|, say,|\b(?:for example|e\.g|for instance)\b|\bi (?:should|must|would) (?:be able|also note|probably (?:note|say)|argue|say|guess|imagine|think|assume)\b/
/** A wish about the text that it stands in is no wish of a life either. */
const OF_THE_TEXT = /\b(?:this|the) (?:blog ?)?(?:post|article|essay|page|note|paper|chapter|newsletter|section|document)\b|\bthis \w+ (?:post|article|essay)\b|\bflesh(?:ing|ed)? out\b/
/** "do that again", "tell her about it": the sentence needs its neighbours. */
const HANGS = /\b(?:do|did|does|doing|done|try|trying|start|use|using|make|making|like|about|of|improve|choose|think|on|for|to|with|call|ring|ask|change|fix|solve|handle) (?:it|so(?! much)|them|(?:that|this|these|those)(?=\s*(?:[.,;:!?)…]|$|(?:and|but|again|every|often|when|with|in|for|as|properly|now|once|one|option|by|through|next)\b)))(?![\w'])|\bthat one\b/
const PLACEHOLDER = /\b[XYZ]\b|\[[a-z]\]|\$/
const SELF_DIRECTED = /(?:^|› |\/)to (?:learn|try|make|visit)\b|\b(?:goals?|resolutions?|some ?day|bucket ?list|wish ?list|to-?do|todos?|inbox|routines?|habits?|hobbies|interests|rituals?|principles|intentions?|plans?|this year|next year|small actions|things to (?:do|try|learn|make)|want to|would like to|dreams?|hopes?|ideas for (?:me|home|the house|life))\b/i
const IMPERATIVE = /^(?:go|take|make|learn|write|read|hike|walk|call|ask|visit|start|play|draw|cook|bake|plant|build|finish|leave|spend|keep|try|practi[sc]e|invite|meet|reach out|eat|sleep|swim|run|be able to|cycle|sing|host|fix|repair|sew|knit|grow|donate|volunteer|travel|reduce|drink|sit|stretch|chat|no|less|more|one|actively|have|set aside|do)\b/
const PASTIME = /^(?:play|creat|enjoy|explor|cook|bak|garden|read|writ|draw|paint|sing|danc|hik|walk|run|climb|cycl|swim|collect|build|mak|learn|travel|photograph|knit|sew|do)ing\b/
/** The words before "I" that let a clause begin; after any other the clause hangs on a noun ("the argument I hope to make"). */
const CLAUSE_BEGINS = /(?:^|[,;:.!?)–—-]|\b(?:and|but|so|yet|or|though|although|while|since|because|think|feel|feel like|know|guess|maybe|perhaps|today|now|still|lately|recently|really|then|eventually|personally|honestly|actually|sometimes|also|therefore|hence|said|decided|realised|realized|wish|hope|year|month|week|summer|winter|spring|autumn|life|time|day|morning|evening))\s*$/

/** What a sentence leaves open of the person's own life; null where nothing, or where it is not the person's, or only a way of speaking. */
export function openIn(passage: NotePassage, sentence: Sentence): Open | null {
  const { plain, quote, line } = sentence
  const technical = technicalWords(plain)
  if (technical > 1 || isAddressed(plain) || isLog(plain) || PLACEHOLDER.test(quote)) return null
  if (NOT_OPEN.test(plain) || HYPOTHESIS.test(plain) || OF_THE_TEXT.test(plain) || hangs(plain)) return null
  const cue = cueOf(passage, sentence)
  if (cue === null) return null
  if (cue.kind !== 'dropped' && SPEECH.test(plain.slice(cue.end).slice(0, 40))) return null
  if (isAnswered(cue.kind, sentence)) return null
  const isOthers = isOthersText(passage)
  if (isOthers && cue.kind !== 'wish' && cue.kind !== 'dropped') return null
  const strength = cue.strength * (technical === 1 ? 0.75 : 1) * (isOthers ? 0.6 : 1) * (line.startsWith('☐') ? 1.05 : 1)
  return { kind: cue.kind, strength: Math.min(1, strength) }
}

type Found = Readonly<{ kind: OpenKind; strength: number; end: number }>

function cueOf(passage: NotePassage, { plain, line, isWholeLine, isOpening }: Sentence): Found | null {
  for (const { kind, strength, pattern } of CUES) {
    const match = pattern.exec(plain)
    if (match === null || (/^i\b/.test(match[0]) && !beginsClause(plain, match.index))) continue
    // Without "I" the words may be anyone's: only beside the person's own voice.
    if (!isFirstPerson(plain) && !isFirstPerson(passage.text.toLowerCase())) continue
    return { kind: plain.endsWith('?') && kind !== 'dropped' ? 'question' : kind, strength, end: match.index + match[0].length }
  }
  const [first = ''] = passage.text.split('\n')
  if (/^idea:/i.test(line) && isOpening) return { kind: 'wish', strength: 0.75, end: 0 }
  const isOwnList = SELF_DIRECTED.test(passage.heading ?? '') || SELF_DIRECTED.test(passage.file) || (first !== line && /\bi\b/i.test(first) && SELF_DIRECTED.test(first))
  if (line.startsWith('☐') && isOpening) return { kind: 'plan', strength: isOwnList ? 0.8 : 0.6, end: 0 }
  if (/^(?:TODO|LATER|NOW|DOING)\b/.test(line)) return { kind: 'plan', strength: 0.6, end: 0 }
  if (isOwnList && isWholeLine && plain.length <= 120 && IMPERATIVE.test(plain) && !/\b20\d\d\b/.test(plain)) return { kind: 'plan', strength: 0.5, end: 0 }
  if (isOwnList && isWholeLine && plain.length <= 120 && PASTIME.test(plain)) return { kind: 'returned', strength: 0.5, end: 0 }
  return null
}

/** True where what stands at `index` is a clause of its own and does not hang on a noun. */
export function beginsClause(plain: string, index: number): boolean {
  return CLAUSE_BEGINS.test(plain.slice(0, index))
}

/** What stands far enough in has most likely been named in the sentence itself. */
function hangs(plain: string): boolean {
  const match = HANGS.exec(plain)
  return match !== null && match.index < 40
}

/** Numbers upon numbers: a record, and no wish. */
function isLog(plain: string): boolean {
  return (plain.match(/\d/g)?.length ?? 0) > 8 || /\d ?(?:ms|[kmg]b|fps|hz|px)\b/.test(plain)
}
