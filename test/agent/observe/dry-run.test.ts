import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { dryRun } from '../../../src/agent/observe/dry-run.ts'
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

describe('the dry run', () => {
  it('counts notes by folder, and what is withheld by reason, with places and never a text', async () => {
    await using folder = await makeFolder(NOTES)
    const run = await dryRun(folder.path)
    expect(run).toMatchObject({ notes: 3, folders: [{ path: '.', notes: 1 }, { path: 'journal', notes: 2 }] })
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

  it('refuses an empty folder', async () => {
    await using folder = await makeFolder()
    await expect(dryRun(folder.path)).rejects.toMatchObject({ code: 'FOLDER_EMPTY', message: expect.stringContaining('it is empty') })
  })
})
