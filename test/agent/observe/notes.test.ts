import { chmod, link, mkdir, readFile, readdir, rename, rm, stat, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNotes } from '../../../src/agent/observe/notes.ts'
import { walk } from '../../../src/agent/observe/walk.ts'
import { hashesOf, makeFolder, passagesOf, readAll, withoutPrivileges } from './folder.ts'

const CELLO = 'I want to play the cello again, ten minutes before breakfast.\n'
const SOUP = 'Someday I would like to cook soup for the whole house.\n'

describe('reading a folder of notes', () => {
  it('reads the ticked folders and nothing else; "." is the files at the top', async () => {
    await using folder = await makeFolder({ 'top.md': CELLO, 'journal/a.md': SOUP, 'journal/2026/b.md': SOUP, 'work/c.md': SOUP })
    expect(passagesOf(await readAll(folder.path, ['.'])).map(({ file }) => file)).toEqual(['top.md'])
    const journal = passagesOf(await readAll(folder.path, ['journal'])).map(({ file }) => file)
    expect(journal.sort()).toEqual(['journal/2026/b.md', 'journal/a.md'])
  })

  it('reads the newest note first', async () => {
    await using folder = await makeFolder({ 'old.md': CELLO, 'new.md': SOUP })
    await utimes(join(folder.path, 'old.md'), 1_000_000, 1_000_000)
    expect(passagesOf(await readAll(folder.path, ['.'])).map(({ file }) => file)).toEqual(['new.md', 'old.md'])
  })

  it('parses only what has changed, and reports what is gone', async () => {
    await using folder = await makeFolder({ 'a.md': CELLO, 'b.md': SOUP, 'c.md': CELLO })
    const known = hashesOf(await readAll(folder.path, ['.']))
    await folder.write('b.md', `${SOUP}On Fridays.\n`)
    await rm(join(folder.path, 'c.md'))
    const again = await readAll(folder.path, ['.'], known)
    expect(again.map(({ kind, file }) => `${kind} ${file}`).sort()).toEqual(['gone c.md', 'read b.md', 'unchanged a.md'])
  })

  it('says that everything of a folder that is no longer ticked is gone', async () => {
    await using folder = await makeFolder({ 'journal/a.md': CELLO, 'work/b.md': SOUP })
    const known = hashesOf(await readAll(folder.path, ['journal', 'work']))
    const again = await readAll(folder.path, ['work'], known)
    expect(again.map(({ kind, file }) => `${kind} ${file}`).sort()).toEqual(['gone journal/a.md', 'unchanged work/b.md'])
  })

  it('leaves every file byte for byte and minute for minute as it was', async () => {
    await using folder = await makeFolder({ 'a.md': '---\n: : broken\n---\nWords that stay as they are.\r\n', 'b.md': CELLO })
    const before = await Promise.all((await readdir(folder.path)).map(async (file) => [file, await readFile(join(folder.path, file), 'hex'), (await stat(join(folder.path, file))).mtimeMs]))
    await readAll(folder.path, ['.'])
    const after = await Promise.all((await readdir(folder.path)).map(async (file) => [file, await readFile(join(folder.path, file), 'hex'), (await stat(join(folder.path, file))).mtimeMs]))
    expect(after).toEqual(before)
  })

  it('stops where it is told to', async () => {
    await using folder = await makeFolder({ 'a.md': CELLO, 'b.md': SOUP })
    const controller = new AbortController()
    const reading = readNotes(folder.path, ['.'], new Map(), { signal: controller.signal })
    await reading.next()
    controller.abort()
    await expect(reading.next()).rejects.toThrow(/abort/i)
  })

  it('counts the files as it goes', async () => {
    await using folder = await makeFolder({ 'a.md': CELLO, 'b.md': SOUP })
    const seen: string[] = []
    for await (const _ of readNotes(folder.path, ['.'], new Map(), { onFile: (done, total) => seen.push(`${done}/${total}`) })) continue
    expect(seen).toEqual(['0/2', '1/2', '2/2'])
  })
})

