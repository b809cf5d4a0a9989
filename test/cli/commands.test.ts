import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Card, Finding, Opened, Skill, Source, Tray, Why, You } from '../../src/agent/contract/index.ts'
import { profileSchema } from '../../src/agent/profile/schema.ts'
import { ownedHome } from './owned.ts'
import type { Refused } from './owned.ts'
import { isBuilt } from './tacit.ts'

const SAMPLE = join(import.meta.dirname, '..', '..', 'resources', 'sample-vault')
const SEALED_WORDS = ['sealed', 'reasons', 'mean', 'likely', 'chance', 'contributions', 'isAnchor']

/** Content of every file under a folder, as one digest. */
async function digest(folder: string): Promise<string> {
  const hash = createHash('sha256')
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  for (const file of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) hash.update(file).update(await readFile(file))
  return hash.digest('hex')
}

function keysOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [...(Array.isArray(value) ? [] : [key]), ...keysOf(inner)])
}

describe.skipIf(!isBuilt)('the commands, through the owner of the home', () => {
  const { path: home, run, json, refused } = ownedHome()

  it('read nothing in a dry run, and change no file of the notes', async () => {
    const before = await digest(SAMPLE)
    const { code, data } = await json<{ dryRun: { notes: number; folders: { path: string; notes: number }[]; examples: unknown[]; withheld: { count: number }[] } }>('observe', SAMPLE, '--dry-run')
    expect(code).toBe(0)
    expect(data.dryRun.notes).toBeGreaterThanOrEqual(60)
    expect(data.dryRun.examples).toHaveLength(3)
    expect((await json('sources')).data).toEqual({ sources: [] })
    expect(await digest(SAMPLE)).toBe(before)
  })

  it('read nothing without consent where nobody can be asked', async () => {
    expect(await refused('observe', SAMPLE)).toMatchObject({ exit: 2, code: 'CONSENT_MISSING', hint: expect.stringContaining('--yes') })
    expect((await json('sources')).data).toEqual({ sources: [] })
  })

  it('read nothing that is named no use, where nobody can be asked, but for the sample notes', async () => {
    expect(await refused('observe', SAMPLE, '--yes')).toMatchObject({ exit: 2, code: 'CONSENT_MISSING', hint: expect.stringContaining('--for memory,proposals') })
    expect(await refused('observe', SAMPLE, '--yes', '--for', 'memory,mischief')).toMatchObject({ exit: 2, code: 'INPUT_INVALID', message: '"mischief" is no use of a source.' })
    expect(await refused('observe', SAMPLE, '--yes', '--for', '')).toMatchObject({ exit: 2, code: 'INPUT_INVALID' })
    expect((await json('sources')).data).toEqual({ sources: [] })
  })

  it('say what is wrong with a folder', async () => {
    expect(await refused('observe', join(home(), 'nowhere'), '--yes', '--for', 'memory')).toMatchObject({ exit: 1, code: 'FOLDER_MISSING', message: expect.stringContaining('nowhere') })
    expect(await refused('observe', SAMPLE, '--folder', 'no-such', '--yes', '--for', 'memory')).toMatchObject({ exit: 1, code: 'FOLDER_MISSING', message: expect.stringContaining('"no-such"') })
    expect(await refused('observe')).toMatchObject({ exit: 2, code: 'INPUT_INVALID' })
  })

  it('read what was agreed to, and only that', async () => {
    const { code, data } = await json<{ source: Source }>('observe', '--sample', '--folder', 'garden', '--folder', 'ideas', '--yes')
    expect(code).toBe(0)
    expect(data.source).toMatchObject({ state: 'current', isSample: true, folders: ['garden', 'ideas'] })
    expect(data.source.passages).toBeGreaterThan(0)
    const files = (await readdir(SAMPLE, { recursive: true })).filter((file) => /^(garden|ideas)\/.*\.md$/.test(file))
    const withheldNotes = data.source.withheld.flatMap(({ places }) => places).filter((place) => place.endsWith('.md'))
    expect(data.source.notes).toBe(files.length - withheldNotes.length)
  })

  it('propose with the prediction and the reasons sealed, until it is rated', async () => {
    const { data } = await json<{ cards: Card[] }>('propose', '--count', '1')
    const [card] = data.cards
    expect(keysOf(data).filter((key) => SEALED_WORDS.includes(key))).toEqual([])
    const why = await json<Why>('why', card!.id)
    expect([why.data.sealed, why.data.reasons]).toEqual([null, null])

    const { code, data: opened } = await json<Opened>('rate', card!.id.slice(0, 8), '4')
    expect(code).toBe(0)
    expect(opened.answer).toEqual({ kind: 'stars', rating: 4 })
    expect(opened.sealed!.likely![0]).toBeLessThan(opened.sealed!.mean)
    expect((await json<Why>('why', card!.id)).data.reasons!.contributions.length).toBeGreaterThan(0)
    expect(await refused('rate', card!.id, '2')).toMatchObject({ exit: 1, code: 'ALREADY_ANSWERED' })
  })

  it('move the belief by a rating, and take it back', async () => {
    const { data: before } = await json<{ you: You }>('belief')
    const { data } = await json<{ cards: Card[] }>('propose', '--count', '1')
    await json('rate', data.cards[0]!.id, '5')
    const { data: after } = await json<{ you: You }>('belief')
    expect(after.you.rows).toBe(before.you.rows + 1)
    expect(after.you.axes.map(({ mean }) => mean)).not.toEqual(before.you.axes.map(({ mean }) => mean))
    const { data: tray } = await json<Tray>('undo')
    expect(tray.cards[0]!.id).toBe(data.cards[0]!.id)
    const { data: undone } = await json<{ you: You }>('belief')
    for (const [index, axis] of undone.you.axes.entries()) expect(axis.mean).toBeCloseTo(before.you.axes[index]!.mean, 9)
  })

  it('take an edit, a dismissal, not now and can’t say', async () => {
    for (const words of [['edit', 'Two evenings a week the phone stays in the hall.'], ['dismiss'], ['not-now'], ['cannot-say']]) {
      const { data } = await json<{ cards: Card[] }>('propose', '--count', '1')
      const { code, data: opened } = await json<Opened>('rate', data.cards[0]!.id, ...words)
      expect([code, opened.answer.kind]).toEqual([0, words[0]])
    }
  })

  it('keep a state of the person’s own, and forget its row when told to', async () => {
    const text = 'The bench by the quince is mended, and coffee is drunk there at seven.'
    const { data: card } = await json<Card>('write', text)
    expect(card).toMatchObject({ kind: 'own', origin: 'own', text })
    const { data: opened } = await json<Opened>('rate', card.id, '5')
    const row = `row:${opened.undoId}`
    expect(await refused('forget', row)).toMatchObject({ exit: 2, code: 'CONSENT_MISSING', message: expect.stringContaining(text) })
    expect((await json('forget', row, '--yes')).data).toMatchObject({ kind: 'row', id: row })
    expect(await refused('forget', row, '--yes')).toMatchObject({ exit: 1, code: 'NOT_FOUND' })
    expect((await json<Refused>('why', card.id)).data.error.code).toBe('NOT_FOUND')
  })

  it('name an id that is not there, and an answer that is none', async () => {
    for (const args of [['why', 'nothing'], ['rate', 'nothing', '4'], ['forget', 'nothing', '--yes'], ['forget', 'row:99999', '--yes']]) {
      expect(await refused(...args)).toMatchObject({ exit: 1, code: 'NOT_FOUND', message: expect.stringMatching(/nothing|99999/) })
    }
    const { data } = await json<{ cards: Card[] }>('propose', '--count', '1')
    expect(await refused('rate', data.cards[0]!.id, '9')).toMatchObject({ exit: 2, message: '"9" is no answer.' })
    expect(await refused('rate', data.cards[0]!.id, 'first')).toMatchObject({ exit: 1, code: 'INPUT_INVALID' })
  })

  it('refuse what is given wrongly, before they touch the home', async () => {
    for (const args of [['rate'], ['propose', '--count', '0'], ['propose', '--count', 'x'], ['serve', '--port', '99999'], ['demo', '--ratings', '0'], ['profile', 'export', '--format', 'pdf'], ['forget', 'row:x', '--yes'], ['nothing'], ['belief', 'more']]) {
      expect([args, await refused(...args)]).toMatchObject([args, { exit: 2, code: 'INPUT_INVALID', hint: expect.stringMatching(/./) }])
    }
  })

  it('export the profile as its schema says, as a page, and never over a file that is there', async () => {
    const { data } = await json('profile', 'export')
    expect(profileSchema.parse(data).states.length).toBeGreaterThan(0)
    const page = await run('profile', 'export', '--format', 'markdown')
    expect(page.stdout).toMatch(/^# Preference profile\n/)
    const file = join(home(), 'profile.json')
    expect((await json('profile', 'export', '--out', file)).data).toMatchObject({ file, format: 'json' })
    expect(profileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).axes).toHaveLength(14)
    await writeFile(file, 'mine')
    expect(await refused('profile', 'export', '--out', file)).toMatchObject({ exit: 1, message: expect.stringContaining('--force') })
    expect(await readFile(file, 'utf8')).toBe('mine')
    expect((await json('profile', 'export', '--out', file, '--force')).code).toBe(0)
  })

  it('compare a profile, bring in what is named and nothing else, and take it back', async () => {
    const file = join(home(), 'other.json')
    const { data: exported } = await json<{ states: { text: string }[] }>('profile', 'export')
    await writeFile(file, JSON.stringify({ ...exported, states: exported.states.map((state) => ({ ...state, text: `${state.text} And more.` })) }))
    const { data } = await json<{ diff: { states: { fresh: number } } }>('profile', 'diff', file)
    expect(data.diff.states.fresh).toBe(exported.states.length)
    expect(await refused('profile', 'import', file)).toMatchObject({ exit: 2, code: 'CONSENT_MISSING' })
    const preview = await json<{ preview: { ratings: number } }>('profile', 'import', file, '--states', '--dry-run')
    expect(preview.data.preview.ratings).toBe(exported.states.length)
    const { data: done } = await json<{ imported: { undoId: string } }>('profile', 'import', file, '--states')
    expect((await json('profile', 'take-back', done.imported.undoId)).code).toBe(0)
    expect(await refused('profile', 'take-back', done.imported.undoId)).toMatchObject({ exit: 1, code: 'NOTHING_TO_UNDO' })
    await writeFile(file, '{"axes": ')
    expect(await refused('profile', 'diff', file)).toMatchObject({ exit: 1, code: 'INPUT_INVALID', message: expect.stringContaining('not JSON') })
  })

  it('tell skill, and what works here', async () => {
    const { data: skill } = await json<Skill>('selftest')
    expect(skill.opened).toBeGreaterThan(0)
    const { code, data } = await json<{ findings: Finding[] }>('doctor')
    expect(code).toBe(0)
    expect(data.findings.find(({ part }) => part === 'Store')).toMatchObject({ ok: true })
  })

  it('forget a source with its passages', async () => {
    const { data } = await json<{ sources: Source[] }>('sources')
    const { id, passages } = data.sources[0]!
    expect(await refused('forget', id)).toMatchObject({ exit: 2, message: expect.stringMatching(new RegExp(`Sample notes .*: ${passages} passages, \\d+ rows? of evidence, \\d+ proposals?, \\d+ threads?\\.`)) })
    expect((await json<{ forgotten: { passages: number } }>('forget', id, '--yes')).data.forgotten.passages).toBe(passages)
    expect((await json('sources')).data).toEqual({ sources: [] })
  })

  it('print one JSON document each, and colour nothing that is no terminal', async () => {
    for (const args of [['help'], ['help', 'observe'], ['--version'], ['--help'], ['belief'], ['propose'], ['sources'], ['selftest']]) {
      const { stdout } = await run(...args, '--json')
      expect(stdout.trimEnd().split('\n')).toHaveLength(1)
      expect(() => JSON.parse(stdout) as unknown).not.toThrow()
      const text = await run(...args)
      expect([args, text.code, text.stderr]).toEqual([args, 0, ''])
      expect(text.stdout).not.toContain('\u001B')
    }
  })
})
