import { existsSync, readdirSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../src/agent/observe/front-matter.ts'
import { decode, toParts } from '../../../src/agent/observe/note.ts'
import { appRoot } from '../../../src/agent/paths.ts'
import { makeFolder, passagesOf, readAll } from './folder.ts'

function read(file: string, text: string) {
  return toParts(file, readFrontMatter(text), text, 0)
}
const texts = (file: string, text: string) => read(file, text).passages.map((passage) => passage.text)
const lines = (file: string, text: string) => texts(file, text).flatMap((passage) => passage.split('\n'))

describe('a note of Obsidian', () => {
  it('shows words without the marks of tasks, their dates and their repetition', () => {
    const note = [
      '- [ ] #task Restring the old violin 📅 2024-05-01 🔁 every month 🔼 ➕ 2024-01-02',
      '- [x] Call the harbour about a berth ✅ 2024-02-03',
      '- [-] Learn to juggle with five clubs',
      '- [/] Sand the hull before the summer [due:: 2024-06-01] (priority:: high)',
    ].join('\n')
    expect(lines('tasks.md', note)).toEqual(['☐ Restring the old violin', '☑ Call the harbour about a berth', '☐ Sand the hull before the summer'])
  })

  it('keeps what a property says and drops those that only tools read', () => {
    const note = 'tags:: evening, calm\ngratitude:: my sister called and we laughed for an hour\nup:: [[Index]]\n\nA walk felt like [mood:: light and easy] all the way home, [id:: 12ab] and I slept well.\n'
    expect(texts('day.md', note).join('\n')).toBe('gratitude: my sister called and we laughed for an hour\nA walk felt like mood: light and easy all the way home, and I slept well.')
  })

  it('drops queries, diagrams, comments, embeds, block ids, lines of tags and what stands for finding one’s way', () => {
    const note = [
      '#evening #calm/deep', '', 'See also: [[Boats]], [[Harbours|the harbours]]', '', '[[Back]] | [[Index]] | [[Next]]', '',
      '```dataview\nTABLE mood FROM "days"\n```', '```tasks\nnot done\n```', '```mermaid\ngraph TD; A-->B\n```', '`= this.start_date`', '',
      '%% not for anyone to see, a remark of the author %%', '', '![[Sunset.png]]', '', 'The ==quiet water== before seven is what I get up for. ^quiet-1', '', '^abc123',
    ].join('\n')
    expect(texts('day.md', note)).toEqual(['The quiet water before seven is what I get up for.'])
  })

  it('leaves out a list that only names pages elsewhere, and keeps one that says something of them', () => {
    const note = '- [Boats for beginners](https://boats.example)\n- [A page](https://page.example)\n\nText between that belongs to me alone.\n\n- [Knots](https://knots.example): the only page that taught me a bowline\n'
    expect(lines('links.md', note)).toEqual(['Text between that belongs to me alone.', 'Knots: the only page that taught me a bowline'])
  })

  it('reads a callout as text, and a quotation in one as someone else’s', () => {
    const note = '> [!tip]- Mornings\n> The first hour is for drawing, before any screen is on.\n\n> [!quote]\n> A thing that somebody famous said about the mornings.\n'
    const parts = read('a.md', note)
    expect(parts.passages.map(({ text }) => text)).toEqual(['Mornings\nThe first hour is for drawing, before any screen is on.'])
    expect(parts.withheld.map(({ reason }) => reason)).toEqual(['someone else’s words'])
  })
})

describe('a page of Logseq', () => {
  const page = [
    'title:: A page', 'type:: [[Log]]', '',
    '- TODO [#A] Repair the gate at the end of the garden', '  SCHEDULED: <2023-04-14 Fri>', '  :LOGBOOK:', '  CLOCK: [2023-04-14 Fri 10:00:00]', '  :END:',
    '- DONE Painted the shed in the colour of the sea', '- CANCELLED Buy a second mower for the slope', '- LATER read the book about grafting apple trees', '  collapsed:: true', '  id:: 64378f2c-0f0f-4d0e-8a44-1d9c1c1b2a11',
    '\t- under it a remark that is longer ((64378f2c-0f0f-4d0e-8a44-1d9c1c1b2a11))', '\t  logseq.order-list-type:: number',
    '- {{query (todo later)}}', '- #+BEGIN_QUERY', '  {:title "all" :query [:find (pull ?b [*])]}', '  #+END_QUERY',
    '- #+BEGIN_TIP', '  Graft in March, when the sap begins to rise.', '  #+END_TIP', '- #+BEGIN_QUOTE', '  Something that was said by another.', '  #+END_QUOTE',
  ].join('\n')

  it('shows its blocks with their tasks, and none of its machinery', () => {
    expect(lines('pages/A page.md', page)).toEqual([
      '☐ Repair the gate at the end of the garden', '☑ Painted the shed in the colour of the sea', '☐ read the book about grafting apple trees',
      'under it a remark that is longer', 'Graft in March, when the sap begins to rise.',
    ])
  })

  it('of a journal has the day of its name', () => {
    expect(read('journals/2021_07_01.md', '- Swam across the lake before breakfast, for the first time.').passages[0]!.date).toBe(Date.UTC(2021, 6, 1, 12))
  })
})

describe('a note of Dendron', () => {
  it('has its place in the hierarchy as headings, the day of its making, and links by their words', () => {
    const note = '---\nid: abc\ntitle: Bread\ndesc: ""\nupdated: 1640789890840\ncreated: 1600219243498\n---\n# Rye\n\nThe sour starter in [[the jar|kitchen.sourdough.jar]] wants [[dendron://home/kitchen.cool-place]] over night.\n'
    const [passage] = read('kitchen.baking.bread.md', note).passages
    expect(passage).toMatchObject({ heading: 'kitchen › baking › Rye', text: 'The sour starter in the jar wants cool place over night.', date: 1600219243498 })
  })
})

describe('other files', () => {
  it('of a canvas the written cards are read, from top to bottom, and the others counted', async () => {
    const nodes = [
      { id: 'b', type: 'text', text: 'Below it: a bench that looks to the west in the evening.', x: 0, y: 100 },
      { id: 'a', type: 'text', text: '# Garden\n\nOn top: a hedge against the wind of the north.', x: 0, y: 0 },
      { id: 'c', type: 'file', file: 'a.png', x: 0, y: 0 },
      { id: 'd', type: 'group', label: 'Ideas', x: 0, y: 0 },
    ]
    await using folder = await makeFolder({ 'plan.canvas': JSON.stringify({ nodes, edges: [] }), 'broken.canvas': '{"nodes": [' })
    const notes = await readAll(folder.path, ['.'])
    expect(passagesOf(notes).map(({ text }) => text).join('\n')).toBe('On top: a hedge against the wind of the north.\nBelow it: a bench that looks to the west in the evening.')
    expect(notes.find(({ file }) => file === 'plan.canvas')).toMatchObject({ withheld: [{ reason: 'a card without words' }, { reason: 'a card without words' }] })
    expect(notes.find(({ file }) => file === 'broken.canvas')).toMatchObject({ kind: 'problem', message: expect.stringContaining('canvas') })
  })

  it('private words on a card of a canvas stay out like those of a note', async () => {
    await using folder = await makeFolder({ 'plan.canvas': JSON.stringify({ nodes: [{ type: 'text', text: '#private the canary must never be kept by anyone' }, { type: 'text', text: 'A bench that looks to the west in the evening.' }] }) })
    expect(JSON.stringify(await readAll(folder.path, ['.']))).not.toContain('canary')
  })

  it('a plain text is read by its paragraphs, whatever it would mean in Markdown', () => {
    const note = 'The first paragraph goes on\nover a second line, with *stars* kept.\n\n    An indented one is no code here.\n\n- and an item of a list of its own\n- and another item of the same list\n'
    expect(lines('ideas.txt', note)).toEqual(['The first paragraph goes on over a second line, with *stars* kept.', 'An indented one is no code here.', 'and an item of a list of its own', 'and another item of the same list'])
  })

  it('texts of programs and copies that a sync service made of a conflict are not notes', async () => {
    const names = ['LICENSE.txt', 'requirements.txt', 'Plan (Anna\'s conflicted copy 2024-01-05).md', 'Plan.sync-conflict-20240105-101112-ABCDEFG.md']
    await using folder = await makeFolder({ ...Object.fromEntries(names.map((name) => [name, 'A whole sentence that would make a passage.'])), 'Plan.md': 'A whole sentence that would make a passage.' })
    expect(passagesOf(await readAll(folder.path, ['.'])).map(({ file }) => file)).toEqual(['Plan.md'])
  })

  it.each([['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]]] as const)('%s that marks itself is read', (encoding, mark) => {
    const words = 'Ein schöner Garten, 花园, im März.'
    const wide = Buffer.from(words, 'utf16le')
    if (encoding === 'utf-16be') wide.swap16()
    expect(decode('a.md', Buffer.concat([Buffer.from(mark), wide]))).toEqual({ kind: 'text', text: words, skipped: 0 })
  })

  it('UTF-8 with a mark and with the line ends of Windows or of old Macs is the same note', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const decoded = decode('a.md', Buffer.from(`\uFEFF---${end}title: x${end}---${end}The quiet water before seven${end}is what I get up for.${end}`))
      expect(decoded.kind === 'text' && texts('a.md', decoded.text)).toEqual(['The quiet water before seven is what I get up for.'])
    }
  })
})

