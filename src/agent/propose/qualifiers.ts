import { plainOf } from '../observe/voice.ts'

// Vectors hardly hear these words: "languages I know" is near to "three languages, all unknown".
type Opposites = readonly [said: RegExp, against: RegExp]

const RARE = /\b(?:once a year|twice a year|(?:just|only) (?:this )?once|tonight only|just for today|the same week in|every (?:second|third|fourth|fifth|ten|twenty) years?|never again)\b/
const CROWDED = /\b(?:noisy|noise|deafening\w*|crowd\w*|roar\w*|shout\w*|yell\w*|packed|loud)\b/
const SOLITARY = /\b(?:alone|by (?:my|one)self|solitary|nobody else|not a word to anyone|no friend)\b/

const OPPOSITES: readonly Opposites[] = [
  [/\b(?:(?:that )?i (?:already |do )?know(?! how)|already (?:known?|have|learnt|learned)|familiar)\b/, /\b(?:unknown|unfamiliar|never (?:\w+ )?(?:seen|tried|heard|attempted|opened|touched|met|visited))\b/],
  [/\b(?:new|unknown|unfamiliar|never tried)\b/, /\b(?:same|usual|as always|as ever|as for (?:\w+ )?years)\b.*\b(?:same|usual|as always|as ever)\b/],
  [/\b(?:often|daily|regularly|consistently|every (?:day|morning|evening|week)|each (?:day|week)|(?:hours|times|minutes) (?:a|per|each) (?:day|week))\b/, RARE],
  [/\b(?:together|with (?:my |some |other |a )?(?:friends?|people|others|family|colleagues?|somebody|someone))\b/, SOLITARY],
  [/\b(?:alone|by myself|on my own|off from everybody|solitude|silence|quiet)\b/, CROWDED],
]

const PARTIES = String.raw`friends?|colleagues?|family|sisters?|brothers?|siblings|mother|mum|mom|father|dad|parents|grandmother|grandfather|grandparents|children|kids|daughter|son|partner|wife|husband|neighbou?rs?`
const WITH_A_PARTY = new RegExp(String.raw`\b(?:with|to|for|see|visit|call|ring|meet) (?:(?:my|our|some|the|more|old|other) )*(?:${PARTIES})\b`)
const ANYBODY = new RegExp(String.raw`\b(?:${PARTIES}|people|person|somebody|someone|strangers?|cousins?|aunt|uncle|nephew|niece|guests?|crew|team|everyone|everybody|both|all of (?:them|us)|he|she|they|them|her|his)\b`)

/** True where a state turns a qualifier of the quote round, or leaves out the other people that the quote asks for. */
export function reverses(quote: string, state: string): boolean {
  const asked = plainOf(quote)
  const given = plainOf(state)
  if (OPPOSITES.some(([said, against]) => said.test(asked) && against.test(given) && !against.test(asked))) return true
  return WITH_A_PARTY.test(asked) && !ANYBODY.test(given)
}
