import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Stands in every note that must not be read, and must not be found anywhere afterwards. */
export const SECRET = 'heron-under-the-bridge'

const NOTES: Readonly<Record<string, string | Uint8Array>> = {
  'Allotment.md': '# Allotment\n\nI want to grow pears against the south wall, and I have not asked about the wall yet.\n\nThe water butt is empty again. Should mend the gutter before the winter comes.\n',
  'journal/2026-10-02.md': 'Walked home along the canal instead of taking the bus. Would like to do that every Friday, and never do.\n',
  'journal/2026-10-03.md': 'Anna played the cello upstairs. I wish I had kept up the piano; the lid has been down since March.\n',
  'Mine.md': `Nobody reads this: ${SECRET}. #private\n`,
  'No.md': `---\ntacit: false\n---\n\nNor this: ${SECRET}.\n`,
  'Broken.md': '---\ntitle: [never closed\n---\n\nThe shed wants a new roof, and the felt has been standing in the hall since May.\n',
  'Keys.md': `The router stands in the hall, under the coats, and hums.\n\napi_key = "sk-live-${SECRET}-4f9a8b7c6d5e4f3a2b1c"\n`,
  'Huge.md': `${SECRET} is written here again and again, in a book that somebody else wrote. `.repeat(28_000),
  'Scan.md': new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 3, 0, 255]),
  'Latin.md': new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x20, 0x6e, 0x6f, 0x69, 0x72, 0x0a]),
  'photo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
}

/** A folder of notes as they are: some to be read, and one of each that may not be or cannot be. */
export async function makeNotes(): Promise<string> {
  const outside = await mkdtemp(join(tmpdir(), 'tacit-outside-'))
  await writeFile(join(outside, 'Diary.md'), `${SECRET}\n`)
  const folder = join(outside, 'My notes')
  await mkdir(join(folder, 'journal'), { recursive: true })
  for (const [file, content] of Object.entries(NOTES)) await writeFile(join(folder, file), content)
  await symlink(join(outside, 'Diary.md'), join(folder, 'Diary.md'))
  await symlink('Round.md', join(folder, 'Round.md'))
  return folder
}

/** Every byte of a folder and when it was written, so that any change shows. */
export async function fingerprint(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const lines = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) return `${path} → ${await readlink(path)}`
    if (entry.isDirectory()) return path
    return `${path} ${(await stat(path)).mtimeMs} ${createHash('sha256').update(await readFile(path)).digest('hex')}`
  })
  return (await Promise.all(lines)).toSorted()
}

/** Null where the agent took it away since it was listed: what is gone holds nothing. */
async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The files under a folder that hold these words. */
export async function filesWith(folder: string, words: string): Promise<readonly string[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  const holds = await Promise.all(paths.map(async (path) => (await bytesOf(path))?.includes(words) ?? false))
  return paths.filter((_, index) => holds[index])
}
