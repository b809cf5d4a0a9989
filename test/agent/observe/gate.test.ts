import { chmod, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../src/agent/observe/front-matter.ts'
import { refuseFile, refuseFolder, refuseNote } from '../../../src/agent/observe/gate.ts'
import { parseNote } from '../../../src/agent/observe/note.ts'
import { readNotes } from '../../../src/agent/observe/notes.ts'
import { NO_RULES, openRules } from '../../../src/agent/observe/rules.ts'
import type { NoteRead } from '../../../src/agent/observe/types.ts'
import { hashesOf, makeFolder, readAll, withoutPrivileges } from './folder.ts'

function refuse(text: string, file = 'a.md') {
  return refuseNote(file, readFrontMatter(text), text, NO_RULES)
}

describe('the gate, by name', () => {
  it.each(['.obsidian', '.git', '.trash', 'a/.cache', 'logseq/bak'])('never enters %s', (path) => expect(refuseFolder(path)).toBe('hidden'))
  it.each(['Templates', 'templates', '_templates', 'notes/Template'])('takes %s for templates', (path) => expect(refuseFolder(path)).toBe('a template'))
  it.each(['node_modules', 'site/node_modules', '__pycache__'])('takes %s for a tool’s folder', (path) => expect(refuseFolder(path)).toBe('not a note'))
  it.each(['journal', 'Journal 2026', 'logseq', 'temple notes'])('enters %s', (path) => expect(refuseFolder(path)).toBeNull())
  it.each([
    ['a.md', null],
    ['A.Markdown', null],
    ['b.base', 'not a note'],
    ['photo.jpg', 'not a note'],
    ['.draft.md', 'hidden'],
    ['Book Template.md', 'a template'],
    ['x.excalidraw.md', 'a drawing'],
  ])('says of %s: %s', (file, reason) => expect(refuseFile(file)).toBe(reason))
})

describe('the gate, by what a note says of itself', () => {
  it.each(['false', 'no', 'False', '"no"', 'off'])('keeps nothing with tacit: %s', (value) => expect(refuse(`---\ntacit: ${value}\n---\nWords.`)).toBe('front matter says no'))
  it('hears a no below hundreds of thousands of empty lines, and is not held up by them', () => {
    expect(readFrontMatter(`---\n${'\n'.repeat(300_000)}tacit: no\n---\nA walk.\n`).saysNo).toBe(true)
    expect(readFrontMatter(`---\ntacit:${'\n'.repeat(300_000)}  - no\n---\nA walk.\n`).saysNo).toBe(true)
    expect(readFrontMatter(`---\nprivate: !!bool true\n---\nA walk.\n`).tags).toContain('private')
  })

  it('keeps nothing where broken front matter still says no', () => {
    expect(refuse('---\ntitle: "open\ntacit: false\n---\nWords.')).toBe('front matter says no')
    expect(refuse('---\ntitle: "open\ntags: [private]\n---\nWords.')).toBe('tag #private')
    expect(refuse('---\nprivate: true\ntags: [a, b\n---\nWords.')).toBe('tag #private')
  })
  it('keeps nothing where front matter says no and was never closed', () => {
    expect(refuse('---\ntacit: false\n\nWords.')).toBe('front matter says no')
    expect(refuse('---\ntitle: A\nprivate: yes\n\nWords.')).toBe('tag #private')
    expect(refuse('---\n\nWords below a line.\n\nprivate: true')).toBeNull()
  })
  it.each([
    '---\ntags: [walks, private]\n---\nWords.',
    '---\ntags:\n  - private\n---\nWords.',
    '---\ntag: "#private"\n---\nWords.',
    '---\nprivate: true\n---\nWords.',
    '---\nprivate: yes\n---\nWords.',
    '---\ntags: private/diary\n---\nWords.',
    'Words.\n\n#private',
    '#walks #Private',
    '- private:: true\n- Words',
    'tags:: walks, private\n\nWords',
  ])('keeps nothing of a private note: %j', (text) => expect(refuse(text)).toBe('tag #private'))
  it.each(['The word private alone.', '# private things', 'A #privateer at sea.', '`#private` in code', '```\n#private\n```\nWords.', '---\ntacit: true\n---\nWords.', 'https://x.org/#private-section'])(
    'keeps %j',
    (text) => expect(refuse(text)).toBeNull(),
  )
  it('takes clipped notes for other people’s words', () => {
    expect(refuse('---\nurl: https://a.org/x\nauthor: Somebody\n---\nText.')).toBe('someone else’s words')
    expect(refuse('---\ntags: [clippings]\n---\nText.')).toBe('someone else’s words')
    expect(refuse('Text.', 'Clippings/x.md')).toBe('someone else’s words')
    expect(refuse('---\nurl: https://a.org/my-own-talk\n---\nText.')).toBeNull()
  })

  it('withholds a note that was read before and now says no', async () => {
    await using folder = await makeFolder({ 'a.md': 'A thing that was open to be read.' })
    const known = hashesOf(await readAll(folder.path, ['.']))
    await folder.write('a.md', 'A thing that was open to be read.\n\n#private')
    expect(await readAll(folder.path, ['.'], known)).toEqual([{ kind: 'withheld', file: 'a.md', reason: 'tag #private' }])
  })
})

const reasons = (read: readonly NoteRead[]): readonly string[] => read.flatMap((note) => (note.kind === 'withheld' && note.reason !== 'hidden' ? [`${note.file}: ${note.reason}`] : [])).sort()
const readWith = async (path: string, folders: readonly string[], rules: readonly string[], known: ReadonlyMap<string, string> = new Map()): Promise<readonly NoteRead[]> => {
  const read: NoteRead[] = []
  for await (const note of readNotes(path, folders, known, { rules: openRules(rules) })) read.push(note)
  return read
}
const WORDS = 'Words that are long enough to be kept.'

describe('files that are ignored', () => {
  it('are those that a .gitignore or .tacitignore names, in each folder its own, the nearest having the last word', async () => {
    await using folder = await makeFolder({
      '.gitignore': 'drafts/\n*.tmp.md\n',
      '.tacitignore': '# mine\nLetters/\n!Letters/open.md\n',
      'a.md': WORDS,
      'b.tmp.md': WORDS,
      'drafts/c.md': WORDS,
      'Letters/d.md': WORDS,
      'sub/.gitignore': '*.md\n!kept.md\n',
      'sub/e.md': WORDS,
      'sub/kept.md': WORDS,
      'sub/deep/f.md': WORDS,
    })
    const read = await readAll(folder.path, ['.', 'drafts', 'Letters', 'sub'])
    expect(read.flatMap((note) => (note.kind === 'read' ? [note.file] : [])).sort()).toEqual(['a.md', 'sub/kept.md'])
    expect(reasons(read)).toEqual(['Letters: in .tacitignore', 'b.tmp.md: in .gitignore', 'drafts: in .gitignore', 'sub/deep/f.md: in .gitignore', 'sub/e.md: in .gitignore'])
  })

  it('are not opened: not even a byte of what is ignored is read', async () => {
    await using folder = await makeFolder({ '.tacitignore': 'locked.md\n', 'a.md': WORDS, 'locked.md': WORDS })
    await chmod(join(folder.path, 'locked.md'), 0)
    await withoutPrivileges(async () => {
      const read = await readAll(folder.path, ['.'])
      expect(reasons(read)).toEqual(['locked.md: in .tacitignore'])
      expect(read.filter(({ kind }) => kind === 'problem')).toEqual([])
    })
  })

  it('are all of a folder whose ignore file cannot be read', async () => {
    await using folder = await makeFolder({ 'a.md': WORDS, 'sub/.tacitignore': 'b.md\n', 'sub/b.md': WORDS })
    await chmod(join(folder.path, 'sub', '.tacitignore'), 0)
    await withoutPrivileges(async () => {
      const read = await readAll(folder.path, ['.', 'sub'])
      expect(read.flatMap((note) => (note.kind === 'read' ? [note.file] : []))).toEqual(['a.md'])
      expect(read).toContainEqual(expect.objectContaining({ kind: 'problem', file: 'sub', message: expect.stringContaining('ignore file in sub could not be read') }))
    })
  })

  it('are not named by a link that stands where an ignore file would', async () => {
    await using outside = await makeFolder({ 'rules': 'a.md\n' })
    await using folder = await makeFolder({ 'a.md': WORDS })
    await symlink(join(outside.path, 'rules'), join(folder.path, '.gitignore'))
    expect((await readAll(folder.path, ['.'])).some((note) => note.kind === 'read' && note.file === 'a.md')).toBe(true)
  })
})

describe('links', () => {
  it('that lead in a circle are left out, and the rest is read', async () => {
    await using folder = await makeFolder({ 'a.md': WORDS, 'sub/b.md': WORDS })
    await symlink(folder.path, join(folder.path, 'sub', 'round'))
    await symlink('self.md', join(folder.path, 'self.md'))
    const read = await readAll(folder.path, ['.', 'sub'])
    expect(read.flatMap((note) => (note.kind === 'read' ? [note.file] : [])).sort()).toEqual(['a.md', 'sub/b.md'])
    expect(read).toContainEqual(expect.objectContaining({ kind: 'problem', file: 'self.md', message: expect.stringContaining('leads in a circle') }))
  })
})

describe('a rule of the person’s', () => {
  const notes = { 'Journal/a.md': WORDS, 'Journal/b.md': WORDS, 'c.md': `${WORDS} #health`, 'd.md': WORDS, 'photo.jpg': 'x' }
  it('keeps each note out under its own name', async () => {
    await using folder = await makeFolder(notes)
    expect(reasons(await readWith(folder.path, ['.', 'Journal'], ['journal/', '#health', '*.jpg']))).toEqual(['Journal/a.md: your rule journal/', 'Journal/b.md: your rule journal/', 'c.md: your rule #health'])
  })
  it('opens nothing of what it names by its place', async () => {
    await using folder = await makeFolder(notes)
    await chmod(join(folder.path, 'Journal', 'a.md'), 0)
    await withoutPrivileges(async () => {
      expect((await readWith(folder.path, ['.', 'Journal'], ['Journal/'])).filter(({ kind }) => kind === 'problem')).toEqual([])
    })
  })
  it('that is new is asked of files that have not changed, without parsing the others again', async () => {
    await using folder = await makeFolder(notes)
    const known = hashesOf(await readAll(folder.path, ['.', 'Journal']))
    const again = await readWith(folder.path, ['.', 'Journal'], ['#health'], known)
    expect(reasons(again)).toEqual(['c.md: your rule #health'])
    expect(again.filter(({ kind }) => kind === 'unchanged')).toHaveLength(3)
  })
})

describe('what is marked as private inside a note', () => {
  const keptOf = async (text: string) => {
    const parsed = await parseNote('a.md', text, 0, NO_RULES)
    if (parsed.kind === 'withheld') return { kept: [], places: [parsed.reason] }
    const places = parsed.withheld.filter(({ reason }) => reason === 'marked as private').map(({ lineStart, lineEnd }) => `${lineStart}–${lineEnd}`)
    return { kept: parsed.passages.flatMap(({ text: kept }) => kept.split('\n')), places }
  }
  it.each<readonly [string, string, readonly string[], readonly string[]]>([
    ['between marks', 'The open part of it.\n\n%%private\nThe hidden part.\n%%\n\nThe open end of all of it.', ['The open part of it.', 'The open end of all of it.'], ['3–5']],
    ['between marks on one line', 'The open part %%private the hidden part%% goes on.', ['The open part goes on.'], ['1–1']],
    ['after a mark that is never closed', 'The open part of it.\n\n%%private\n\nThe hidden part.', ['The open part of it.'], ['3–5']],
    ['between comments', 'The open part of it.\n\n<!-- tacit:private -->\n\nThe hidden part.\n\n<!-- /tacit:private -->\n\nThe open end of all of it.', ['The open part of it.', 'The open end of all of it.'], ['3–7']],
    ['after a comment that is never closed', 'The open part of it.\n\n<!-- tacit:private -->\n\n# The hidden part\n\nAnd more of it.', ['The open part of it.'], ['3–7']],
    ['under a heading with the tag', '# The open part\n\nThe words of it here.\n\n## Doctor #private\n\nThe hidden part.\n\n### And below\n\nThe hidden rest.\n\n## Garden\n\nThe open end of all of it.', ['The words of it here.', 'The open end of all of it.'], ['5–12']],
    ['in a paragraph with the tag', 'The open part of it.\n\nThe hidden part,\nover two lines. #private\n\nThe open end of all of it.', ['The open part of it.', 'The open end of all of it.'], ['3–4']],
    ['in an item with the tag and what hangs from it', '- the open item of it\n- the hidden item #private\n  - the hidden child\n- the other open item', ['the open item of it', 'the other open item'], ['2–3']],
    ['in a row with the tag', '| one | two |\n|---|---|\n| open words here | and more words |\n| hidden #private | row |', ['one | two', 'open words here | and more words'], ['4–4']],
    ['in a quotation with the tag', 'The open part of it.\n\n> [!note] Hidden #private\n> The hidden part.\n\nThe open end of all of it.', ['The open part of it.', 'The open end of all of it.'], ['3–4']],
    ['with hidden characters in the tag', 'The open part of it.\n\nThe hidden part. #pri\u200bvate', ['The open part of it.'], ['3–3']],
    ['nested under the tag', 'The open part of it.\n\nThe hidden part. #private/doctor', ['The open part of it.'], ['3–3']],
  ])('%s', async (_where, text, kept, places) => expect(await keptOf(text)).toEqual({ kept, places }))
  it('keeps the places of what follows', async () => {
    const parsed = await parseNote('a.md', 'The open part of it.\n\n%%private\nThe hidden part.\n%%\n\n# Garden\n\nThe open end of all of it.', 0, NO_RULES)
    expect(parsed).toMatchObject({ passages: [{ lineStart: 1 }, { lineStart: 9, heading: 'Garden' }] })
  })
})
