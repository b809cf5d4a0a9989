import { basename } from 'node:path'
import type { EmbedderOptions, Prefixes } from './embedder.ts'

/** No passage is longer than what this holds, and attention costs by the square. */
const MOST_TOKENS = 512

// As the makers of each family say; a GGUF does not. Files of one's own are known by name alone.
const FAMILIES: readonly (readonly [RegExp, Prefixes])[] = [
  [/(^|[^a-z])(multilingual-)?e5-(small|base|large)(?!.*instruct)/, { query: 'query: ', passage: 'passage: ' }],
  [/nomic-embed-text/, { query: 'search_query: ', passage: 'search_document: ' }],
  [/bge-(small|base|large)-en/, { query: 'Represent this sentence for searching relevant passages: ', passage: '' }],
  [/snowflake-arctic-embed/, { query: 'Represent this sentence for searching relevant passages: ', passage: '' }],
]

/** How an embedder other than the built-in one is to be opened; what the catalogue says of prefixes goes first. */
export function embedderOptions(path: string, prefixes: Prefixes | null): Pick<EmbedderOptions, 'prefixes' | 'mostTokens'> {
  const name = basename(path).toLowerCase()
  const found = prefixes ?? FAMILIES.find(([pattern]) => pattern.test(name))?.[1]
  return { mostTokens: MOST_TOKENS, ...(found && { prefixes: found }) }
}