describe('bad folders', () => {
  it('names a folder that is not there and says what to do', async () => {
    await expect(readAll('/nowhere/at/all', ['.'])).rejects.toMatchObject({ code: 'FOLDER_MISSING', message: expect.stringContaining('/nowhere/at/all') })
  })

  it('refuses a file, and a path that no system can open', async () => {
    await using folder = await makeFolder({ 'a.md': CELLO })
    await expect(readAll(join(folder.path, 'a.md'), ['.'])).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE', message: expect.stringContaining('is a file') })
    await expect(readAll(join(folder.path, 'x'.repeat(300)), ['.'])).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE', message: expect.stringContaining('ENAMETOOLONG') })
  })

  it('refuses a folder without notes and says what is in it', async () => {
    await using folder = await makeFolder({ 'photo.jpg': 'x', 'list.pdf': 'y' })
    await expect(readAll(folder.path, ['.'])).rejects.toMatchObject({ code: 'FOLDER_EMPTY', message: expect.stringContaining('2 other files') })
  })

  it.skipIf(process.platform === 'win32')('says which folder and which file it may not read, and reads the rest', async () => {
    await using folder = await makeFolder({ 'a.md': CELLO, 'locked/b.md': SOUP, 'shut.md': SOUP })
    const known = hashesOf(await readAll(folder.path, ['.', 'locked']))
    await chmod(join(folder.path, 'locked'), 0o000)
    await chmod(join(folder.path, 'shut.md'), 0o000)
    const again = await withoutPrivileges(() => readAll(folder.path, ['.', 'locked'], known))
    await chmod(join(folder.path, 'locked'), 0o755)
    expect(again.map(({ kind, file }) => `${kind} ${file}`).sort()).toEqual(['problem locked', 'problem shut.md', 'unchanged a.md'])
    expect(again.find(({ file }) => file === 'locked')).toMatchObject({ message: expect.stringContaining('EACCES') })
  })

  it.skipIf(process.platform === 'win32')('says that the chosen folder itself may not be read', async () => {
    await using folder = await makeFolder({ 'inner/a.md': CELLO })
    await chmod(join(folder.path, 'inner'), 0o000)
    await expect(withoutPrivileges(() => readAll(join(folder.path, 'inner'), ['.']))).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' })
    await chmod(join(folder.path, 'inner'), 0o755)
  })

  it('does not take a drive that went away for a deletion', async () => {
    await using folder = await makeFolder({ 'vault/a.md': CELLO, 'vault/b.md': SOUP })
    const root = join(folder.path, 'vault')
    const known = hashesOf(await readAll(root, ['.']))
    const reading = readNotes(root, ['.'], new Map())
    await reading.next()
    await rename(root, join(folder.path, 'elsewhere'))
    await expect(reading.next()).rejects.toMatchObject({ code: 'FOLDER_MISSING' })
    await mkdir(root)
    await expect(readAll(root, ['.'], known)).rejects.toMatchObject({ code: 'FOLDER_EMPTY' })
  })

  it('goes on when a file vanishes between listing and reading', async () => {
    await using folder = await makeFolder({ 'a.md': CELLO, 'b.md': SOUP })
    await utimes(join(folder.path, 'b.md'), 1_000_000, 1_000_000)
    const reading = readNotes(folder.path, ['.'], new Map([['b.md', 'before']]))
    await reading.next()
    await rm(join(folder.path, 'b.md'))
    expect((await reading.next()).value).toEqual({ kind: 'gone', file: 'b.md' })
    expect((await reading.next()).done).toBe(true)
  })

  it('stops at a bound in an enormous folder, says so, and calls nothing beyond it gone', async () => {
    await using folder = await makeFolder(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`n${String(index).padStart(2, '0')}.md`, CELLO])))
    for (const name of ['n33.md', 'n58.md']) await utimes(join(folder.path, name), 4_000_000_000, 4_000_000_000)
    const byNotes = await walk(folder.path, { maxNotes: 10 })
    expect(byNotes).toMatchObject({ isWhole: false, notes: { length: 10 }, problems: [{ message: expect.stringMatching(/60 notes: the newest 10 are read, the other 50 are not/) }] })
    expect(byNotes.notes.slice(0, 2).map(({ file }) => file)).toEqual(['n33.md', 'n58.md'])
    const byEntries = await walk(folder.path, { maxEntries: 20 })
    expect(byEntries).toMatchObject({ isWhole: false, notes: { length: 20 }, problems: [{ message: expect.stringContaining('20 files and folders') }] })
  })
})

