// A large folder of notes grown out of real ones: every passage of it is a text of its own, so that nothing is read by having been read before.

import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomOf } from './random.ts'
import { readTexts } from './vault.ts'

const DAYS = 3650
const DAY_MS = 86_400_000
const FOLDERS = 40
/** One word in so many is another one of the same vault. */
const WORDS_PER_CHANGE = 9

/** Writes `count` notes and gives their places; the same seed writes the same. The real notes come first, as they are. */
export async function growVault(folder: string, from: string, count: number, seed: number): Promise<readonly string[]> {
  const { below, uniform, shuffled } = randomOf('grown vault', seed)
  const notes = await readTexts(from)
  if (notes.length === 0) throw new Error(`${from} holds no .md file to grow notes from.`)
  const vocabulary = [...new Set(notes.flatMap(({ text }) => text.match(/\b[a-z]{5,12}\b/g) ?? []))]
  const vary = (text: string): string =>
    text.replace(/\b[a-z]{5,12}\b/g, (word) => (below(WORDS_PER_CHANGE) === 0 ? vocabulary[below(vocabulary.length)]! : word))
  const grown = shuffled(notes).slice(0, count)
  for (let number = grown.length; number < count; number += 1) {
    const like = notes[below(notes.length)]!
    grown.push({ file: join(`grown ${number % FOLDERS}`, `${number}.md`), text: vary(like.text) })
  }
  for (const { file, text } of grown) {
    const path = join(folder, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    const written = new Date(Date.UTC(2026, 0, 1) - uniform() * DAYS * DAY_MS)
    await utimes(path, written, written)
  }
  return grown.map(({ file }) => file)
}