describe('other languages', () => {
  it('a sentence of a dozen Chinese, Japanese or Korean characters is enough to be kept', () => {
    for (const text of ['我想学会画水彩画。', '毎朝海まで散歩したい。', '매일 아침 바다까지 걷고 싶다.']) expect(texts('a.md', text)).toEqual([text])
  })

  it('long Chinese is cut between sentences, into pieces that an embedder reads whole', () => {
    const sentence = '我每天早上七点起床以后都要先到河边走一圈，然后才打开电脑开始工作。'
    const found = texts('a.md', sentence.repeat(30))
    expect(found.join('')).toBe(sentence.repeat(30))
    for (const text of found) {
      expect(text.length).toBeLessThan(260)
      expect(text.endsWith('。')).toBe(true)
    }
  })

  it('Arabic keeps its words and its sentences', () => {
    const text = 'أريد أن أتعلم العزف على العود هذا الشتاء. هل أجد معلما قريبا من البيت؟'
    expect(texts('a.md', text)).toEqual([text])
  })

  it('characters of two units are never cut in half', () => {
    for (const text of texts('a.md', '🎻'.repeat(900) + ' ein Wort danach')) expect(text).not.toMatch(/\p{Surrogate}/u)
  })
})

describe('odd names', () => {
  it('are read whatever they are called, and named as they are', async () => {
    const names = ['🎻 Geige.md', 'مرحبا.md', '# 100% sure?.md', 'a #b %20c.md', `${'lang'.repeat(60)}.md`, '日記/2024年.md', "it's \"quoted\".md"]
    await using folder = await makeFolder(Object.fromEntries(names.map((name) => [name, 'A whole sentence that would make a passage.'])))
    const files = passagesOf(await readAll(folder.path, ['.', '日記'])).map(({ file }) => file)
    expect(files.toSorted()).toEqual(names.toSorted())
  })

  it.skipIf(process.platform !== 'linux')('that are not UTF-8 are left out with a clear line, and the rest is read', async () => {
    await using folder = await makeFolder({ 'fine.md': 'A whole sentence that would make a passage.' })
    await (await open(Buffer.concat([Buffer.from(`${folder.path}/gr`), Buffer.from([0xfc, 0xdf]), Buffer.from('e.md')]), 'w')).close()
    const notes = await readAll(folder.path, ['.'])
    expect(notes.find(({ kind }) => kind === 'problem')).toMatchObject({ message: expect.stringContaining('not UTF-8') })
    expect(passagesOf(notes)).toHaveLength(1)
  })
})

const SAMPLES = join(appRoot(), '../shared/data/vaults/format-samples')
const isThere = existsSync(SAMPLES)
if (!isThere) console.log(`Skipped: there are no samples at ${SAMPLES}.`)

describe.skipIf(!isThere)('the samples of note tools', () => {
  it('show no property, query, task mark, reference or drawer of any tool', async () => {
    for (const folder of ['logseq-graph', 'tasks-demo', 'dataview-test-vault', 'dendron-vault']) {
      const path = join(SAMPLES, folder)
      const passages = passagesOf(await readAll(path, ['.', ...readdirSync(path)]))
      expect(passages.length).toBeGreaterThan(0)
      for (const { text, file } of passages) {
        expect(text, file).not.toMatch(/^#\+BEGIN|\(\([0-9a-f]{8}-|^:LOGBOOK:|collapsed::|\{\{query|^title::|[📅🔁✅] ?\d{4}|\[due:: |\[\[/mu)
      }
    }
  })

  it('of the canvas gives its one written card, which only lists links', async () => {
    expect(decode('sample.canvas', await readFile(join(SAMPLES, 'canvas/sample.canvas')))).toMatchObject({ kind: 'text', skipped: 4, text: expect.stringContaining('Learn more:') })
  })
})
