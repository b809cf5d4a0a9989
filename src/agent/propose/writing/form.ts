import { plainOf } from '../../observe/voice.ts'
import type { Rejection } from './types.ts'

// Whether a text reads as a state of affairs. English only: a text in another language is refused, whatever it says.

const SHORTEST = 3
const LONGEST = 600

const MARKUP = /https?:|www\.|\b[\w-]+\.(?:com|org|net|io|js|py|md|json)\b|[<>{}[\]|\\`~^#*_=]|\w\(|\)\(|&\w+;|\$\w|\/\w+\/|@\w|\p{Extended_Pictographic}/u
/** What a state of somebody's life has no business with: whoever writes, rates and reads it. */
const ASSISTANT =
  /\b(?:assistants? (?:must|should|will|has|writes|says|obeys|accepts)|(?:the|your|my|this|ai|virtual|digital) assistant|a\.?i\.?|language models?|chatbots?|tacit|chatgpt|openai|users?|prompts?|(?:previous|these|following|above|all|the|your) instructions?|(?:all|every|each|the|this|any|no|next) proposals?|rat(?:e|es|ed|ing|ings) (?:of )?(?:five|5|every|all|one|1)|rated|five stars?|ledger|beliefs? (?:is|are|axis)|json|evidence|the material|passages? (?:is|are|says?|p\d)|[ps]\d|horizon|(?:the|this) person|states? of affairs|as requested|sure, here|here (?:is|are) (?:a|an|the|some) (?:state|new|possible|example)|memory updated|maintenance mode|core memory)\b/
/** Who speaks, or what comes, as transcripts and headings say it. */
const ROLE = /(?:^|[.!?] )(?:system|user|assistant|human|model|developer|note|instructions?|tweet|text|state|title|answer|output|example|task)\s?:/
const ADVICE =
  /\b(?:you (?:should|must|ought|need|have to|can|could|may|might|will want|deserve)|had better|why not|make sure|be sure|ensure|consider|remember to|don't forget|try to|it(?:'s| is) (?:important|best|essential|recommended|advisable|a good idea|time to)|(?:we|i) (?:recommend|suggest|advise)|(?:is|are) (?:recommended|advised)|let's|let us|please|feel free|take a moment|the (?:goal|key|aim|trick) is)\b/
/** In the main clause these say what ought to be, and not what is. */
const OUGHT = /\b(?:should(?:n't)?|must(?:n't)?|ought to|needs? to|ha(?:ve|s) to)\b/
/** Verbs that open an order; a state opens with what it is about. */
const ORDERS = new Set(
  `accept act add allow answer arrange ask avoid bake be become begin believe block book borrow bring build buy call cancel change check choose clear click close collect come commit compare complete confirm connect
  continue cook copy create cultivate cut decide declutter dedicate define delete describe develop disable discover do don't download draw drink eat embrace enable encourage end engage enjoy establish execute explain explore
  fetch fill find finish focus follow forget gather generate get give go grab grow have help hire ignore imagine implement improve include incorporate install introduce invite join keep know learn leave let list listen
  live lock look maintain make manage meet mark mention move never note offer open order organise organize output paint participate pay pick plan plant play please practice practise prepare print prioritise prioritize propose
  provide pursue put quit rate read record reduce reflect register remember remove repeat replace reply report request reserve respond rest return review ride run save say schedule search seek select sell send set
  share show sign sit sleep speak spend start stay stop store strive study submit swim switch swap take talk teach tell think treat try turn uninstall update upload use utilize visit wait wake walk watch work write`.split(/\s+/),
)
/** What an order's verb is followed by, and what may stand before these in a state. */
const OBJECT = /^(?:the|an?|your|yours|yourself|some|it|them|this|these|those|more|another|each other|up|down|away)$/
const BEFORE_OBJECT = new Set(
  `about above across after against all along among and around as at before behind below beneath beside besides between beyond both but by despite during each early even every exactly far for from half if in inside into just
  late like many nearly next not now of off on once only onto opposite or out outside over past per roughly round since so some soon such than that then there though through throughout till to today tomorrow tonight toward towards twice
  under until up upon what when whenever where wherever while with within without yesterday almost always never whether yet here down away instead because is are`.split(/\s+/),
)
/** The same words are nouns where one of these follows: "Work ends at four", "Rest is for Sundays". */
const NOUN_AFTER = /^\S+ (?:is|are|has|have|ends?|begins?|starts?|stops?|happens?|comes?|goes|lies|stands?|takes|lasts?|and|of|on|in|at|for|before|after|by|from|with|hours?|clothes|days?)\b/
const NOUNS_TOO = new Set('answer book call change copy cut drink end help leave look meet mark move note offer order plan plant play practice rate record reply report rest return review ride run search set share show sign sleep start stay stop store study switch talk turn use visit wait walk watch work'.split(' '))
const FIRST_PERSON = /(?:^|[^\p{L}])(?:I|I'(?:m|ve|d|ll))(?![\p{L}'])|\b(?:my|mine|myself|we|we've|we're|our|ours|ourselves)\b/iu
const NOT_PRESENT = /\b(?:will|won't|would|wouldn't|'ll|gonna|going to|was|were|wasn't|weren't|had|used to|want(?:s|ed)?|wish(?:es|ed)?|hopes?|hoped|plans? to|planned to|planning to|intends?|dreams? of|could|might)\b/
/** What follows is told of the subject and not said of the state. */
const ASIDE = /[,;:—–(]|\b(?:who|whom|whose|whoever|that|which|where|wherever|when|until|unless|because|before|after|as|if|so|nobody|nothing|and|but|than|whatever|with|for)\b/
const FUNCTION_WORDS = new Set('a an the of in on at to for with and or but is are has have no not every each all one two three by from as it its that there then than so up out over into before after nobody who whoever what where when while until only any some more most own this these'.split(' '))
const LEAST_FUNCTION_WORDS = 0.18

/** What keeps a text from being a state of affairs; null where nothing does. */
export function formProblem(text: string): Rejection | null {
  if (text.length < SHORTEST || text.length > LONGEST) return 'too short or too long'
  const plain = plainOf(text)
  if (!/[.!?]["'”’)]?$/.test(text)) return 'it did not end'
  if (MARKUP.test(text) || /[\p{Cc}\p{Cf}\p{Co}]/u.test(text)) return 'a link, code or markup'
  if (sentencesIn(text).length > 2) return 'more than two sentences'
  if (ASSISTANT.test(plain) || ROLE.test(plain)) return 'speaks of the assistant'
  if (/\?/.test(text)) return 'a question'
  const mains = sentencesIn(plain).map((sentence) => sentence.split(ASIDE)[0]!)
  if (ADVICE.test(plain) || sentencesIn(plain).some(isOrder) || mains.some((main) => OUGHT.test(main))) return 'an order or advice'
  if (FIRST_PERSON.test(text)) return 'in the first person'
  if (!isEnglish(plain)) return 'not in English'
  return mains.some((main) => NOT_PRESENT.test(main)) ? 'not in the present' : null
}

export function sentencesIn(text: string): readonly string[] {
  return text.split(/(?<=[.!?…]["”’)]?)\s+/).filter((part) => part.trim() !== '')
}

function isOrder(sentence: string): boolean {
  const words = sentence
    .trim()
    .replace(/^\p{L}+: /u, '')
    .replace(/^(?:always|never|just|simply|now|today|tomorrow|tonight|first|then|instead|also|and|but|so|okay|ok|well)[,]? /, '')
  const [first = '', second = ''] = words.match(/[\p{L}']+/gu) ?? []
  if (OBJECT.test(second) && !BEFORE_OBJECT.has(first) && !/(?:s|ly|day|noon|night|morning|evening|year|month|week|time)$/.test(first) && words.startsWith(`${first} ${second}`)) return true
  return ORDERS.has(first) && !(NOUNS_TOO.has(first) && NOUN_AFTER.test(words))
}

function isEnglish(plain: string): boolean {
  const words = plain.match(/\p{L}[\p{L}']*/gu) ?? []
  if (words.length === 0) return false
  const isLatin = words.every((word) => /^[\p{Script=Latin}']+$/u.test(word))
  return isLatin && words.filter((word) => FUNCTION_WORDS.has(word)).length >= LEAST_FUNCTION_WORDS * words.length
}
