import { beginsClause } from './intent-open.ts'
import { isFirstPerson } from './voice.ts'
import type { Statement } from './voice.ts'

// The words by which a person says what became of something. English; others are in `intent-languages.ts`.

export type OutcomeKind = 'step' | 'done' | 'stalled' | 'dropped' | 'returned'
export type Outcome = Readonly<{ kind: OutcomeKind; probability: number }>

type Cue = Outcome & Readonly<{ pattern: RegExp }>

/** "I", "I have", "I've finally": the subject of what follows. */
const DID = String.raw`\b(?:i|we)(?:'ve| have|'m| am)?(?: (?:finally|just|actually|already|now|also|even|recently|today|at last|just now|then|successfully|eventually|officially|slowly|really))* `
/** What only goes on in the head is no step. */
const MUSING = String.raw`reali[sz]e|believe|feel|think|see|notice|understand|question|wonder|appreciate|doubt|like|get|suspect|hear|recogni[sz]e|have|be|become|worry|fear|hate|love`
const MUSED = String.raw`want|mean|hop|long|dream|think|wonder|feel|ask|told|say|see|wait|neglect|hear|gett|hav|be|look|us|grappl|notic|struggl|liv|procrastinat|tr|strugg|do|go|keep|find|put|worr|talk|kind|in |to |a |the `
const SINCE = String.raw`\b.*\b(?:since|for|in) (?:\w+ )?(?:years?|months?|weeks?|ages|days|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|school|university|\d{4}|the)\b`
const DOINGS = String.raw`touched|played|written|called|rung|visited|opened|practi[sc]ed|been (?:to|out|back)|drawn|painted|sewn|read|sung|swum|run|danced|picked up|seen|met|built|sent|worked on|made any|looked at`

