import type { GbnfJsonSchema } from 'node-llama-cpp'

type Json = Readonly<Record<string, unknown>>

/** The same demand as JSON Schema says it: there nothing is required, and more may come, unless it is said. */
export function toJsonSchema(schema: GbnfJsonSchema): Json {
  return convert(schema as Json)
}

function convert(schema: Json): Json {
  const next: Record<string, unknown> = { ...schema }
  for (const name of ['items', 'additionalProperties']) if (isObject(schema[name])) next[name] = convert(schema[name])
  for (const name of ['oneOf', 'prefixItems']) if (Array.isArray(schema[name])) next[name] = (schema[name] as Json[]).map(convert)
  for (const name of ['properties', '$defs']) {
    if (isObject(schema[name])) next[name] = Object.fromEntries(Object.entries(schema[name]).map(([key, value]) => [key, convert(value as Json)]))
  }
  if (schema['type'] === 'object') {
    next['required'] = Object.keys((schema['properties'] ?? {}) as Json)
    next['additionalProperties'] ??= false
  }
  return next
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The JSON in an answer that may have words around it, such as a fence; as it stands where there is none. */
export function jsonIn(text: string): string {
  const start = text.search(/[[{]/)
  if (start < 0) return text.trim()
  let depth = 0
  let isInText = false
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (isInText) {
      if (character === '\\') at++
      else if (character === '"') isInText = false
    } else if (character === '"') isInText = true
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return text.slice(start, at + 1)
  }
  return text.slice(start)
}
