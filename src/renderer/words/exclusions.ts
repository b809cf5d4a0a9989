import type { Exclusion, Withheld } from '../../agent/contract/index.ts'
import { capital, count, counted, spelled } from './numbers.ts'

/** The forms that a rule can have, as they are typed. */
export const RULE_FORMS = [
  { form: 'money/', means: 'a folder' },
  { form: '*.canvas', means: 'a pattern of names' },
  { form: '#health', means: 'a tag' },
  { form: 'status: private', means: 'a line of front matter' },
  { form: '"a phrase"', means: 'these words, anywhere' },
] as const

export const KIND_WORDS: Readonly<Record<Exclusion['kind'], string>> = { folder: 'A folder', glob: 'A pattern', tag: 'A tag', 'front matter': 'Front matter', phrase: 'A phrase' }

/** "keeps out 41" */
export const catchWords = (catches: number): string => (catches === 0 ? 'catches nothing now' : `keeps out ${count(catches)}`)

/** "Two rules of yours keep out 53 files. 311 things were kept out in all." */
export function exclusionsLede(exclusions: readonly Exclusion[] | null, withheld: readonly Withheld[]): string {
  const held = withheld.reduce((sum, { count: each }) => sum + each, 0)
  const all = held === 0 ? '' : ` ${count(held)} ${held === 1 ? 'was' : 'were'} kept out in all, each for a reason below.`
  if (exclusions === null) return 'What may not be read.'
  if (exclusions.length === 0) return `No rule of yours keeps anything out.${all}`
  const caught = exclusions.reduce((sum, { catches }) => sum + catches, 0)
  return `${capital(spelled(exclusions.length, 'rule'))} of yours ${exclusions.length === 1 ? 'keeps' : 'keep'} out ${counted(caught, 'file or conversation', 'files and conversations')}.${all}`
}
