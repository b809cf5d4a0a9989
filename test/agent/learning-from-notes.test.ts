import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Agent } from '../../src/agent/agent.ts'
import type { EvidenceView } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { makeHome } from './home.ts'
import { filesWith } from './store/homes.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

async function makeVault(notes: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), 'tacit-vault-'))
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
  }
  for (const [file, text] of Object.entries(notes)) await write(file, text)
  return { path, write, drop: (file: string) => rm(join(path, file)), [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const NOTES = {
  '2026-01-10.md': 'Snow on the roofs. I want to learn the cello before I am sixty. My neighbour laughed.\n',
  '2026-03-02.md': 'I signed up for cello lessons at the music school in the old mill.\n',
  '2026-05-20.md': 'I haven’t touched the cello since March, and my bow hangs on the wall.\n',
  '2026-06-01.md': 'I finally finished the quilt for my sister.\n',
  'garden.md': 'The beans are up. You should water them at dusk.\n',
}

const at = Date.UTC(2026, 6, 1)
const uses = (evidence: boolean) => ({ memory: true, evidence, proposals: true })
const said = (views: readonly EvidenceView[]) => views.map(({ label }) => label).sort()
const rows = (agent: Agent) => agent.handlers['evidence.list']({ limit: 100 })
const threads = async (agent: Agent) => (await agent.handlers['threads.list']({ offset: 0, limit: 50 })).threads

describe('what notes show of the person', () => {
  it('becomes rows only where the source may be used as evidence, and none of them is a rating', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault(NOTES)
    await using agent = await home.open()
    const source = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(false) })
    await agent.settled()
    expect(await rows(agent)).toEqual([])
    const before = await agent.handlers['belief.you']({})
    await agent.handlers['sources.remove']({ id: source.id })
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
    await agent.settled()
    expect(said(await rows(agent))).toEqual([
      'I finally finished the quilt for my sister.',
      'I haven’t touched the cello since March, and my bow hangs on the wall.',
      'I want to learn the cello before I am sixty.',
    ])
    expect((await agent.handlers['app.status']({})).ratings).toBe(0)
    expect((await agent.handlers['belief.skill']({})).ratings).toBe(0)
    expect((await agent.handlers['belief.you']({})).rows).toBe(before.rows + 3)
  })

  it('is not learnt twice when it is read again, and goes with the note that said it', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault(NOTES)
    await using agent = await home.open()
    const { id } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
    await agent.settled()
    const first = await rows(agent)
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(await rows(agent)).toEqual(first)
    await vault.drop('2026-06-01.md')
    await vault.write('2026-01-10.md', 'Snow on the roofs. My neighbour laughed at it.\n')
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(said(await rows(agent))).toEqual(['I haven’t touched the cello since March, and my bow hangs on the wall.'])
  })

  it('stays out once it is thrown out, however often its note is read', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault(NOTES)
    await using agent = await home.open()
    const { id } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
    await agent.settled()
    const wish = (await rows(agent)).find(({ label }) => label.includes('learn the cello'))!
    await agent.handlers['evidence.remove']({ rowId: wish.rowId })
    await vault.write('copy.md', NOTES['2026-01-10.md'])
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(said(await rows(agent))).not.toContain(wish.label)
    expect(await rows(agent)).toHaveLength(2)
  })

  it('stays out while it is removed, however often its note is read, and comes in once it is put back', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault(NOTES)
    await using agent = await home.open()
    const { id } = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
    await agent.settled()
    const before = await rows(agent)
    const wish = before.find(({ label }) => label.includes('learn the cello'))!
    const { removals } = await agent.handlers['evidence.takeBack']({ rowId: wish.rowId })
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(said(await rows(agent))).not.toContain(wish.label)
    await agent.handlers['evidence.putBack']({ undoId: removals[0]!.undoId })
    await agent.handlers['sources.readAgain']({ id })
    await agent.settled()
    expect(said(await rows(agent)).toSorted()).toEqual(said(before).toSorted())
  })

  it('goes with a forgotten note as if it had never been: rows, thread, belief and bytes', async () => {
    await using home = await makeHome(embedder, () => at)
    await using other = await makeHome(embedder, () => at)
    await using vault = await makeVault(NOTES)
    const { '2026-06-01.md': _quilt, ...without } = NOTES
    await using smaller = await makeVault(without)
    await using agent = await home.open()
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
    await agent.settled()
    const { passages } = await agent.handlers['memory.passages']({ query: 'quilt', offset: 0, limit: 10 })
    await agent.handlers['memory.forget']({ passageId: passages[0]!.id })
    await agent.settled()
    await using never = await other.open()
    await never.handlers['sources.add']({ path: smaller.path, folders: ['.'], uses: uses(true) })
    await never.settled()
    expect(said(await rows(agent))).toEqual(said(await rows(never)))
    const [mine, theirs] = [await agent.handlers['belief.you']({}), await never.handlers['belief.you']({})]
    for (const [index, axis] of mine.axes.entries()) expect(axis.mean).toBeCloseTo(theirs.axes[index]!.mean, 6)
    expect((await threads(agent)).flatMap(({ evidence }) => evidence.map(({ quote }) => quote.text)).join()).not.toContain('quilt')
    const files = await home.files()
    expect(files.filter(({ bytes }) => bytes.includes('the quilt for my sister')).map(({ path }) => path)).toEqual([])
  })
})

