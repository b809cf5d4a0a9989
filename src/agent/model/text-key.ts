import { hash } from 'node:crypto'

/** By what the vector of a text is found again, whatever the embedder. */
export function textKey(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32)
}
