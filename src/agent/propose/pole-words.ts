// Words by which people name a pole when they say why: a vector tells what a reason is about, and often not which end of it.

type Words = Readonly<{ left: RegExp; right: RegExp }>

const words = (left: string, right: string): Words => ({ left: new RegExp(String.raw`\b(?:${left})\b`, 'gi'), right: new RegExp(String.raw`\b(?:${right})\b`, 'gi') })

export const POLE_WORDS: Readonly<Record<string, Words>> = {
  company: words(
    'solitary|solitude|alone|lonely|loneliness|by myself|on my own|nobody else|no one else|nobody around|nobody is up|to myself|peace from people',
    'social|sociable|company|people|friends?|neighbours?|neighbors?|guests?|crowds?|crowded|together|others|family|group',
  ),
  medium: words('by hand|my hands|handmade|hands-on|pencil|wood|dough|knitting|sewing|craft', 'screens?|computers?|laptop|phone|tablet|online|internet|apps?|video calls?|digital|typing'),
  daytime: words('mornings?|early|dawn|sunrise|breakfast|before work', 'evenings?|late|nights?|dark|dusk|sunset|after work|bedtime'),
  liveliness: words('quiet|calm|silent|silence|peaceful|slow|still|restful|gentle', 'lively|loud|noise|noisy|busy|hectic|bustle|bustling|music|dancing|exciting|excitement|energetic'),
  plan: words('planned|plans?|planning|scheduled?|fixed|rigid|calendar|timetable|organi[sz]ed|routine', 'left open|open-ended|spontaneous|spontaneity|unplanned|improvised|free to choose|not fixed|nothing fixed|flexible'),
  duration: words('short|quick|quickly|brief|few minutes', 'long|longer|all day|whole day|hours|takes forever|time-consuming|too much time'),
  purpose: words('useful|practical|productive|purposeful|gets? something done|chores?|work', 'for its own sake|just for fun|for fun|fun|play|playful|pointless|useless|idle|idleness|beauty|beautiful|pleasure'),
  novelty: words('familiar|the same|usual|used to it|well known|tradition|traditional|repetitive', 'new|novel|unknown|unfamiliar|never done|never tried|first time|adventure|strange|different'),
  cost: words('thrift|thrifty|cheap|cheaper|free of charge|for free|costs? nothing|saves? money|saving money|second-?hand|frugal', 'spending|expensive|costs?|costly|pricey|money|afford|luxury'),
  horizon: words('today|tonight|right now|at once|immediate|immediately|this week', 'years ahead|years|decades?|old age|future|long-term|later in life'),
  ending: words('finish it|finish|finished|done|over with|completed?|closed|put away', 'keep it going|keeps? going|goes on|ongoing|habit|never ends?|endless|week after week'),
  commitment: words('reversible|undo|undone|stop any ?time|can stop|a trial|try it out|back out|non-?binding', 'committing|commitment|committed|binding|binds|tied|tied down|obligation|promise|contract|no way back'),
  place: words('at home|home|indoors|house|my room|kitchen', 'away|far|travel|travell?ing|journeys?|trips?|out of the house|abroad|outdoors|outside|on the road'),
  exchange: words('giving|give|gifts?|helps? (?:somebody|someone|others|people)|for others|generous', 'receiving|receive|looked after|looks after me|helps me|taught|given to me|for me'),
}

/** The poles that the text names, with the words that do; an axis of which it names both is left out. */
export function polesNamed(text: string): readonly Readonly<{ axisId: string; side: 'left' | 'right'; words: readonly string[] }>[] {
  return Object.entries(POLE_WORDS).flatMap(([axisId, { left, right }]) => {
    const [lefts, rights] = [text.match(left) ?? [], text.match(right) ?? []]
    // "Not fixed" names the other end of "fixed": the longer words are the ones that are meant.
    const [l, r] = [lefts.filter((word) => !rights.some((other) => other.length > word.length && other.includes(word))), rights.filter((word) => !lefts.some((other) => other.length > word.length && other.includes(word)))]
    if (l.length > 0 === r.length > 0) return []
    return [{ axisId, side: l.length > 0 ? ('left' as const) : ('right' as const), words: l.length > 0 ? l : r }]
  })
}
