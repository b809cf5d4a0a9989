import type { Settings } from '../contract/settings.ts'

export type HarmCategory = Settings['allowed'][number]
export type Harm = Readonly<{ category: HarmCategory; isCrisis: boolean }>

// Stems and phrases in lower case with straight apostrophes. A harmless text withheld costs a proposal; a harmful one shown costs trust.

const CRISIS: readonly RegExp[] = [
  /\bsuicid\w*|\bselbstmord|\bsuizid/,
  /\b(?:kill|hurt|harm|cut|hang|drown|shoot|poison)(?:ed|ing|ting)? (?:myself|yourself|himself|herself|themselves)\b|\bself[- ]harm\w*/,
  /\b(?:want|wanted|wish|wished|ready|going|better off|rather) (?:to |to be |i was |i were |i'm |being )?(?:die|dead|dying)\b|\bbetter off without me\b/,
  /\b(?:end|ending|take|taking) (?:it all|my (?:own )?life)\b|\b(?:don't|do not|no longer) (?:want|wish) to (?:live|be alive|wake up|exist|go on living)\b|\bno (?:reason|point) (?:to|in) (?:live|living|go on|going on)\b/,
  /\boverdos(?:e|ed|ing)\b|\bcrisis (?:line|hotline)\b|\b(?:he|she|they|someone|dad|father|mother|husband|wife|partner|boyfriend|girlfriend) (?:hit|hits|beat|beats|raped|rapes|abuses|abused|molested|assaulted) me\b/,
]

const CATEGORIES: readonly Readonly<{ category: HarmCategory; patterns: readonly RegExp[] }>[] = [
  {
    category: 'self-harm',
    patterns: [/\b(?:anorexi\w*|bulimi\w*|starv(?:e|ed|ing) myself|purg(?:e|ed|ing) (?:after|food)|cutting (?:again|my (?:arms?|legs?|wrists?)))\b/, /\bhate (?:myself|being alive|my (?:body|life))\b|\b(?:i'm|i am|feel|felt) (?:so )?(?:worthless|hopeless|a burden)\b|\bself[- ](?:loathing|hatred)\b/],
  },
  {
    category: 'sexuality',
    patterns: [
      /\b(?:sex|sexual\w*|sexting|sexy|porn\w*|masturbat\w*|orgasm\w*|erotic\w*|libido|genital\w*|nudes?|condoms?|kinks?|fetish\w*|hook(?:ed)?[- ]?ups?|one[- ]night stand|threesome|virginity|horny|aroused|std|sti)\b/,
      /\b(?:gay|lesbian|bisexual|asexual|transgender|transition(?:ing)? to (?:male|female)|came out to|coming out (?:as|to)|queer|closeted)\b/,
      /\b(?:slept|sleeping|sleep) (?:with|around with) (?:him|her|them|my (?:ex|boss|colleague|coworker|friend)|someone|somebody|other people)\b|\b(?:tinder|grindr|bumble|hinge) (?:date|match|profile)|\b(?:affair with|cheat(?:ed|ing)? on)\b/,
    ],
  },
  {
    category: 'money',
    patterns: [
      /\b(?:bankrupt\w*|insolven\w*|debts?|indebted|overdraft|overdrawn|foreclos\w*|evict\w*|payday loans?|loan sharks?|debt collectors?|bailiffs?|repossess\w*|food bank|welfare|schulden)\b/,
      /\b(?:can't|cannot|couldn't|can not|unable to|struggl\w+ to) (?:afford (?:the |my |our )?(?:rent|food|bills?|mortgage|heating|medicine|groceries|to (?:eat|live))|pay (?:the |my |our |for )?(?:rent|food|bills?|mortgage|heating|loans?|electricity))\b/,
      /\b(?:broke|penniless|destitute) (?:again|and|until|since|right now)\b|\b(?:flat|dead|stone) broke\b|\bi'm broke\b|\b(?:maxed out|credit card) (?:my |the )?(?:credit )?(?:cards?|balance|debt)\b|\bbehind (?:on|with) (?:the |my |our )?(?:rent|mortgage|bills|payments)\b|\b(?:lost|losing|gambled) (?:all |most of )?(?:my|our) (?:savings|money|house)\b|\bgambling (?:problem|debt|addict\w*|again)\b|\b(?:worried|anxious|stressed|scared|panick\w*) about (?:the )?(?:money|rent|bills)\b|\bstretched thin financially\b|\bmoney (?:worries|troubles|problems|is tight|is running out)\b|\blaid off\b|\bgot fired\b/,
    ],
  },
  {
    category: 'health',
    patterns: [
      /\b(?:depress(?:ed|ion|ive)|anxiety|anxious|panic attacks?|bipolar|schizophren\w*|ptsd|ocd|adhd|autis(?:m|tic)|trauma\w*|burn(?:ed|t)?[- ]?out|mental (?:health|illness|breakdowns?|hospital)|nervous breakdown|insomnia|eating disorder|therap(?:y|ist|ists|ies)|psychiatr\w*|psycholog(?:ist|ists)|antidepress\w*|ssri\w*|emotionally and physically (?:well|unwell))\b/,
      /\b(?:cancer|tumou?rs?|chemo\w*|diabet\w*|epilep\w*|asthma\w*|arthritis|dementia|alzheimer\w*|parkinson's|stroke|heart (?:attack|disease|failure)|blood pressure|cholesterol|migraines?|infections?|hiv|aids|covid\w*|surger(?:y|ies)|biops\w*|diagnos\w*|symptoms?|chronic (?:pain|illness|fatigue|disease)|disabilit\w*|miscarr\w*|abortion|pregnan\w*|infertil\w*|ivf|menopaus\w*|contracepti\w*|disease|illness\w*|sick(?:ness)? (?:leave|again|for)|hospitali[sz]ed|in hospital|emergency room|vitamin[- ]d deficiency|nootropics?)\b/,
      /\b(?:my|the|his|her|a|see(?:ing)?(?: the| a)?) (?:doctor(?:'s)?|gp|dentist|physician|oncologist|cardiologist|physio\w*|prescription|medication|meds|pills?|blood test|x-?ray|mri|knee (?:hurts|pain)|back pain)\b|\b(?:back|knee|neck|shoulder|chest|stomach) pain\b|\b(?:aching|hurts?|pain) (?:in my|all)\b/,
      /\b(?:diets?|dieting|calori\w*|weight[- ]?loss|los(?:e|ing) (?:\w+ )?(?:weight|kilos?|pounds|kg)|gain(?:ed|ing)? weight|overweight|obes\w*|bmi|body fat|intermittent fasting|eat(?:ing)? disorder)\b|\b(?:weigh|weighed) (?:myself|\d+)\b/,
      /\b(?:alcoholi\w*|sober|sobriety|relaps\w*|rehab|addict(?:ed|ion|s)?|drunk again|quit (?:smoking|drinking)|stop(?:ped)? (?:smoking|drinking)|hungover|hangover|cocaine|heroin|opioid\w*|weed|cannabis|marijuana|ketamine|lsd|psychedelics?|magic mushrooms)\b/,
    ],
  },
  {
    category: 'others',
    patterns: [
      new RegExp(String.raw`\b(?:my (?:wife|husband|partner|boyfriend|girlfriend|ex|son|daughter|mother|mum|mom|father|dad|brother|sister|friend|boss|colleague|coworker|neighbou?r|aunt|uncle|cousin)|his|her|their)(?:'s)? (?:\w+ )?(?:divorce|affair|drinking|temper|secret|diagnosis|breakup|salary|debts?|marriage|abortion|arrest|criminal record|password|diary|therapy)\b`),
      /\b(?:told me (?:in confidence|a secret|not to tell)|don't tell (?:anyone|anybody|her|him|them)|nobody (?:else )?knows (?:that|about) (?:he|she|they)|(?:he|she|they) (?:cheated|is cheating|are cheating|were arrested|was arrested|is getting divorced|are getting divorced|got divorced|was fired|filed for divorce|is having an affair))\b/,
      /\b(?:funeral|passed away|(?:mother|father|mum|mom|dad|wife|husband|brother|sister|son|daughter|grandmother|grandfather|friend|she|he) (?:died|is dying|has died)|grieving|grief|custody|restraining order|divorc(?:e|ed|ing)|domestic (?:violence|abuse))\b/,
    ],
  },
]

// Words that only sound like it; taken out before anything is looked for.
const HARMLESS =
  /\b(?:healthy (?:amount|dose|respect|scepticism|skepticism|debate|competition|distance|profit)|kill(?:s|ed|ing)? (?:the (?:engine|lights?|process|time|mood)|time|two birds)|(?:technical|sleep|colonial|tech) debts?|depressed (?:key|button|switch|the (?:key|pedal|button))|heart of the|heart attack of colou?rs|stroke of (?:luck|genius|midnight|the (?:brush|clock|pen))|(?:brush|breast|back|pen|key|swim\w*|one|each|every)[- ]?strokes?|economic depression|the great depression|nurse (?:a drink|a coffee)|side project|sick of (?:the|this|it|meetings)|dying to (?:see|know|try|go|hear)|to die for|dead(?:line|lines)|dead (?:centre|center|end|tree|leaves|wood|battery|batteries|straight|calm|heading)|die (?:cast|casting|cut)|dice|(?:plant|crop|potato|tomato|rose|plum) (?:disease|infections?)|infectious (?:laugh|enthusiasm|joy)|doctor who|spin doctor|blood orange|weed(?:s|ed|ing|er)?(?= (?:the|in|between|out|out of|bed|beds|patch))|pull(?:ed|ing)? (?:the )?weeds?|weeding|addict(?:ed|ive) to (?:puzzles|the (?:puzzle|smell|sound))|social welfare state|animal welfare|cut myself (?:a slice|some slack|off|a piece)|hurt myself laughing|(?:male|female|opposite) sex|same[- ]sex (?:schools?)|middlesex|essex|sussex|wessex|sextet|sexton|(?:hiv|bee)e?hives?|broke (?:the|my|a|his|her|down|out|off|into|for)|aids? (?:to|for) \w+|hearing aids?|drug ?store|physical therapy dog|retail therapy|secret (?:gardens?|ingredients?|santa|passages?|doors?|recipes?|agents?)|from a bankrupt \w+|(?:trauma|memory) foam|ill-?fitting|news ?sick|home ?sick|love ?sick)\b/g

/** What makes a text off limits until the person turns its category on; null where nothing does. A crisis is never material, whatever is on. */
export function harm(text: string): Harm | null {
  const plain = text.toLowerCase().replace(/[’‘]/g, "'").replace(HARMLESS, ' ')
  if (CRISIS.some((pattern) => pattern.test(plain))) return { category: 'self-harm', isCrisis: true }
  const found = CATEGORIES.find(({ patterns }) => patterns.some((pattern) => pattern.test(plain)))
  return found === undefined ? null : { category: found.category, isCrisis: false }
}