describe.skipIf(process.platform === 'win32')('links', () => {
  it('are never followed: out of the folder, in circles, to nothing', async () => {
    await using outside = await makeFolder({ 'secret.md': 'Words from outside that nobody consented to.' })
    await using folder = await makeFolder({ 'a.md': CELLO, 'sub/b.md': SOUP, '.hidden/c.md': SOUP })
    await symlink(outside.path, join(folder.path, 'out'))
    await symlink(join(outside.path, 'secret.md'), join(folder.path, 'secret.md'))
    await symlink(folder.path, join(folder.path, 'sub', 'up'))
    await symlink(join(folder.path, '.hidden'), join(folder.path, 'shown'))
    await symlink('self', join(folder.path, 'self'))
    await symlink(join(folder.path, 'nothing'), join(folder.path, 'dead'))
    const read = await readAll(folder.path, ['.', 'sub', 'out', 'shown'])
    expect(passagesOf(read).map(({ file }) => file).sort()).toEqual(['a.md', 'sub/b.md'])
    expect(read.flatMap((note) => (note.kind === 'withheld' ? [`${note.reason}: ${note.file}`] : [])).sort()).toEqual(['a link to elsewhere: out', 'a link to elsewhere: secret.md', 'hidden: .hidden'])
    const problems = read.flatMap((note) => (note.kind === 'problem' ? [note.message] : []))
    expect(problems.some((message) => message.includes('in a circle'))).toBe(true)
    expect(problems.some((message) => message.includes('not there'))).toBe(true)
  })

  it('that take the place of a file after the listing are not opened', async () => {
    await using outside = await makeFolder({ 'secret.md': 'Words from outside that nobody consented to.' })
    await using folder = await makeFolder({ 'a.md': CELLO, 'b.md': SOUP })
    await utimes(join(folder.path, 'b.md'), 1_000_000, 1_000_000)
    const reading = readNotes(folder.path, ['.'], new Map())
    await reading.next()
    await rm(join(folder.path, 'b.md'))
    await symlink(join(outside.path, 'secret.md'), join(folder.path, 'b.md'))
    expect((await reading.next()).value).toMatchObject({ kind: 'problem', file: 'b.md', message: expect.stringContaining('ELOOP') })
  })

  it('a hard link inside the folder is a file like any other', async () => {
    await using folder = await makeFolder({ 'a.md': CELLO })
    await link(join(folder.path, 'a.md'), join(folder.path, 'b.md'))
    expect(passagesOf(await readAll(folder.path, ['.']))).toHaveLength(2)
  })
})