// The surest first; the first that matches decides. All are matched against `plain`.
const CUES: readonly Cue[] = [
  { kind: 'dropped', probability: 0.9, pattern: new RegExp(String.raw`${DID}(?:gave up|given up|quit|abandoned|cancell?ed (?:my|the|our)|called off|decided (?:against|not to)|dropped (?:out|the (?:idea|plan|project|course|class))|let (?:it|that|them|my .{2,30}|the .{2,30}) (?:go|slide|lapse|die)|lost interest|walked away from)\b`) },
  { kind: 'dropped', probability: 0.8, pattern: /\bi (?:no longer (?!want|need|have to)\w+|(?:don't|do not) \w+ (?:\w+ ){0,5}(?:any ?more|any longer)\b)|^(?:gave up|given up|quit|abandoned|dropped|cancell?ed)\b|\b(?:no longer interested|i've had enough of)\b/ },
  { kind: 'stalled', probability: 0.85, pattern: new RegExp(String.raw`\bi(?:'ve| have)? (?:still |really )?(?:haven't|have not|never|not) (?:${DOINGS})${SINCE}|\b(?:i )?(?:haven't|have not) (?:${DOINGS})${SINCE}`) },
  { kind: 'stalled', probability: 0.85, pattern: /\bi (?:used to (?!think|believe|feel|have tunnel|be (?:used|able to say))\w+|never (?:finished|started|got (?:around|round) to))|\b(?:still (?:haven't|have not|hasn't|not (?:started|begun|done|finished|sent|booked|called))|(?:haven't|have not|never|didn't) (?:yet )?(?:got(?:ten)?|get|getting) (?:around|round) to|keep (?:putting|pushing|postponing)|put(?:ting)? (?:it|that|this|them) off|postponed|on hold|on the back ?burner|no progress|lost momentum|ran out of steam|gathering dust|(?:is|are|lies?|lying|sits?|sitting|remains?|still) (?:\w+ )?(?:half[- ]finished|unfinished)|indefinite hiatus|(?:simply |just )?hasn't happened|not (?:once|touched|started) since|fell (?:behind|off)|fallen (?:behind|off)|no closer)\b|^no \w+ since\b/ },
  { kind: 'stalled', probability: 0.7, pattern: /(?:^|\bi )(?:did not|didn't|haven't|have not|couldn't|failed to) (?:manage|meet|reach|keep (?:up|to)|finish|find (?:the )?(?:time|energy|motivation)|have (?:the )?(?:time|energy|motivation)|start(?:ed)?|finished|done (?:it|any|much))\b|\bi(?:'m| am) (?:still )?(?:stuck (?:with|on)|behind (?:on|with))\b/ },
  { kind: 'returned', probability: 0.75, pattern: new RegExp(String.raw`\bi(?:'ve| have|'m| am)?(?: (?:finally|just|now|recently))? (?:back (?:to|at|into) \w+ing|gone back to|went back to|c[ao]me back to|pick(?:ed|ing) .{2,40} (?:back )?up again|picked (?:back )?up (?:my|the)|restarted|resumed|return(?:ed|ing) to|took .{2,30} up again|(?:started|began|begun) .{2,60} again)\b`) },
  { kind: 'done', probability: 0.9, pattern: new RegExp(String.raw`\b(?:i|we)(?:'ve| have)? (?:finally|at last) (?!want|need|have to|feel|understand|see\b|know|think|realiz|realis)\w+|^finally (?:did|got|went|made|finished|started|bought|called|wrote|sent|met|built|fixed|learned|learnt)\b`) },
  { kind: 'done', probability: 0.8, pattern: new RegExp(String.raw`${DID}(?:finished|completed|managed to|accomplished|achieved|graduated|succeeded|submitted|published|launched|shipped|passed (?:my|the)|got (?:the job|accepted|married|around to|round to|through)|won(?!')|did it|made it (?:to|through|happen)|done with|got rid of|moved (?:to|into|out)|reached (?:my|the|a)|fulfilled|repaired|fixed|mended|sold)\b`) },
  { kind: 'done', probability: 0.7, pattern: /^managed to (?!be)\w+|^(?:finished|completed|done with|fixed|repaired|bought|sold|sent|booked|called|met|made|built|wrote)\b (?:the|my|a|an|our|\w+ing)\b|^(?:it|that|this) (?:worked|is done|paid off)\b|\bi did it\b/ },
  { kind: 'step', probability: 0.8, pattern: new RegExp(String.raw`${DID}(?:(?:started|begun|began) (?!to (?:${MUSING})|with|(?:${MUSED}))(?:to|on|my|the|a|an|\w+ing)|signed up|enrolled|joined|booked|ordered|registered|applied for|subscribed|set (?:up|aside)|made (?:a|an|my) (?:appointment|plan|list|start|first)|took (?:my|the|a) first|went to (?:my|the|a) first|bought|practi[sc]ed|sketched|drafted|emailed|phoned|rang|adopted|committed to)\b`) },
  { kind: 'step', probability: 0.7, pattern: new RegExp(String.raw`\bi(?:'ve| have) been (?:\w+ly )?(?!${MUSED})\w+ing\b`) },
  { kind: 'step', probability: 0.7, pattern: /\bi(?:'m| am) (?:now |currently |slowly |finally |still )*(?:working on|learning|reading|exploring|building|writing (?!to|this|you)|practi[sc]ing|training|halfway|taking (?:classes|lessons|a class|a course)|getting better at|making progress)\b|\bi (?:made|am making|'m making) (?:some |good |slow |a lot of )?progress\b|\b(?:first|second|third) (?:lesson|class|session|draft|chapter) (?:done|today|yesterday|went)\b/ },
]

/** Clauses that only suppose it, or tell of it as a rule, and what was done to or by others. */
const SUPPOSED = /\b(?:if|unless|whether|once|when|whenever|since|until|till|as soon as|after|before|in case|even though|by the time) (?:i|we)(?:'ve)?\b|\bi once\b|\b(?:i|we) (?:wish|would|could|might|should|may|must) have\b|\b(?:had i|as if|imagine|suppose|would've|could've|should've|every time|each time)\b/
const OF_OTHERS = /^(?:you|he|she|they|people|someone|everyone|everybody|users?|the \w+ (?:was|were|is|are|has|have|gave|quit)|companies|societ)\b/

/** What a sentence says has become of something of the person's own; null where it says nothing of the kind. */
export function outcomeIn({ plain, mark }: Pick<Statement, 'plain' | 'mark'>): Outcome | null {
  if (mark !== null) return { kind: mark === 'done' ? 'done' : 'dropped', probability: 0.85 }
  if (plain.endsWith('?') || SUPPOSED.test(plain) || OF_OTHERS.test(plain)) return null
  const cue = CUES.find(({ pattern }) => {
    const match = pattern.exec(plain)
    if (match === null) return false
    // "companies I applied to" tells of companies; without "I" it may be anyone's, but for the short form of a diary.
    return /^(?:i|we)\b/.test(match[0]) ? beginsClause(plain, match.index) : match.index === 0 || isFirstPerson(plain)
  })
  return cue === undefined ? null : { kind: cue.kind, probability: cue.probability }
}
