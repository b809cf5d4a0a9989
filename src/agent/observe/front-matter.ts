import { parseDocument } from 'yaml'
import { withoutHidden } from './fold.ts'

export type FrontMatter = Readonly<{
  /** `tacit: false`, found even where the rest is broken. */
  saysNo: boolean
  tags: readonly string[]
  has: (key: string) => boolean
  /** The values of a key as texts; empty when it is absent. */
  list: (key: string) => readonly string[]
  /** What is wrong with it, for the person; null when it could be read. */
  problem: string | null
  /** Lines that it takes, its fences counted; 0 where there is none. */
  lines: number
}>

const FENCED = /^(---|\+\+\+)[ \t]*\n([\s\S]*?)(?:^\1[ \t]*|^\.\.\.[ \t]*)(?:\n|$)/m
/** What stands in fences at the head of a note, however many of them, and whatever blank stands before the first. */
const HEAD = /(?<![\s\S])(?:\s*(?:(?:---|\+\+\+|;;;)[ \t]*\n[\s\S]*?^(?:---|\+\+\+|;;;|\.\.\.)[ \t]*(?:\n|$)))+/m
/** Where the closing fence is missing: what stands above the first empty line. */
const UNCLOSED = /^\s*(?:---|\+\+\+|;;;)[ \t]*\n((?:[^\n]*\S[^\n]*(?:\n|$))*)/
const keyWith = (key: string, values: string): RegExp => new RegExp(String.raw`^(?:[^\S\n]|\{)*["']?${key}["']?\s*[:：=](?:\s*!!\w+)?[[\s-]*["']?(?:${values})\b`, 'im')
const NO = 'false|no|off|n|0|never'
const YES = 'true|yes|on|y|1'
const SAYS_NO = keyWith('tacit', NO)
const PRIVATE_KEY = keyWith('private', YES)
const PRIVATE_TAG = /^[^\S\n]*(?:-|tags?\s*[:=].*)["'#[\s,]*private\b/im
const isOneOf = (values: string): ((text: string) => boolean) => {
  const whole = new RegExp(`^(?:${values})$`, 'i')
  return (text) => whole.test(text.trim())
}
const isNo = isOneOf(NO)
const isYes = isOneOf(YES)

/** Reads the YAML between the first two `---`, or the TOML between two `+++`. Never throws; what is broken still counts where it says no. */
export function readFrontMatter(text: string): FrontMatter {
  const shown = withoutHidden(text)
  const head = HEAD.exec(shown)?.[0] ?? UNCLOSED.exec(shown)?.[1] ?? ''
  const saysNo = SAYS_NO.test(head)
  const match = /^(?:---|\+\+\+)/.test(shown) ? FENCED.exec(shown) : null
  if (match === null || match.index !== 0) return frontMatter({}, { saysNo, problem: null, lines: 0, extra: PRIVATE_KEY.test(head) ? ['private'] : [] })
  const [all, fence, source = ''] = match
  const lines = all.split('\n').length - (all.endsWith('\n') ? 1 : 0)
  const { value, problem } = parseYaml(fence === '+++' ? yamlOf(source) : source)
  const extra = PRIVATE_KEY.test(head) || (problem !== null && PRIVATE_TAG.test(source)) ? ['private'] : []
  return frontMatter(value, { saysNo, problem, lines, extra })
}

/** Of TOML the keys with plain values, in the form of YAML; tables lose their names. */
function yamlOf(toml: string): string {
  return toml.replace(/^[ \t]*\[.*\][ \t]*$/gm, '').replace(/^[ \t]*(["']?[\w.-]+["']?)[ \t]*=[ \t]*/gm, '$1: ')
}

function parseYaml(source: string): Readonly<{ value: Record<string, unknown>; problem: string | null }> {
  try {
    const document = parseDocument(source, { uniqueKeys: false, logLevel: 'silent' })
    const error = document.errors[0]
    if (error !== undefined) return { value: {}, problem: firstLine(error.message) }
    const value: unknown = document.toJS({ maxAliasCount: 50 })
    return isRecord(value) ? { value, problem: null } : { value: {}, problem: null }
  } catch (thrown) {
    return { value: {}, problem: firstLine(thrown instanceof Error ? thrown.message : String(thrown)) }
  }
}

function frontMatter(
  value: Record<string, unknown>,
  { saysNo, problem, lines, extra }: Readonly<{ saysNo: boolean; problem: string | null; lines: number; extra: readonly string[] }>,
): FrontMatter {
  const byKey = new Map(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry]))
  const list = (key: string): readonly string[] => texts(byKey.get(key))
  const tags = [...list('tags'), ...list('tag')].flatMap((tag) => tag.split(/[\s,]+/)).map((tag) => tag.replace(/^#/, ''))
  return {
    saysNo: saysNo || list('tacit').some(isNo),
    tags: [...tags.filter((tag) => tag !== ''), ...(list('private').some(isYes) ? ['private'] : []), ...extra],
    has: (key) => byKey.has(key),
    list,
    problem,
    lines,
  }
}

function texts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(texts)
  if (value instanceof Date) return [value.toISOString()]
  if (isRecord(value)) return Object.values(value).flatMap(texts)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstLine(message: string): string {
  return message.split('\n')[0]!.replace(/:$/, '')
}