describe('a thread', () => {
  it('gathers what was written over months about one aim, and says how it stands and what it leaves open', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault(NOTES)
    await using agent = await home.open()
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(false) })
    await agent.settled()
    const all = await threads(agent)
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({
      aim: { text: 'I want to learn the cello before I am sixty.', file: '2026-01-10.md' },
      state: 'stalled',
      stateBy: 'words',
      evidence: [{ shows: 'wish' }, { shows: 'step' }, { shows: 'stalled' }],
      leavesOpen: { text: 'I haven’t touched the cello since March, and my bow hangs on the wall.' },
    })
  })

  it('is what the person says of it, also after its notes have grown and after a restart', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault(NOTES)
    {
      await using agent = await home.open()
      const source = await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
      await agent.settled()
      const [thread] = await threads(agent)
      expect(await agent.handlers['threads.correct']({ id: thread!.id, state: 'dropped' })).toMatchObject({ state: 'dropped', stateBy: 'person', probability: 1, leavesOpen: null })
      await vault.write('2026-06-20.md', 'I should practise the cello every evening, an hour of my own.\n')
      await agent.handlers['sources.readAgain']({ id: source.id })
      await agent.settled()
      expect(await threads(agent)).toMatchObject([{ id: thread!.id, state: 'dropped', stateBy: 'person', evidence: { length: 4 } }])
    }
    await using agent = await home.open()
    await agent.settled()
    const [thread] = await threads(agent)
    expect(thread).toMatchObject({ state: 'dropped', stateBy: 'person' })
    expect(await agent.handlers['threads.correct']({ id: thread!.id, state: null })).toMatchObject({ stateBy: 'words' })
    expect(await agent.handlers['threads.correct']({ id: thread!.id, wrong: true })).toBeNull()
    await agent.settled()
    expect(await threads(agent)).toEqual([])
    // What is no aim is no wish either.
    expect(said(await rows(agent))).toEqual(['I finally finished the quilt for my sister.'])
  })
})

describe('a proposal', () => {
  it('is grounded in what is open, and no longer once the person says that it is done', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault({ 'choir.md': 'I want to sing in a choir again this winter.\n' })
    await using agent = await home.open()
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(false) })
    await agent.settled()
    const quoted = async () => {
      const { cards } = await agent.handlers['today.five']({ form: 'grounded', count: 1 })
      await agent.handlers['today.leaveFive']({})
      return cards.flatMap(({ quotes }) => quotes.map(({ text }) => text))
    }
    expect(await quoted()).toContain('I want to sing in a choir again this winter.')
    const [thread] = await threads(agent)
    await agent.handlers['threads.correct']({ id: thread!.id, state: 'done' })
    expect(await quoted()).toEqual([])
    await agent.handlers['threads.correct']({ id: thread!.id, state: null })
    expect(await quoted()).toContain('I want to sing in a choir again this winter.')
  })
})

const run = promisify(execFile)
const hasGit = await run('git', ['--version']).then(() => true, () => false)
if (!hasGit) console.log('Skipped: there is no git here to make a history with.')

