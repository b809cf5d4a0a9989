// What an export holds is nobody's promise: every field is asked for by its type, and is absent where it has another.

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function fields(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A text that is not empty, or a number as one: ids and names. */
export function name(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

const SECONDS_END = 1e11
const MICROSECONDS_START = 1e14
const LATEST = 8.64e15

/** A time in seconds, milliseconds, microseconds or ISO 8601 as milliseconds since 1970; null where it is none. */
export function time(value: unknown): number | null {
  if (typeof value === 'string') {
    if (/^\d+(\.\d+)?$/.test(value)) return time(Number(value))
    // A time without a zone is taken as UTC, so that an export reads the same on every machine.
    const parsed = Date.parse(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value) ? `${value.replace(' ', 'T')}Z` : value)
    return Number.isFinite(parsed) ? parsed : null
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null
  const milliseconds = value < SECONDS_END ? value * 1000 : value < MICROSECONDS_START ? value : value / 1000
  return milliseconds < LATEST ? Math.round(milliseconds) : null
}

/** The text of a message's content, which is a string or blocks `{type: text | input_text | output_text, text}`. */
export function proseOf(content: unknown): string {
  if (typeof content === 'string') return content
  return list(content)
    .map((block) => (typeof block === 'string' ? block : TEXT_TYPES.has(text(fields(block)['type']) ?? 'text') ? textOf(fields(block)['text']) : ''))
    .filter((part) => part !== '')
    .join('\n')
}

const TEXT_TYPES = new Set(['text', 'input_text', 'output_text'])

/** Jan and LibreChat keep a text as `{value}`. */
function textOf(value: unknown): string {
  return text(value) ?? text(fields(value)['value']) ?? ''
}
