import { createHash } from 'node:crypto'

/** By what the vector of a text is found again, whatever the embedder. */
export function textKey(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
