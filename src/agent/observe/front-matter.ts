import { parseDocument } from 'yaml'

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

const BLOCK = /^---[ \t]*\n([\s\S]*?)(?:^---[ \t]*|^\.\.\.[ \t]*)(?:\n|$)/m
const SAYS_NO = /^\s*["']?tacit["']?\s*:\s*["']?(false|no|off)\b/im
const PRIVATE_KEY = /^\s*["']?private["']?\s*:\s*["']?(true|yes|on)\b/im
const PRIVATE_TAG = /^\s*(?:-\s*|tags?\s*:.*)["'#[\s,]*private\b/im
/** Where the closing fence is missing: what stands above the first empty line. */
const UNCLOSED = /^---[ \t]*\n((?:[^\n]*\S[^\n]*(?:\n|$))*)/

/** Reads the YAML between the first two `---`. Never throws; what is broken still counts where it says no. */
export function readFrontMatter(text: string): FrontMatter {
  const match = text.startsWith('---') ? BLOCK.exec(text) : null
  if (match === null || match.index !== 0) {
    const open = UNCLOSED.exec(text)?.[1] ?? ''
    return frontMatter({}, { saysNo: SAYS_NO.test(open), problem: null, lines: 0, extra: PRIVATE_KEY.test(open) ? ['private'] : [] })
  }
  const source = match[1] ?? ''
  const lines = match[0].split('\n').length - (match[0].endsWith('\n') ? 1 : 0)
  const saysNo = SAYS_NO.test(source)
  const { value, problem } = parseYaml(source)
  const extra = PRIVATE_KEY.test(source) || (problem !== null && PRIVATE_TAG.test(source)) ? ['private'] : []
  return frontMatter(value, { saysNo, problem, lines, extra })
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
    saysNo: saysNo || byKey.get('tacit') === false,
    tags: [...tags.filter((tag) => tag !== ''), ...(byKey.get('private') === true ? ['private'] : []), ...extra],
    has: (key) => byKey.has(key),
    list,
    problem,
    lines,
  }
}

function texts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(texts)
  if (value instanceof Date) return [value.toISOString()]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstLine(message: string): string {
  return message.split('\n')[0]!.replace(/:$/, '')
}
