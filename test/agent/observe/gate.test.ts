import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../src/agent/observe/front-matter.ts'
import { refuseFile, refuseFolder, refuseNote } from '../../../src/agent/observe/gate.ts'
import { NO_RULES } from '../../../src/agent/observe/rules.ts'
import { hashesOf, makeFolder, readAll } from './folder.ts'

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
