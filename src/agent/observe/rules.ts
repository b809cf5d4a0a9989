import ignore from 'ignore'
import { AppError } from '../contract/errors.ts'
import type { Exclusion } from '../contract/sources.ts'
import { foldCase, foldText } from './fold.ts'
import { isUnder, tagsIn } from './tags.ts'
import type { WithheldReason } from './types.ts'

/** What the gate knows of a note or a conversation before anything of it is kept. */
export type Content = Readonly<{
  /** Inside the source, with `/` on every system. */
  place: string
  /** A conversation's title; null where the place says it all. */
  title: string | null
  /** Tags that stand outside the texts: those of front matter, or of a conversation; without `#`. */
  tags: readonly string[]
  /** The values of a key of the front matter, as texts; empty where there is none. */
  list: (key: string) => readonly string[]
  /** A note's whole text, or each turn of a conversation. */
  texts: readonly string[]
}>

/** Words by themselves, where nothing else is known of what they stood in. */
export const contentOf = (place: string, texts: readonly string[]): Content => ({ place, title: null, tags: [], list: () => [], texts })

/** One rule of the person's. By its name a folder or a glob refuses before any byte is read. */
export type Rule = Readonly<{
  kind: Exclusion['kind']
  /** As it is shown and kept. */
  text: string
  refusesPlace: (place: string) => boolean
  refusesContent: (content: Content) => boolean
}>

export type Rules = Readonly<{
  /** As they were written: what they are made of, and how it is known whether they changed. */
  texts: readonly string[]
  refusePlace: (place: string) => WithheldReason | null
  refuseContent: (content: Content) => WithheldReason | null
}>

/** The first rule that holds gives the reason. Throws RULE_INVALID. */
export function openRules(texts: readonly string[]): Rules {
  const rules = texts.map(parseRule)
  return {
    texts,
    refusePlace: (place) => reasonOf(rules.find((rule) => rule.refusesPlace(place))),
    refuseContent: (content) => reasonOf(rules.find((rule) => rule.refusesPlace(content.place) || rule.refusesContent(content))),
  }
}

export const NO_RULES: Rules = openRules([])

/** How the withheld list names what a rule keeps out. */
export const ruleReason = (rule: string): WithheldReason => `your rule ${rule}`

const reasonOf = (rule: Rule | undefined): WithheldReason | null => (rule ? ruleReason(rule.text) : null)

const FORMS = 'Write `Journal/` for a folder, `*.canvas` or `drafts/**` for files, `#health` for a tag, `status: private` for front matter, or `"a phrase"` for words.'
const PHRASE = /^["“„«](.*)["”“»]$/s
const TAG = /^#(?:\[\[([^\]]+)\]\]|([^\s#,.;:!?"'“”()[\]{}<>|\\&*^%+=`~$@]+))$/u
const FIELD = /^([\p{L}\p{N}_][\p{L}\p{N} _-]*?)\s*:\s*(\S.*)$/su

