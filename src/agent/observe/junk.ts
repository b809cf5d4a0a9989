import { sentencesOf } from './sentences.ts'
import type { PassagesOfNote } from './passages.ts'
import type { WithheldPart, WithheldReason } from './types.ts'

// What is no thought of anybody: it would fill the memory and answer no search.

export const JUNK_REASONS = ['a list of links', 'only numbers', 'code', 'boilerplate', 'left over from a template', 'a log', 'made by a machine', 'written by Tacit', 'announces what follows'] as const satisfies readonly WithheldReason[]
export type JunkReason = (typeof JUNK_REASONS)[number]

type Judged = Readonly<{ text: string; heading: string | null; file: string }>
/** `turn` is the person's in a chat, `answer` the assistant's. */
export type JunkPlace = 'note' | 'turn' | 'answer'

const OWN_VOICE = /\b(?:i|i'd|i'm|i've|i'll|my|me|mine|myself|we|our|ich|mir|mein\w*|je|j'\w+|mon|ma|mes|yo|mi|mis|eu|meu|minha|io|mio|mia|ik|mijn)\b/i
/** What a heading or a file is called that only lists what is elsewhere. */
const LINK_PLACE =
  /^(?:(?:useful|great|other|more|external|related|cool|interesting|further|additional|my|awesome|good) )*(?:(?:blog )?posts|links?|resources?|references?|reading|bibliography|newsletters?|compilations?|tools|apps(?: and tools)?|libraries|extensions|plugins|packages|products|courses|talks|videos|articles|websites?|bookmarks|sources)$|^(?:awesome [\p{L} ]+|see also|table of contents|contents|toc|navigation|index|sitemap)$/iu
const BOILERPLATE =
  /\ball rights reserved\b|\b(?:©|copyright \(c\)|\(c\)) ?\d{4}|\bpermission is hereby granted\b|\bwithout warranty of any kind\b|\baccept (?:all )?cookies\b|\bterms (?:of service|and conditions)\b.*\bprivacy policy\b|\bunsubscribe\b.*\b(?:email|list|newsletter)\b|\bthis (?:e-?mail|message) (?:and any attachments )?(?:is|may be) (?:confidential|privileged)\b|\bclick here to\b|\bskip to (?:main )?content\b|\bsent from my (?:iphone|ipad|android|phone)\b|\b(?:edit|improve) this page\b|^powered by\b.{0,30}$/im
const TEMPLATE = /\{\{[^}]*\}\}|<%[^%]*%>|\blorem ipsum\b|\[(?:your|insert|add|name of|date|title|topic)[^\]]{0,40}\]|\{%[^%]*%\}|^(?:what went well|what could be better|gratitude|top 3 priorities)\s*[:?]?\s*$/im
/** "Task 1": a word that stands for one. */
const STAND_IN = /^\W*(?:task|item|example|sample|placeholder|test)(?: (?:task|item))? \d{1,3}\W*$/i
const LOGGED = /^\W{0,2}(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d\b|\[?(?:info|warn(?:ing)?|error|debug|trace|fatal)\]?[: ]|at [\w.$<>]+ ?\(.*:\d+|traceback \(|npm (?:err|warn)|file ".*", line \d+|\+{1,2} |>>> )/i
/** A line of Python or its like, of which a line of words has neither the form nor the brackets. */
const PYTHON_LINE = /^\s*(?:import \w[\w.]*(?: as \w+)?|[a-z_][\w.]*(?:\[[^\]]*\])? [-+*/]?= (?:.*\w[([].*|\w+\.\w+|[furb]?(['"]).*\1|\d+)|(?:try|else|finally):|assert \w.*[([=<>].*|(?:let )?(?:mut )?[a-z_]\w* :=(?: .*)?|return (?:True|False|None)|(?:if|elif|while|with|for \w+ in) .*[()=<>[\]].*:|[\w.]+\(.*\))\s*$/
/** "default: true": a setting of a program. */
const SETTING = /^\s*[\w-]+: (?:true|false|null|none|boolean|string|number|object|\[\]|\{\})\s*$/i
/** In a table of commands: the name of a program, and what is given only to programs. */
const COMMAND_CELL = /^(?:sudo|git|npm|npx|pip3?|curl|docker|kubectl|helm|brew|apt(?:-get)?|yarn|ssh|systemctl|aws|gcloud|terraform) [a-z].*(?: -{1,2}\w|\w\/\w|[$<=])/
/** Typed into a terminal: what the program is told to do, an option or a path. "git at the roofers" has none of them. */
const COMMAND_LINE =
  /^(?!.* (?:a|an|the|is|are|of|to|for|that|my)(?: |$))\s*(?:(?:sudo|npx) [\w./@-]+|cd (?:[~./]\S*|\S+\/\S*|-)$|curl (?:-|https?:)\S+|(?:git|npm|pip3?|docker|kubectl|brew|apt(?:-get)?|yarn) (?:-{1,2}[a-zA-Z][\w-]*|(?:add|api-[a-z]+|apply|audit|branch|build|checkout|ci|clone|commit|compose|config|create|delete|describe|dev|diff|exec|explain|expose|fetch|get|images|init|install|log|login|logs|merge|ps|publish|pull|push|rebase|remote|remove|reset|rm|rollout|run|scale|stash|start|status|stop|switch|tag|test|top|uninstall|update|upgrade)(?= |$)|(?=.* (?:--?[a-zA-Z]|[~.]{1,2}\/|@\w))[\w./@-]+))(?: [-\w./@:=~]+)*$/
const CODE_LINE = /^\s*(?:(?:const|let|var) [\w{[].*=|function \w*\(|import (?:\w+|\{.*\}|\*) from |from \w[\w.]* import |export (?:const|default|class|function)\b|class \w+.*[:{]$|def \w+\(|return [\w.("'[{]+.*;?$|(?:if|for|while) ?\(.*\)|#include|SELECT .* FROM|INSERT INTO|\$ \w)|^.{0,80}\w[)}\]]?;\s*$(?<!\w \w+ \w+;)|=>\s*[\w({[]|^\s*[\w.]+\([^)]*\);?$|^\s*<\/?\w+[^>]*>\s*$/
const MACHINE = /\bas an? (?:ai|large) language model\b|\b(?:this (?:file|page|document) (?:is|was)|^)(?: been)? ?(?:automatically |auto-?)generated\b|\bgenerated (?:by|with|from|on) (?:chatgpt|gpt|claude|copilot|gemini|a script|the|\d{4})|\bdo not edit (?:this file )?(?:by hand|manually|directly)?\b|\[oaicite:|turn\d+search\d+|\bsure, here(?:'s| is) (?:a|an|the|your)\b|\bi hope this (?:email finds you well|helps)!?\s*$/i
const TACITS = /\bexported by tacit\b|\bworth is in points of a five-point rating\b|(?:^|› )(?:preference profile|sure leanings|rated highest|rated lowest|what it cannot tell)(?:\b|$)|<!-- ?tacit:/i

/** Only says where something else stands. */
const POINTER =
  /^\W*(?:(?:please )?(?:see|refer to|read|visit|check(?: out)?)\b(?=.*\bfor (?:(?:more|further|additional) (?:info\w*|details?|on|about)|(?:the|a) (?:full|complete|whole) (?:list|reference|text|documentation))\b)(?!.*\b(?:which|who|because)\b).*|see also\b:?(?: [^ ]+){1,6}|(?:you can (?:find|read) )?more (?:info(?:rmation)?|details?)(?: on \S+| about \S+)?(?: (?:can|may) be found)?(?: here| at| in)?:? ?https?:\S+|(?:\w+ )?(?:taken|copied|adapted|borrowed) from:? https?:\S+)$/i
/** "Name handle#1234", and the roles beside it. */
const CREDIT = /^(?:#[\w.]+|(?:[^.!?:#]{1,40} \(?@|(?:\p{Lu}[^\s#]* ){2,3}\(?|([^\s#]+) (?=\1))[\w.-]+#\d{4}\)?(?: [+#][\w.]+)*)$/u
/** "Title - example.org", in any language. */
const ADDRESSED = / (?:[-–—|]|\() ?(?:https?:\/\/\S+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|app|info|co\.uk|de|fr|es|it|nl|pt|ru|cn|jp|kr|eu|ch|at)(?:\/\S*)?)\W*$/i

/** What an assistant says to everybody, a clause at a time. */
const COURTESY = new RegExp(
  String.raw`^(?:(?:hello|hi|hey|ok(?:ay)?|great|and|alright)[,!.]? )*(?:${[
    '(?:hello|hi|hey)(?: there| again)?|sure(?: thing)?|certainly|of course|absolutely|ok(?:ay)?|great|terrific|wonderful|excellent|perfect|good ?bye|bye|no problem',
    'you(?:\'re| are) (?:very |so |quite |most )?welcome(?: again)?|(?:it (?:has been|was|is) )?(?:my|a) pleasure(?: to (?:help|assist)(?: you)?)?',
    String.raw`(?:how|what) (?:else )?(?:can|may|could|would) i (?:else )?(?:help|assist|do)\b[^,;:]{0,40}|(?:(?:so )?is|was) there (?:something|anything)(?: else)? (?:i|you|we)\b.{0,60}|(?:(?:so )?is|was) there (?:something|anything) else\b.{0,60}|(?:can|may|could) i (?:help|assist) (?:you )?(?:with )?(?:anything|something) else\b.{0,30}|anything else(?: i can (?:help|assist|do)\b.{0,30})?`,
    String.raw`(?:(?:i'm|i am) )?(?:happy|glad|here) (?:that )?(?:to (?:have (?:been able to )?)?|i (?:can|could) )(?:help(?:ed)?|assist(?:ed)?|be of help)\b[^,;:]{0,30}`,
    String.raw`(?:have|enjoy) (?:a|your) (?:\w+ )?(?:day|evening|night|stay|trip|meal|time|one)(?: ahead)?`,
    String.raw`(?:many )?thank(?:s| you)?(?: (?:very|so) much| again)?(?: for (?:calling|choosing|using|contacting)\b.{0,50})?`,
    String.raw`i hope (?:this|that|it) helps|(?:please )?let me know|(?:please )?(?:feel free|don't hesitate) to (?:ask|share|reach out|let me know|contact (?:me|us))(?: (?:me|us))?`,
    String.raw`(?:(?:please )?(?:let me know|(?:feel free|don't hesitate) to (?:ask|reach out|let me know|contact (?:me|us))) )?if (?:you (?:have|need|require) (?:any(?:thing)?|further|more)\b.{0,80}|(?:there(?:'s| is)|i can) .{0,30}\b(?:anything|something) else\b.{0,40})`,
    String.raw`feel free to (?:test|try|run|use|modify|adjust|adapt|customi[sz]e|expand|extend|explore)(?: or \w+)? (?:it|(?:this|that|the|these) (?:\w+ )?(?:code|function|script|program|class|method|example|implementation|snippet))\b.{0,90}`,
  ].join('|')})\W*$`,
  'i',
)
/** Between what is said to everybody and what else is said in the same sentence. */
const CLAUSE_END = /, | (?=and (?:have|enjoy|thank|feel|let|good ?bye)\b)/
/** What it is about to do, said before it does it. */
const ABOUT_TO =
  /^(?:(?:(?:ok(?:ay)?|sure|great|perfect|good|now)[,.!]? )?(?:now )?(?:let me|i'll|i will|i'm going to) (?:(?:also|first|now|just|quickly|start by) )?(?:check|checking|look|see|find|read|search|verify|run|fix|create|update|write|modify|examine|explore|review|test|edit|do|get|take a look|analy[sz]e|inspect|investigate)\b[^?]{0,60}|(?:now )?(?:checking|looking|reading|running|searching|analy[sz]ing) (?:at|for|if|in|into|on|the|through|whether)\b[^?,]{0,60}(?:\.\.\.|…))$/i

/** Why a passage is not worth keeping; null where it is. */
export function junkIn({ text, heading, file }: Judged, place: JunkPlace = 'note'): JunkReason | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (place === 'answer') return junkInAnswer(text, lines)
  if (TACITS.test(text) || TACITS.test(heading ?? '')) return 'written by Tacit'
  if (lines.filter((line) => TEMPLATE.test(line)).length >= 0.5 * lines.length || lines.every((line) => STAND_IN.test(line))) return 'left over from a template'
  if (MACHINE.test(text) || isGibberish(text)) return 'made by a machine'
  if (BOILERPLATE.test(text)) return 'boilerplate'
  if (isLog(lines)) return 'a log'
  if (isNumbers(text)) return 'only numbers'
  if (isMost(lines, (line) => SETTING.test(line)) && lines.every((line) => line.length <= 60)) return 'code'
  if (isMost(lines, isCode) || share(text, /[{}[\];<>`]/g) > 0.12) return 'code'
  if (place === 'note' && isMost(lines, (line) => CREDIT.test(line)) && lines.some((line) => /[\w)]#\d{4}/.test(line))) return 'boilerplate'
  if (place === 'note' && isPointer(lines)) return 'a list of links'
  // In a turn it may be what was asked for, above what was handed over.
  if (place === 'note' && isAnnouncement(lines)) return 'announces what follows'
  return isLinkList(lines, [file.replace(/^.*\//, '').replace(/\.\w+$/, ''), ...(heading ?? '').split(' › ')]) ? 'a list of links' : null
}

/** An answer is context, and made by a machine: only what says nothing at all is left out of it. */
function junkInAnswer(text: string, lines: readonly string[]): JunkReason | null {
  if (isGibberish(text)) return 'made by a machine'
  if (isLog(lines)) return 'a log'
  if (isMost(lines, isCode)) return 'code'
  if (isSaidOnly(lines, isCourtesy)) return 'boilerplate'
  return isSaidOnly(lines, (sentence) => ABOUT_TO.test(sentence)) ? 'announces what follows' : null
}

/** What was cut of a note, with the junk among what is withheld. */
export function withoutJunk({ passages, withheld }: PassagesOfNote, place: JunkPlace = 'note'): PassagesOfNote {
  const junk: WithheldPart[] = []
  const kept = passages.filter((passage) => {
    const reason = junkIn(passage, place)
    if (reason !== null) junk.push({ reason, lineStart: passage.lineStart, lineEnd: passage.lineEnd })
    return reason === null
  })
  return { passages: kept, withheld: [...withheld, ...junk] }
}

const isLog = (lines: readonly string[]): boolean => lines.length > 1 && isMost(lines, (line) => LOGGED.test(line))

/** A line of code, or a row with a command in it. */
function isCode(line: string): boolean {
  const cells = line.split(' | ')
  return PYTHON_LINE.test(line) || cells.some((cell) => CODE_LINE.test(cell) || COMMAND_LINE.test(cell) || (cells.length > 1 && COMMAND_CELL.test(cell)))
}

/** Whether every sentence is such a one. */
function isSaidOnly(lines: readonly string[], isSuch: (sentence: string) => boolean): boolean {
  return lines.every((line) => sentencesOf(line).every((sentence) => isSuch(sentence.replaceAll('’', "'").trim())))
}

const isCourtesy = (sentence: string): boolean => sentence.split(CLAUSE_END).every((clause) => COURTESY.test(clause))

const isPointer = (lines: readonly string[]): boolean => lines.every((line) => line.length <= 200 && POINTER.test(line) && !OWN_VOICE.test(line.toLowerCase()))

/** "Resources are compiled from these threads:", of which what follows is not kept with it; and the names of files between such lines. */
function isAnnouncement(lines: readonly string[]): boolean {
  return lines.some(announces) && lines.every((line) => announces(line) || /^\W*[\w./-]+\.[a-z]{1,4}\W*$/i.test(line))
}

function announces(line: string): boolean {
  return (line.trim().endsWith(':') || /^(?:then |now |next,? )?(?:run|execute|enter|type) the following\b[^:]*$/i.test(line)) && line.length <= 120 && !/[.!?…] \S/.test(line) && !OWN_VOICE.test(line.toLowerCase())
}

/** Titles below one another, in a place for them, of which nothing is said; or nothing but addresses. */
function isLinkList(lines: readonly string[], places: readonly string[]): boolean {
  if (lines.some((line) => OWN_VOICE.test(line.toLowerCase()) || /^[☐☑]/.test(line) || line.length > 160)) return false
  if (lines.filter((line) => /^\W*(?:https?:\/\/|www\.)\S+\W*$/.test(line)).length >= 0.6 * lines.length) return true
  if (lines.length > 2 && lines.filter((line) => ADDRESSED.test(line)).length >= 0.6 * lines.length) return true
  if (!places.some((place) => LINK_PLACE.test(place.replace(/[^\p{L}\d ]+/gu, ' ').replace(/ +/g, ' ').trim()))) return false
  return lines.filter((line) => isEntry(line) || isTitle(line)).length >= 0.6 * lines.length
}

/** "name - what it is". */
function isEntry(line: string): boolean {
  return /^\W{0,3}[\w@:][\w@:/. '’&+!-]{1,60} [-–—] \S/.test(line) && !/[.!?] \S/.test(line)
}

/** "How to Write a Great README." or some few words: no sentence. */
function isTitle(line: string): boolean {
  const words = line.match(/\p{L}[\p{L}'’.-]*/gu) ?? []
  const long = words.filter((word) => word.length > 3)
  return words.length <= 8 || (words.length <= 14 && long.filter((word) => /^\p{Lu}/u.test(word)).length >= 0.75 * Math.max(1, long.length))
}

/** Tables and lists of figures. */
function isNumbers(text: string): boolean {
  const digits = count(text, /\d/g)
  return digits > 12 && digits > 0.8 * count(text, /\p{L}/gu)
}

/** Keys, hashes, minified text: words that nobody speaks. */
function isGibberish(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => !/^(?:https?:|www\.|\W*$)/.test(word))
  return words.filter((word) => word.length > 40 && !/[./:]\w/.test(word.slice(1, -1))).reduce((sum, word) => sum + word.length, 0) > 0.3 * text.length
}

const isMost = (lines: readonly string[], isSuch: (line: string) => boolean): boolean => lines.filter(isSuch).length > 0.5 * lines.length
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const share = (text: string, pattern: RegExp): number => count(text, pattern) / Math.max(1, text.length)
