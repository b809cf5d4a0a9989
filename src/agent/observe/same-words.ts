/** A text without case, punctuation and white space: what is equal in it is said in the same words. */
export function sameWords(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()
}
