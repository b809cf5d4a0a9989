import type { Said } from '../types.ts'

/** The first line that the person wrote, as a title where there is none. */
export function firstWords(said: readonly Pick<Said, 'by' | 'text'>[]): string | null {
  const first = said.find(({ by, text: words }) => by === 'person' && words.trim() !== '')?.text.trim().split('\n')[0]
  return first === undefined ? null : first.length > 80 ? `${first.slice(0, 79).replace(/\s+\S*$/, '')}…` : first
}