describe('bad notes', () => {
  it('leaves out what is binary, too large, empty or not a note, each with its reason', async () => {
    await using folder = await makeFolder({ 'fine.md': CELLO, 'empty.md': '', 'blank.md': ' \n\n', 'only-front.md': '---\ndate: 2026-01-01\n---\n', 'sketch.excalidraw.md': CELLO })
    await folder.write('binary.md', new Uint8Array([35, 32, 0, 1, 2, 3, 255]))
    await folder.write('huge.md', `${'All work and no play. '.repeat(2_500_000)}`)
    const read = await readAll(folder.path, ['.'])
    expect(Object.fromEntries(read.flatMap((note) => (note.kind === 'withheld' ? [[note.file, note.reason]] : [])))).toEqual({
      'binary.md': 'not text',
      'blank.md': 'empty',
      'empty.md': 'empty',
      'huge.md': 'larger than 1 MB',
      'only-front.md': 'empty',
      'sketch.excalidraw.md': 'a drawing',
    })
    expect(passagesOf(read).map(({ file }) => file)).toEqual(['fine.md'])
  })

  it('says of a note that is not UTF-8 what it is and what to do', async () => {
    await using folder = await makeFolder({ 'fine.md': CELLO })
    await folder.write('latin.md', Buffer.from('Ein schöner Garten im März, und ein Stuhl dazu.', 'latin1'))
    const read = await readAll(folder.path, ['.'])
    expect(read.find(({ file }) => file === 'latin.md')).toMatchObject({ kind: 'problem', message: expect.stringContaining('not UTF-8') })
    expect(passagesOf(read)).toHaveLength(1)
  })

  it('reads a note whose front matter is broken, and reports it', async () => {
    await using folder = await makeFolder({ 'a.md': `---\ntitle: "never closed\ntags: [a, b\n---\n${CELLO}`, 'b.md': `---\na: &x [*x]\nb: *nope\n---\n${SOUP}` })
    const read = await readAll(folder.path, ['.'])
    expect(read.filter(({ kind }) => kind === 'problem').map(({ file }) => file).sort()).toEqual(['a.md', 'b.md'])
    expect(passagesOf(read).map(({ text }) => text).sort()).toEqual([CELLO.trim(), SOUP.trim()])
  })

  it('survives bombs: nested lists, nested quotes, thousands of brackets, alias bombs', async () => {
    const aliases = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`).join('\n')}\n---\n${CELLO}`
    await using folder = await makeFolder({
      'lists.md': Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- a thing at this depth`).join('\n'),
      'quotes.md': `${'> '.repeat(500)}deep\n\n${CELLO}`,
      'brackets.md': `${'['.repeat(5000)}\n\n${CELLO}`,
      'aliases.md': aliases,
      'stars.md': `${'*a_ '.repeat(20_000)}\n\n${CELLO}`,
      'table.md': `${'|a'.repeat(1500)}|\n${'|-'.repeat(5000)}|\n\n${CELLO}`,
      'indent.md': Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- x y z`).join('\n'),
    })
    const read = await readAll(folder.path, ['.'])
    expect(passagesOf(read).filter(({ text }) => text.includes('cello')).length).toBe(5)
  })

  it('reads enormous lines and tables, and marks of every tool that never end, in the time of any other note', async () => {
    const fill = (unit: string): string => unit.repeat(Math.floor(60_000 / unit.length))
    const units = ['#+BEGIN_QUOTE\n', '- #+BEGIN_SRC\n', ':LOGBOOK:\n', '[id:: ', '(mood:: ', 'dendron://', '📅 ', '🔁 every ', ' ', '[[a]] | ', '#tag ', '==', '`= ', '^id ', 'word:: ', 'a', '- [-] ', 'see also: [[', '%% ', '((']
    await using folder = await makeFolder({
      ...Object.fromEntries(units.map((unit, index) => [`${index}.md`, `${fill(unit)}!\n\n${CELLO}`])),
      'line.md': `${fill('One sentence after another, on and on. ')}\n\n${CELLO}`,
      'table.md': `| a | b |\n|---|---|\n${fill('| a cell of it | and another one |\n')}\n\n${CELLO}`,
      'line.txt': fill('One sentence after another, on and on. '),
    })
    const read = await readAll(folder.path, ['.'])
    expect(read.filter(({ kind }) => kind === 'read')).toHaveLength(units.length + 3)
    for (const { text } of passagesOf(read)) expect(text.length).toBeLessThan(1500)
  })

  it.skipIf(process.platform === 'win32')('goes down as deep as the system lets it', async () => {
    const deep = Array.from({ length: 120 }, () => 'further down').join('/')
    await using folder = await makeFolder({ 'a.md': SOUP, [`${deep}/b.md`]: CELLO })
    expect(passagesOf(await readAll(folder.path, ['.', 'further down']))).toHaveLength(2)
  })

  it('is never read half-written: it is read again, or left as it was known', async () => {
    const whole = (letter: string): string => `${`${letter} `.repeat(40)}is a whole sentence of its own.\n\n`.repeat(400)
    await using folder = await makeFolder({ 'a.md': whole('a'), 'b.md': CELLO })
    let isWriting = true
    const writing = (async () => {
      for (let turn = 0; isWriting; turn += 1) await folder.write('a.md', whole('abcdefgh'[turn % 8]!))
    })()
    for (let turn = 0; turn < 12; turn += 1) {
      for (const note of (await readAll(folder.path, ['.'], new Map([['a.md', 'as known']]))).filter(({ file }) => file === 'a.md')) {
        if (note.kind !== 'read') expect(['unsettled', 'gone'], JSON.stringify(note)).toContain(note.kind)
        else expect(new Set(note.passages.flatMap(({ text }) => text.split('\n').map((line) => line[0]))).size).toBe(1)
      }
    }
    isWriting = false
    await writing
  })

  it('takes odd names, other scripts and line ends as they come', async () => {
    await using folder = await makeFolder({
      'a #1 — “quoted” (copy).md': 'First line of it.\r\nSecond line of it.\r\n',
      'ملاحظات/يوم.md': 'أريد أن أتعلم العزف على العود قبل نهاية هذه السنة.\n',
      '日記.md': '来年の春までに、毎週日曜日に絵を一枚描きたいと思っている。\n',
    })
    const passages = passagesOf(await readAll(folder.path, ['.', 'ملاحظات']))
    expect(passages.map(({ text }) => text).sort()).toEqual(['First line of it. Second line of it.', 'أريد أن أتعلم العزف على العود قبل نهاية هذه السنة.', '来年の春までに、毎週日曜日に絵を一枚描きたいと思っている。'].sort())
  })
})
