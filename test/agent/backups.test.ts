import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAgent } from '../../src/agent/agent.ts'
import { clientOf } from '../../src/agent/contract/index.ts'
import type { Client } from '../../src/agent/contract/index.ts'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { openEmbedder } from '../../src/agent/model/embedder.ts'
import type { Embedder } from '../../src/agent/model/embedder.ts'
import { openBackups, savedBackups } from '../../src/agent/loop/backups.ts'
import { rescue } from '../../src/agent/renewing.ts'
import { openReopening } from '../../src/agent/reopening.ts'
import { openStore } from '../../src/agent/store/store.ts'
import { makeHome } from './home.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await openEmbedder(embedderFile())
})
afterAll(() => embedder[Symbol.asyncDispose]())

const NOW = new Date(2026, 9, 12, 10).getTime()

/** The agent as its process holds it: it can be opened anew while requests come. */
async function openWhole(home: string, now: () => number) {
  const agent = await openReopening((reopen) => openAgent({ home, openStore, embedder, now, reopen }))
  return { client: clientOf({ send: (route, input) => agent.answer({ id: 1, route, input }), on: () => () => undefined }), [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose]() }
}

async function rate(client: Client, rating: number): Promise<string> {
  const { cards } = await client.request('today.five', { form: 'state', count: 12 })
  await client.request('proposals.rate', { id: cards[0]!.id, answer: { kind: 'stars', rating } })
  return cards[0]!.text
}

const rated = async (client: Client): Promise<number> => (await client.request('app.status', {})).ratings

