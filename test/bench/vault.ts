import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomOf } from './random.ts'

const DAYS = 730
const DAY_MS = 86_400_000

/** Writes a folder of `count` notes: the real ones first, then notes put together from blocks of theirs, as long as they are. */
export async function makeVault(folder: string, from: string, count: number, seed: number): Promise<void> {
  const random = randomOf('vault', seed)
  const notes = await readTexts(from)
  if (notes.length === 0) throw new Error(`${from} holds no .md file to make a vault of.`)
  const blocks = notes.map(({ text }) => blocksOf(text))
  const all = blocks.flat()
  const mixed = random.shuffled(notes).slice(0, count)
  for (let number = mixed.length; number < count; number += 1) {
    const like = blocks[random.below(blocks.length)]!
    mixed.push({ file: join('more', `${number}.md`), text: like.map(() => all[random.below(all.length)]!).join('\n\n') })
  }
  for (const { file, text } of mixed) {
    const path = join(folder, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    const written = new Date(Date.now() - random.uniform() * DAYS * DAY_MS)
    await utimes(path, written, written)
  }
}

export async function readTexts(folder: string): Promise<readonly Readonly<{ file: string; text: string }>[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.md') && !/(?:^|[\\/])\./.test(file)).sort()
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })))
}

/** Paragraphs, lists and headings; front matter belongs to its own note. */
function blocksOf(text: string): readonly string[] {
  return text.replace(/^---\n[\s\S]*?\n---\n/, '').split(/\n\s*\n/).filter((block) => block.trim() !== '')
}
