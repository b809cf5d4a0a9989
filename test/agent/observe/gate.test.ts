import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../src/agent/observe/front-matter.ts'
import { refuseFile, refuseFolder, refuseText } from '../../../src/agent/observe/gate.ts'
import { findSecrets } from '../../../src/agent/observe/secrets.ts'
import { hashesOf, makeFolder, readAll } from './folder.ts'

function refuse(text: string, file = 'a.md') {
  const front = readFrontMatter(text)
  return refuseText(file, front, text.split('\n').slice(front.lines).join('\n'))
}

describe('the gate, by name', () => {
  it.each(['.obsidian', '.git', '.trash', 'a/.cache', 'logseq/bak'])('never enters %s', (path) => expect(refuseFolder(path)).toBe('hidden'))
  it.each(['Templates', 'templates', '_templates', 'notes/Template'])('takes %s for templates', (path) => expect(refuseFolder(path)).toBe('a template'))
  it.each(['node_modules', 'site/node_modules', '__pycache__'])('takes %s for a tool’s folder', (path) => expect(refuseFolder(path)).toBe('not a note'))
  it.each(['journal', 'Journal 2026', 'logseq', 'temple notes'])('enters %s', (path) => expect(refuseFolder(path)).toBeNull())
  it.each([
    ['a.md', null],
    ['A.Markdown', null],
    ['b.canvas', 'not a note'],
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
    '#Private words',
    'Some (#private) words',
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
    await folder.write('a.md', 'A thing that was open to be read. #private')
    expect(await readAll(folder.path, ['.'], known)).toEqual([{ kind: 'withheld', file: 'a.md', reason: 'tag #private' }])
  })
})

describe('secrets', () => {
  it.each([
    'aws AKIAIOSFODNN7EXAMPLE',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'key: sk-proj-abcdefghijklmnopqrstuvwx',
    'AIzaSyA1234567890abcdefghijklmnopqrstuvw',
    'hf_abcdefghijklmnopqrstuvwx',
    'xoxb-1234567890-abcdef',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc123',
    'https://me:hunter22@example.org/repo',
    'Authorization: Bearer abcdef0123456789abcdef',
    'password: hunter2',
    'Passwort = geh3im!',
    'wifi password is tulips-1984',
    'PIN: 4711',
    'recovery code: 9f2k-22lm',
    'card 4111 1111 1111 1111',
    'IBAN DE89 3704 0044 0532 0130 00',
    'GB82WEST12345698765432',
    'ssn 078-05-1120',
  ])('finds %j', (line) => expect(findSecrets(line)).toEqual([1]))
  it.each([
    'The secret is patience.',
    'token: a unit of text',
    'My password is something that I always forget.',
    'Call 0176 1234 5678 at 10:30',
    'Order 4111 1111 1111 1112',
    'Password reset at 10:30',
    'The meeting PIN is on the door.',
    'https://github.com/a/b/commit/0123456789abcdef0123456789abcdef01234567',
    '2026-01-31, 2026-02-28, 2026-03-31',
    'We wrote 1234567890123456 of them.',
  ])('leaves %j alone', (line) => expect(findSecrets(line)).toEqual([]))
  it('withholds a whole private key', () => {
    expect(findSecrets('a\n-----BEGIN OPENSSH PRIVATE KEY-----\nabc\ndef\n-----END OPENSSH PRIVATE KEY-----\nb')).toEqual([2, 3, 4, 5])
  })
  it('keeps the note and withholds the block, by place alone', async () => {
    await using folder = await makeFolder({ 'a.md': 'The garden wants a bench by the wall.\n\nwifi password: tulips1984\n\nAnd a tap that does not drip at night.' })
    const [read] = await readAll(folder.path, ['.'])
    expect(read).toMatchObject({ kind: 'read', withheld: [{ reason: 'looks like a secret', lineStart: 3, lineEnd: 3 }] })
    expect(JSON.stringify(read)).not.toContain('tulips1984')
  })
})