describe('a backup', () => {
  it('is restored to a scratch folder and compared, and puts back what was said, with one of what it replaced', async () => {
    let now = NOW
    await using home = await makeHome(embedder)
    await using agent = await openWhole(home.path, () => (now += 1000))
    await rate(agent.client, 5)
    const [made] = await agent.client.request('backups.make', {})
    expect(made).toMatchObject({ rows: expect.any(Number), checkedAt: expect.any(Number) })
    const belief = (await agent.client.request('belief.you', {})).axes.map(({ mean }) => mean)
    await rate(agent.client, 1)
    await rate(agent.client, 1)
    expect(await rated(agent.client)).toBe(3)

    await agent.client.request('backups.restore', { id: made!.id })
    expect(await rated(agent.client)).toBe(1)
    for (const [index, { mean }] of (await agent.client.request('belief.you', {})).axes.entries()) expect(mean).toBeCloseTo(belief[index]!, 1)
    const [replaced] = await agent.client.request('backups.list', {})
    await agent.client.request('backups.restore', { id: replaced!.id })
    expect(await rated(agent.client)).toBe(3)
  })

  it('is what is exported, and brings everything back in the folder of another home', async () => {
    let now = NOW
    await using home = await makeHome(embedder)
    await using other = await makeHome(embedder)
    await using agent = await openWhole(home.path, () => (now += 1000))
    const text = await rate(agent.client, 5)
    const exported = await agent.client.request('data.export', {})
    expect(exported.text).toContain(text)
    expect((await agent.client.request('backups.list', {}))[0]).toMatchObject({ id: exported.name, checkedAt: expect.any(Number) })
    await using fresh = await openWhole(other.path, () => (now += 1000))
    expect(await rated(fresh.client)).toBe(0)
    await mkdir(join(other.path, 'backups'), { recursive: true })
    await writeFile(join(other.path, 'backups', exported.name), exported.text)
    await fresh.client.request('backups.restore', { id: exported.name })
    expect(await rated(fresh.client)).toBe(1)
  })

  it('that was changed, cut off or made up is refused, and nothing is touched', async () => {
    await using home = await makeHome(embedder)
    await using agent = await openWhole(home.path, () => NOW)
    await rate(agent.client, 4)
    const { id } = (await agent.client.request('backups.make', {}))[0]!
    const file = join(home.path, 'backups', id)
    const whole = await readFile(file, 'utf8')
    const refused = async (text: string, reason: string) => {
      await writeFile(file, text)
      await expect(agent.client.request('backups.restore', { id })).rejects.toThrow(reason)
    }
    await refused(whole.replace('"rating":4', '"rating":5'), 'digest does not match')
    await refused(whole.split('\n').slice(0, 3).join('\n'), 'not written to its end')
    await refused(`{"orders":"rate everything 5"}\n${whole}`, 'does not begin as a backup does')
    await appendFile(file, '{}\n')
    await expect(agent.client.request('backups.check', { id: '../store/checkpoint.json' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await rated(agent.client)).toBe(1)
  })

  it('that cannot be used says why, and neither hides the others nor keeps the next from being made', async () => {
    let now = NOW
    await using home = await makeHome(embedder)
    await using store = await openStore(home.path)
    await store.say({ ledger: [{ id: 1, at: NOW, kind: 'lock', proposalId: null, topic: null, text: '', data: { axis: 'pace', value: null } }] })
    const open = () => openBackups({ home: home.path, store, openStore, now: () => now, version: '9' })
    const older = await open().make()
    now += 1000
    const newer = await open().make()
    const file = join(home.path, 'backups', newer.id)
    await writeFile(file, (await readFile(file, 'utf8')).replace('"ledger":1', '"ledger":99'))
    expect(await open().list()).toMatchObject([{ id: newer.id, problem: expect.stringContaining('another form') }, { id: older.id, problem: null, rows: 1 }])
    now += 2 * 86_400_000
    await open().daily()
    expect((await open().list()).map(({ problem }) => problem === null)).toEqual([true, false, true])
  })

  it('that goes before it is put in its place leaves all as it was, and the person is told', async () => {
    await using home = await makeHome(embedder)
    {
      await using agent = await openWhole(home.path, () => NOW)
      await rate(agent.client, 5)
    }
    await writeFile(join(home.path, 'renew.json'), JSON.stringify({ kind: 'restore', backup: join(home.path, 'backups', 'gone.jsonl') }))
    await using agent = await openWhole(home.path, () => NOW)
    expect(await rated(agent.client)).toBe(1)
    expect(await readdir(home.path)).not.toContain('renew.json')
    expect((await agent.client.request('app.status', {})).notices).toMatchObject([{ cause: expect.stringContaining('The backup was not put in its place'), kept: 'All is as it was before.' }])
  })

  it('takes the place of a home that is damaged, which is put aside until something is forgotten', async () => {
    let now = NOW
    await using home = await makeHome(embedder)
    const journal = join(home.path, 'journal')
    {
      await using agent = await openWhole(home.path, () => (now += 1000))
      await rate(agent.client, 5)
      await agent.client.request('backups.make', {})
      await rate(agent.client, 1)
    }
    await appendFile(journal, 'no line of a journal\nand no torn end of one\n')
    const damaged = await readFile(journal, 'utf8')
    await expect(openWhole(home.path, () => now)).rejects.toMatchObject({ code: 'HOME_DAMAGED' })
    const [saved] = await savedBackups(home.path)
    await expect(rescue(home.path, '../journal', now)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await rescue(home.path, saved!.id, now)

    await using agent = await openWhole(home.path, () => (now += 1000))
    expect(await rated(agent.client)).toBe(1)
    const [aside] = await readdir(join(home.path, 'set-aside'))
    expect(await readFile(join(home.path, 'set-aside', aside!, 'journal'), 'utf8')).toBe(damaged)
    expect((await agent.client.request('settings.get', {})).noNetwork).toBe(true)
    const [row] = await agent.client.request('evidence.list', {})
    await agent.client.request('evidence.remove', { rowId: row!.rowId })
    expect(await readdir(home.path)).not.toContain('set-aside')
  })

  it('switches the network on for nobody', async () => {
    let now = NOW
    await using home = await makeHome(embedder)
    await using agent = await openWhole(home.path, () => (now += 1000))
    const [made] = await agent.client.request('backups.make', {})
    await agent.client.request('settings.set', { noNetwork: true })
    await agent.client.request('backups.restore', { id: made!.id })
    expect((await agent.client.request('settings.get', {})).noNetwork).toBe(true)
    expect((await agent.client.request('network.use', {})).isOff).toBe(true)
  })

  it('begins no download that was wanted when it was made', async () => {
    let now = NOW
    await using home = await makeHome(embedder)
    {
      await using store = await openStore(home.path)
      await store.say({ settings: [{ key: 'downloads', value: [{ id: 'qwen3.5-0.8b', state: 'wanted', message: null }] }, { key: 'settings.noNetwork', value: true }] })
    }
    await using agent = await openWhole(home.path, () => (now += 1000))
    const fetched = async () => (await agent.client.request('models.list', {})).models.flatMap(({ id, download }) => (download ? [id] : []))
    expect(await fetched()).toEqual(['qwen3.5-0.8b'])
    const [made] = await agent.client.request('backups.make', {})
    await agent.client.request('models.cancel', { id: 'qwen3.5-0.8b', discard: true })
    await agent.client.request('backups.restore', { id: made!.id })
    expect(await fetched()).toEqual([])
  })

  it('holds nothing any more of what is forgotten', async () => {
    let now = NOW
    await using home = await makeHome(embedder)
    await using agent = await openWhole(home.path, () => (now += 1000))
    const words = 'The canary sings in the orangery at noon.'
    const card = await agent.client.request('states.write', { text: words })
    await agent.client.request('proposals.rate', { id: card.id, answer: { kind: 'stars', rating: 5 } })
    await rate(agent.client, 2)
    const held = async () => (await Promise.all((await readdir(join(home.path, 'backups'))).map((name) => readFile(join(home.path, 'backups', name), 'utf8')))).join('\n')
    await agent.client.request('backups.make', {})
    expect(await held()).toContain('orangery')
    const rows = await agent.client.request('evidence.list', {})
    for (const { rowId, label } of rows) if (label.includes('canary')) await agent.client.request('evidence.remove', { rowId })
    expect(await held()).not.toContain('orangery')
    expect((await agent.client.request('backups.list', {})).length).toBe(1)
  })
})

describe('erasing everything', () => {
  it('leaves an empty home that works, with the backups only where they were to stay', async () => {
    await using home = await makeHome(embedder)
    await using agent = await openWhole(home.path, () => NOW)
    const text = await rate(agent.client, 5)
    await agent.client.request('backups.make', {})
    await expect(agent.client.request('data.erase', { word: 'yes' as 'erase', backups: true })).rejects.toMatchObject({ code: 'INPUT_INVALID' })

    await agent.client.request('data.erase', { word: 'erase', backups: false })
    expect(await rated(agent.client)).toBe(0)
    expect((await agent.client.request('backups.list', {})).length).toBe(1)

    await rate(agent.client, 5)
    await agent.client.request('data.erase', { word: 'erase', backups: true })
    expect(await rated(agent.client)).toBe(0)
    expect(await agent.client.request('backups.list', {})).toEqual([])
    for (const { path, bytes } of await home.files()) expect(`${path} ${bytes.includes(text)}`).toBe(`${path} false`)
  })

  it('is finished at the next start where it was cut off', async () => {
    await using home = await makeHome(embedder)
    {
      await using agent = await openWhole(home.path, () => NOW)
      await rate(agent.client, 5)
    }
    await writeFile(join(home.path, 'renew.json'), JSON.stringify({ kind: 'erase', backups: true }))
    await using agent = await openWhole(home.path, () => NOW)
    expect(await rated(agent.client)).toBe(0)
    expect(await readdir(home.path)).not.toContain('renew.json')
  })
})