/** Throws RULE_INVALID, which says what is wrong with this one and how rules look. */
export function parseRule(written: string): Rule {
  const text = written.trim()
  if (text === '') throw invalid(text, 'it is empty')
  if (/^["“„«]/.test(text)) return phraseRule(text)
  if (text.startsWith('#')) return tagRule(text)
  if (/["”“„»«]/.test(text)) throw invalid(text, 'a phrase stands between two quotation marks, with nothing around them')
  if (text.startsWith('!')) throw invalid(text, 'a rule cannot let something in that another keeps out; remove the other instead')
  if (/^[a-z]:[\\/]/i.test(text) || text.startsWith('~')) throw invalid(text, 'a place is named as it lies inside the source, without the path before it')
  if (text.includes(':')) return fieldRule(text)
  return placeRule(text)
}

function phraseRule(text: string): Rule {
  const inner = PHRASE.exec(text)?.[1]
  if (inner === undefined) throw invalid(text, 'its closing quotation mark is missing')
  const phrase = foldText(inner)
  if (!/[\p{L}\p{N}]/u.test(phrase)) throw invalid(text, 'there is no word between its quotation marks')
  const holds = holdsWords(phrase)
  return {
    kind: 'phrase',
    text: `"${inner.trim()}"`,
    refusesPlace: () => false,
    refusesContent: (content) => [nameOf(content.place), content.title ?? '', ...content.texts].some((each) => holds(foldText(each))),
  }
}

const nameOf = (place: string): string => place.slice(place.lastIndexOf('/') + 1).replace(/\.\w+$/, '')

/** Whole words, where the script sets words apart. */
function holdsWords(phrase: string): (folded: string) => boolean {
  const together = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
  const isApart = (character: string): boolean => /[\p{L}\p{N}]/u.test(character) && !new RegExp(`[${together}]`, 'u').test(character)
  const characters = [...phrase]
  const before = isApart(characters[0]!) ? String.raw`(?<![\p{L}\p{N}])` : ''
  const after = isApart(characters.at(-1)!) ? String.raw`(?![\p{L}\p{N}])` : ''
  const pattern = new RegExp(`${before}${phrase.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}${after}`, 'u')
  return (folded) => pattern.test(folded)
}

function tagRule(text: string): Rule {
  const match = TAG.exec(text)
  const tag = (match?.[1] ?? match?.[2])?.replace(/\/+$/, '')
  if (!tag) throw invalid(text, text === '#' ? 'the name of the tag is missing' : 'a tag is one word of letters, digits, `-`, `_` and `/`; with spaces it is `#[[two words]]`')
  return {
    kind: 'tag',
    text: match![1] === undefined ? `#${tag}` : `#[[${tag}]]`,
    refusesPlace: () => false,
    refusesContent: ({ tags, title, texts }) => [...tags, ...[title ?? '', ...texts].flatMap(tagsIn)].some((each) => isUnder(each, tag)),
  }
}

function fieldRule(text: string): Rule {
  const [, key, value] = FIELD.exec(text) ?? []
  if (key === undefined || value === undefined) throw invalid(text, 'front matter is a key, a colon and a value')
  const wanted = foldText(value)
  if (wanted === '') throw invalid(text, 'the value after the colon is missing')
  const isIt = (each: string): boolean => foldText(each.trim().replace(/^#|[\])]+$/g, '')) === wanted
  // Properties inside a note, and front matter that no parser can read any more.
  const line = new RegExp(String.raw`^[ \t]*(?:[-*][ \t]+)?[[(]?["']?${key}["']?[ \t]*::?([^\n]+)$`, 'gimu')
  return {
    kind: 'front matter',
    text: `${key}: ${value}`,
    refusesPlace: () => false,
    refusesContent: ({ list, texts }) =>
      list(key.toLowerCase()).some(isIt) || texts.some((each) => [...headOf(each).matchAll(line), ...[...each.matchAll(line)].filter(([all]) => all.includes('::'))].some(([, found]) => found!.split(',').some(isIt))),
  }
}

/** From the opening fence to the next one, or where that is missing, to the first empty line. */
function headOf(text: string): string {
  return /^---[ \t]*\r?\n([\s\S]*?)(?:^(?:---|\.\.\.)[ \t]*$|(?:^[ \t]*$)|(?![\s\S]))/m.exec(text.startsWith('---') ? text : '')?.[1] ?? ''
}

function placeRule(text: string): Rule {
  const path = text.replaceAll('\\', '/').replace(/^\.\//, '')
  if (path.split('/').includes('..')) throw invalid(text, 'a rule cannot leave the source with `..`')
  if (/^\/*$/.test(path)) throw invalid(text, 'it would be everything; forget the source instead')
  const isPattern = path.includes('/') || /[*?[\]]/.test(path) || /\.\w+$/.test(path)
  if (!isPattern) throw invalid(text, `say whether it is a folder (\`${path}/\`), a tag (\`#${path.replaceAll(' ', '-')}\`) or words (\`"${path}"\`)`)
  const matcher = ignore().add(foldCase(path))
  const refuses = (place: string): boolean => place !== '' && matcher.ignores(foldCase(place))
  return { kind: path.endsWith('/') ? 'folder' : 'glob', text: path, refusesPlace: refuses, refusesContent: () => false }
}

function invalid(text: string, problem: string): AppError {
  return new AppError('RULE_INVALID', `The rule ${JSON.stringify(text)} cannot be used: ${problem}. ${FORMS}`, { data: { rule: text } })
}
