import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { dryRun } from '../../../src/agent/observe/dry-run.ts'
import { resource } from '../../../src/agent/paths.ts'
import { makeFolder, readAll } from './folder.ts'

const NOTES = {
  'top.md': 'A thought at the top of the folder.',
  'journal/2026-01-01.md': 'The first day, and a plan to draw on Sundays.',
  'journal/2026-01-02.md': `A longer day. ${'Something happened and was written down. '.repeat(10)}\n\nwifi password: tulips1984`,
  'private/a.md': 'Nothing of this.\n\n#private',
  'no.md': '---\ntacit: false\n---\nNothing of this either.',
  'Templates/day.md': '{{date}}',
  'photo.jpg': 'x',
}

/** The places of what is kept out, by reason: as the dry run says it, and as reading then finds it. */
async function bothCounts(path: string, folders: readonly string[] | null) {
  const run = await dryRun(path)
  const kept: Record<string, string[]> = {}
  for (const note of await readAll(path, folders ?? run.folders.map((folder) => folder.path))) {
    if (note.kind === 'withheld') (kept[note.reason] ??= []).push(note.file)
    if (note.kind === 'read') for (const { reason, lineStart } of note.withheld) (kept[reason] ??= []).push(`${note.file}:${lineStart}`)
  }
  for (const places of Object.values(kept)) places.sort()
  // Pictures and the like are named before a folder is agreed to, and in no list after.
  const held = run.withheld.filter(({ reason }) => reason !== 'not a note')
  for (const { count, places } of held) expect(places).toHaveLength(count)
  return { foreseen: Object.fromEntries(held.map(({ reason, places }) => [reason, places.toSorted()])), kept }
}

describe('the dry run', () => {
  it('counts notes by folder, and what is withheld by reason, with places and never a text', async () => {
    await using folder = await makeFolder(NOTES)
    const run = await dryRun(folder.path)
    expect(run).toMatchObject({ notes: 3, folders: [{ path: '.', notes: 1 }, { path: 'journal', notes: 2 }, { path: 'private', notes: 0 }] })
    expect(Object.fromEntries(run.withheld.map(({ reason, places }) => [reason, places]))).toEqual({
      'tag #private': ['private/a.md'],
      'front matter says no': ['no.md'],
      'a template': ['Templates'],
      'not a note': ['photo.jpg'],
    })
    expect(run.secrets).toEqual([{ reason: 'a password', count: 1, places: ['journal/2026-01-02.md:3'] }])
    expect(JSON.stringify(run)).not.toContain('tulips1984')
    expect(JSON.stringify(run)).not.toContain('Nothing of this')
  })

  it('promises exactly the notes that reading then keeps', async () => {
    await using folder = await makeFolder(NOTES)
    const run = await dryRun(folder.path)
    const read = await readAll(folder.path, run.folders.map(({ path }) => path))
    expect(read.filter(({ kind }) => kind === 'read')).toHaveLength(run.notes)
  })

  it('counts what is kept out, by reason and place, as reading does: whole notes and parts of notes', async () => {
    await using folder = await makeFolder({
      ...NOTES,
      'short.md': 'Hm.\n\n# A day\n\nA sentence that is long enough to be kept as it is.',
      'quoted.md': 'A sentence of my own that is kept.\n\n> Somebody else said this, and it is not mine to keep.\n',
      'part.md': 'The first part may be read by anybody.\n\n%%private\nThe second may not.\n%%\n',
      'board.canvas': JSON.stringify({ nodes: [{ id: 'a', type: 'text', text: 'A card with a whole sentence on it.', x: 0, y: 0, width: 1, height: 1 }, { id: 'b', type: 'file', file: 'photo.jpg', x: 0, y: 0, width: 1, height: 1 }], edges: [] }),
    })
    const { foreseen, kept } = await bothCounts(folder.path, ['.', 'journal', 'private'])
    expect(foreseen).toEqual(kept)
    for (const reason of ['too short', 'someone else’s words', 'a card without words', 'marked as private', 'tag #private']) expect(Object.keys(kept)).toContain(reason)
    const sample = await bothCounts(resource('sample-vault'), null)
    expect(sample.foreseen).toEqual(sample.kept)
    expect(Object.keys(sample.kept).length).toBeGreaterThan(1)
  })

  it('looks at each note as a whole where there is more than can be waited for, and says so', async () => {
    await using folder = await makeFolder(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`n${index}.md`, `Hm.\n\n# A\n\nWords of the note with the number ${index}.\n\nwifi password: tulips1984\n`])))
    const [all, some] = [await dryRun(folder.path), await dryRun(folder.path, { intoBytes: 100 })]
    expect(all.withheld).toMatchObject([{ reason: 'too short', count: 30 }])
    expect(all.problems).toEqual([])
    expect(some).toMatchObject({ notes: 30, secrets: [{ reason: 'a password', count: 30 }] })
    expect(some.withheld[0]!.count).toBeLessThan(30)
    expect(some.problems.join('\n')).toContain('counted when they are read')
  })

  it('shows three notes as they would be kept, with what is left out marked', async () => {
    await using folder = await makeFolder(NOTES)
    const { examples } = await dryRun(folder.path)
    expect(examples.map(({ pick }) => pick)).toEqual(['newest', 'longest', 'at random'])
    expect(new Set(examples.map(({ file }) => file)).size).toBe(3)
    expect(examples.find(({ file }) => file === 'journal/2026-01-02.md')?.text).toContain('wifi password: [a password]')
  })

  it('shows three others when it is asked again', async () => {
    await using folder = await makeFolder(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`n${index}.md`, `Words of the note with the number ${index}.`])))
    const files = async (seed: number) => (await dryRun(folder.path, { seed })).examples.map(({ file }) => file)
    expect(await files(0)).toEqual(await files(0))
    expect(await files(1)).not.toEqual(await files(0))
  })

  it('tells of broken notes and goes on', async () => {
    await using folder = await makeFolder({ 'a.md': '---\na: [\n---\nWords that can be read all the same.' })
    await folder.write('latin.md', Buffer.from('März im Garten', 'latin1'))
    const { notes, problems } = await dryRun(folder.path)
    expect(notes).toBe(1)
    expect(problems.join('\n')).toMatch(/a\.md: its front matter cannot be read/)
    expect(problems.join('\n')).toMatch(/latin\.md: It is not UTF-8/)
  })

  it('writes nothing into the folder', async () => {
    await using folder = await makeFolder(NOTES)
    const before = await readdir(folder.path, { recursive: true })
    await dryRun(folder.path)
    expect(await readdir(folder.path, { recursive: true })).toEqual(before)
  })

  it('names each folder in which something is kept out, however many places there are', async () => {
    await using folder = await makeFolder({ 'a.md': 'A thought at the top of the folder.', ...Object.fromEntries(Array.from({ length: 30 }, (_, one) => Array.from({ length: 10 }, (_unused, two) => [`f${one}/${two}.md`, '#private'])).flat()) })
    const run = await dryRun(folder.path)
    expect(run.folders).toHaveLength(31)
    expect(run.withheld).toMatchObject([{ reason: 'tag #private', count: 300 }])
  })

  it('refuses an empty folder', async () => {
    await using folder = await makeFolder()
    await expect(dryRun(folder.path)).rejects.toMatchObject({ code: 'FOLDER_EMPTY', message: expect.stringContaining('it is empty') })
  })
})
