import { describe, expect, it } from 'vitest'
import { decode, parseNote } from '../../../src/agent/observe/note.ts'
import { openRules } from '../../../src/agent/observe/rules.ts'

const SECRET = 'The letter to Agnes lies behind the clock.'
const OPEN = 'The bench by the river wants a coat of paint.'

async function kept(note: string | Uint8Array, rules: readonly string[] = []): Promise<string> {
  const decoded = decode('a.md', typeof note === 'string' ? new TextEncoder().encode(note) : note)
  if (decoded.kind === 'problem') throw new Error(decoded.message)
  const parsed = await parseNote('a.md', decoded.text, 0, openRules(rules))
  return parsed.kind === 'withheld' ? '' : parsed.passages.map(({ text }) => text).join('\n')
}

const utf16 = (text: string): Uint8Array => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])

describe('front matter that says no', () => {
  const said = ['tacit: false', "tacit: 'No'", 'TACIT: FALSE', 'tacit: off', 'tacit: n', 'tacit: 0', 'tacit: never', 'tacit: [false]', 'tacit:\n  - false', 'tacit:\n  false', 'tacit:\n  read: no', 'tacit: false # keep out', 'tacit: !!bool false',
    'tacit: true\ntacit: false', 'tacit：false', 'ta\u200bcit: false', '\u200etacit: false', '{tacit: false, kind: letter}', '{"tacit": false}', 'title: "open\ntacit: false', 'private: yes', 'private: 1', 'Private: "True"',
    'tags: [walks, private]', 'tags:\n  - "#Private/letters"', 'tags:\n  all:\n    - private', 'TAGS: PRIVATE/letters']
  it.each(said)('keeps nothing with %j', async (line) => expect(await kept(`---\n${line}\n---\n\n${SECRET}`)).toBe(''))
  it.each(said.slice(0, 6))('keeps nothing with %j, whatever the lines end with and the file begins with', async (line) => {
    const note = `---\n${line}\n---\n\n${SECRET}`
    for (const each of [note.replaceAll('\n', '\r\n'), note.replaceAll('\n', '\r'), `\ufeff${note}`, `\n\n${note}`, ` ${note}`, note.replace(/\n---\n/, '\n...\n'), utf16(note), `---\ntitle: A\n---\n${note}`]) expect(await kept(each)).toBe('')
  })
  it.each(['+++\ntacit = false\n+++', '+++\ntags = ["private"]\n[extra]\nweight = 3\n+++', ';;;\n{"tacit": false}\n;;;', 'tacit:: false', 'tacit:: "no"', 'private:: yes', '- Private:: TRUE', 'A line with (private:: true) in it.'])('keeps nothing below %j', async (head) =>
    expect(await kept(`${head}\n\n${SECRET}`)).toBe(''))
  it.each(['---\ntacit: true\nprivate: no\n---', '---\ntacit: never mind\n---'.replace('never mind', 'yes'), '+++\ntitle = "A walk"\ntags = ["walks"]\ndate = 2026-01-31\n+++', '---\nprivate: false\n---', '', 'A first line of some length.\n\n---\ntacit: false\n---'])('keeps what stands below %j', async (head) =>
    expect(await kept(`${head}\n\n${OPEN}`)).toContain(OPEN))
  it('takes the head of a note between two +++ for no words of the person’s', async () => {
    expect(await kept(`+++\ntitle = "A walk in the hills at night"\n+++\n\n${OPEN}`)).toBe(OPEN)
  })
})

describe('what is private inside a note', () => {
  it.each([
    `${SECRET} #private`, `${SECRET} #PRIVATE/Deep/er`, `${SECRET} (#private).`, `${SECRET} #[[private]]`, `${SECRET} #private🔒`, `${SECRET} ＃ｐｒｉｖａｔｅ`, `${SECRET} #pri\u200bvate`, `${SECRET} #pri\u00advate`, `${SECRET} \u202e#private\u202c`,
    `> [!note] Letters #private\n>\n> ${SECRET}`, `- Letters #private\n  - ${SECRET}`, `- [ ] ${SECRET} #private`, `| when | what |\n|---|---|\n| June | ${SECRET} #private |`, `| when | what #private |\n|---|---|\n| June | ${SECRET} |`,
    `%%private ${SECRET} %%`, `%%\nPRIVATE: ${SECRET}\n%%`, `<!-- tacit:private -->\n${SECRET}\n<!-- /tacit:private -->`, `<!--TACIT: PRIVATE-->${SECRET}<!-- / tacit : private -->`, `<!--\ntacit:private\n-->\n${SECRET}\n<!--\n/tacit:private\n-->`,
    `<!-- tacit-private -->\n${SECRET}\n<!-- tacit:/private -->`, `<!-- tacit:pri\u200bvate -->\n${SECRET}\n<!-- /tacit:private -->`,
    `<!-- tacit:private -->\nA first part of it all.\n<!-- tacit:private -->\nA second part of it all.\n<!-- /tacit:private -->\n${SECRET}\n<!-- /tacit:private -->`,
  ])('is left out, and the rest is kept: %j', async (part) => {
    const text = await kept(`${OPEN}\n\n${part}\n\nThe gate was oiled on the last day of May.`)
    expect(text).toContain(OPEN)
    expect(text).toContain('The gate was oiled')
    expect(text).not.toContain(SECRET)
  })
  it('is left out to the end where its mark is never closed', async () => {
    for (const mark of ['%%private', '<!-- tacit:private -->', '<!-- tacit:private --><!-- tacit:private --> A. <!-- /tacit:private -->']) expect(await kept(`${OPEN}\n\n${mark}\n${SECRET}`)).toBe(OPEN)
  })
  it.each(['#privately', '#privateer', '\\#private', '`#private`', 'https://example.org/a#private'])('is not what only looks like its tag: %j', async (words) => expect(await kept(`${OPEN} ${words}`)).toContain(OPEN))
})

describe('a rule for a tag', () => {
  it.each(['#health', '#Health/sleep', '#hea\u200blth', '\u202e#health', '＃ｈｅａｌｔｈ'])('holds for %j', async (tag) => expect(await kept(`${SECRET} ${tag}\n\n${OPEN}`, ['#health'])).toBe(''))
})