describe.skipIf(!hasGit)('a note that was rewritten', () => {
  it('is watched from twelve ratings on, and listened to only where it forecasts them better', async () => {
    await using home = await makeHome(embedder, () => at)
    const [old, now] = ['Mornings are for mail and for the calls that others want of us.', 'Mornings are for drawing, and mail and the calls that others want of us wait until noon.']
    await using vault = await makeVault({ 'days.md': `${old}\n` })
    const git = (...words: readonly string[]) => run('git', ['-C', vault.path, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } })
    await git('init', '-q')
    await git('add', '-A')
    await git('commit', '-qm', 'first')
    await vault.write('days.md', `${now}\n`)
    await git('commit', '-qam', 'second')
    {
      await using agent = await home.open()
      await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
      await agent.settled()
      expect(await rows(agent)).toEqual([])
      for (let { cards } = await agent.handlers['today.five']({ form: 'state', count: 12 }), n = 0; n < 12; n += 1) {
        await agent.handlers['proposals.rate']({ id: cards[0]!.id, answer: { kind: 'stars', rating: ((n % 5) + 1) as 1 | 2 | 3 | 4 | 5 } })
        cards = (await agent.handlers['today.tray']({})).cards
      }
    }
    await using agent = await home.open()
    await agent.settled()
    await vi.waitFor(async () => expect((await agent.handlers['belief.channels']({})).find(({ id }) => id === 'revision')!.rows).toBe(1), { timeout: 20_000 })
    expect((await agent.handlers['belief.channels']({})).find(({ id }) => id === 'revision')).toMatchObject({ standing: 'off' })
    expect((await agent.handlers['app.status']({})).ratings).toBe(12)
    const [week] = await agent.handlers['memory.audit']({ weeks: 1 })
    expect(week!.claims).toMatchObject([{ kind: 'revision', quote: { text: now }, said: `You wrote this in place of: ${old}` }])

    const rule = '"mail and for the calls"'
    expect(await agent.handlers['exclusions.preview']({ rule, sourceId: null })).toMatchObject({ passages: 0, rows: 1 })
    expect(await filesWith(home.path, old)).not.toEqual([])
    await agent.handlers['exclusions.add']({ rule, sourceId: null })
    await agent.settled()
    expect(await filesWith(home.path, old)).toEqual([])
    expect(await filesWith(home.path, now)).not.toEqual([])
  })
})

describe('the audit', () => {
  it('shows for each week what came in, what said the same, what was kept out and why, and each claim with its quote and reason', async () => {
    await using home = await makeHome(embedder, () => at)
    await using vault = await makeVault({
      ...NOTES,
      'again.md': NOTES['2026-06-01.md'],
      'links.md': '# Resources\n\n- How Slate Roofs Were Laid\n- A Field Guide to Lichens\n- Common Mosses of the North\n',
      'crisis.md': 'I want to see my doctor about the panic attacks I have at night.\n',
    })
    await using agent = await home.open()
    await agent.handlers['sources.add']({ path: vault.path, folders: ['.'], uses: uses(true) })
    await agent.settled()
    const [week, before] = await agent.handlers['memory.audit']({ weeks: 2 })
    expect(week).toMatchObject({ passages: 7, merged: 1 })
    expect(week!.from).toBeLessThanOrEqual(at)
    expect(before).toMatchObject({ passages: 0, merged: 0, claims: [], refused: [], until: week!.from })
    expect(week!.refused).toEqual(expect.arrayContaining([{ reason: 'a list of links', count: 1 }, { reason: 'off limits until its subject is turned on', count: 1 }]))
    expect(week!.claims.map(({ kind, said, reason, quote }) => [kind, said, reason, quote.text])).toEqual(
      expect.arrayContaining([
        ['wish', 'You want this.', 'says what you want', 'I want to learn the cello before I am sixty.'],
        ['outcome', 'It happened.', 'says that it is done', 'I finally finished the quilt for my sister.'],
      ]),
    )
    expect(week!.claims).toHaveLength(3)
    // Reading again counts nothing twice, and a claim that is thrown out leaves the week.
    await agent.handlers['evidence.remove']({ rowId: week!.claims[0]!.rowId })
    const [source] = await agent.handlers['sources.list']({})
    await agent.handlers['sources.readAgain']({ id: source!.id })
    await agent.settled()
    const [again] = await agent.handlers['memory.audit']({ weeks: 1 })
    expect(again).toMatchObject({ passages: 7, merged: 1 })
    expect(again!.claims).toHaveLength(2)
    expect(again!.refused).toEqual(expect.arrayContaining([{ reason: 'thrown out by you', count: 1 }, { reason: 'a list of links', count: 1 }]))
  })
})
