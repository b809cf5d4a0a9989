import { sentencesOf } from '../sentences.ts'

/** The first sentences of a text that fit into `length`; the start of the first where it does not. White space is made single. */
export function gist(text: string, length: number): string {
  let taken = ''
  for (const sentence of sentencesOf(text.replace(/\s+/g, ' ').trim())) {
    if (taken !== '' && taken.length + sentence.trimEnd().length > length) break
    taken += sentence
  }
  const whole = taken.trim()
  return whole.length <= length ? whole : whole.slice(0, length).replace(/\s+\S*$/, '')
}
