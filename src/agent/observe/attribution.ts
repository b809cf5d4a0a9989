// Words that stand in a person's own note and are somebody else's, or nobody's: letters, transcripts, stories, surveys, exercises, user stories.

/** What a person calls their own lines; any other name before a colon is of who speaks, or of what is to be done with the words. */
const OWN_LABEL =
  /^(?:idea|plan|note(?: to self)?|goal|wish|next|today|tonight|tomorrow|yesterday|this (?:week|month|year|spring|summer|autumn|winter)|next (?:week|month|year|steps?)|some ?day|one day|now|later|soon|then|morning|afternoon|evening|night|noon|mood|feeling|update|done|progress|p\.?s\.?|resolutions?|intentions?|dreams?|hopes?|to-?do|remind(?:er)?|remember|insights?|lessons?|decisions?|reflections?|gratitude|grateful|highlights? of (?:the|my) (?:day|week)|learned|thoughts?|me|myself|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|work|home|health|family|friends|money|music|reading|writing|garden|kitchen|body|mind|sleep|wunsch|ziel|heute|morgen|idée|projet|objectif|idea|meta|objetivo|hoy|obiettivo|doel|vandaag)\b/i
const MACHINE = /^(?:assistant|tacit|ai|system|user|human|chatgpt|gpt|claude|gemini|copilot|computer|bot|model|agent)\s?[:,]/i
const ASSISTANTS = 'assistant|chatgpt|gpt(?:-[\\w.]+)?|claude|gemini|copilot|mistral|deepseek|perplexity|grok|llama'
/** "ChatGPT said:", "🤖 Claude 4 replied", "Answer from Gemini"; a heading "Claude" alone may be of anybody’s own thoughts. */
const HEADING_OF_MACHINE = new RegExp(`^\\W*(?:(?:${ASSISTANTS})(?: [\\w.]+){0,2}(?:\\W* (?:said|says|answered|replied|wrote|responded|response|reply|answer)\\W*|\\s*:)|assistant|(?:answer|response|reply|output) (?:from|of|by) (?:${ASSISTANTS})\\b.{0,20})$`, 'iu')
const LABELLED = /(?:^|[.!?]\s+|\s{2,}|\d\.\s+)((?:[A-Z][\w’'-]*|\[[^\]]{1,20}\])(?: [\w’'.,-]+){0,6}):\s+(?=["“]?(?:\d+[.)]\s+)?(?:I|We|I['’]\w+|My)\b)/g
/** Joined lines of a letter's head stand one after another. */
const LETTER = /(?:^|\s)(From|To|Cc|Sent|Subject|Date|Von|An|Betreff|Gesendet|Datum|De|À|Objet|Para|Asunto|Fecha|Assunto|Data|Da|Oggetto|Van|Aan|Onderwerp)\s?:\s*\S/g
const LETTER_HEAD: ReadonlySet<string> = new Set(['From', 'Subject', 'Von', 'Betreff', 'De', 'Objet', 'Asunto', 'Assunto', 'Oggetto', 'Van', 'Onderwerp'])
const FORWARDED = /-{3,}\s*(?:forwarded|original|weitergeleitete|ursprüngliche|doorgestuurd|message)\b|\bbegin forwarded message\b|\bon .{4,40} wrote:\s/i
const SURVEY = /\b(?:please (?:tick|check|circle|select|rate)|(?:tick|check|select|choose) (?:all|one|the (?:box|boxes|statements?))|strongly (?:dis)?agree|on a scale (?:of|from)|questionnaire|q\d+[.:)])/i
const PLAYED =
  /\b(?:let(?:'s| us) (?:play|pretend|say (?:that )?i am)|(?:pretend|imagine|suppose|assume|say) (?:that )?(?:you|i|we|he|she|someone|somebody|a)\b.{0,40}\b(?:am|are|were|is|was|says?|said|wants?)|role-?play(?:ing)?|once upon a time|(?:story|chapter|scene|act|song|poem|letter|tale|monologue) (?:begins|starts|opens|goes)|the (?:king|queen|prince|princess|knight|wizard|hero|heroine|narrator|villain|dragon|character|protagonist|detective|captain) (?:says?|said|speaks|thinks|replies|wants?)|in the voice of|as if i were)\b/i
const USER_STORY = /^as an? [\w -]{2,40}, (?:i|we)\b/
const REPORTED = /,\s?["”]?(?:says?|said|writes?|wrote|asks?|asked|sings?|sang|goes|thinks?|claims?|claimed|told|replies|replied) (?!i\b)\w+|^(?:according to|in the words of|quoth)\b|^to (?:borrow (?:\w+ )?(?:words?|phrase|line|term|from)|quote|paraphrase)\b|^as (?!i\b)[\p{L}'. -]{2,40} (?:says?|said|puts? it|once (?:said|wrote)|wrote|writes)\b/u

/** True where all of it is somebody else's, or a game. */
export function isOthersPassage({ text, heading }: Readonly<{ text: string; heading: string | null }>): boolean {
  if (heading?.split(' › ').some((part) => HEADING_OF_MACHINE.test(part))) return true
  const heads = new Set([...text.matchAll(LETTER)].map((match) => match[1]!))
  return (heads.size > 1 && [...heads].some((head) => LETTER_HEAD.has(head))) || FORWARDED.test(text) || SURVEY.test(text) || PLAYED.test(text)
}

/** Where on a line another begins to speak, or an exercise begins; −1 where nobody does. What follows on the line is theirs. */
export function othersFrom(line: string): number {
  for (const match of line.replace(/[’‘]/g, "'").matchAll(LABELLED)) if (!OWN_LABEL.test(match[1]!)) return match.index
  return -1
}

/** True of a sentence that names whose it is, or speaks to a machine; `plain` is it in lower case with straight apostrophes. */
export function isReported(plain: string): boolean {
  return USER_STORY.test(plain) || REPORTED.test(plain) || MACHINE.test(plain)
}
