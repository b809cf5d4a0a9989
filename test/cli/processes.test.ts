import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError, clientOf } from '../../src/agent/contract/index.ts'
import type { Card, Opened, You } from '../../src/agent/contract/index.ts'
import { ownerAddress } from '../../src/agent/contract/address.ts'
import { onLines } from '../../src/agent/contract/lines.ts'
import { connect } from '../../src/cli/connect.ts'
import type { DemoResult } from '../../src/cli/demo/run.ts'
import { openLastingLine } from '../../src/cli/lasting.ts'
import { rateSession } from '../../src/cli/session.ts'
import type { Keyboard } from '../../src/cli/session.ts'
import { PLAIN } from '../../src/cli/text/style.ts'
import { CLI, endOwner, isBuilt, openHome, openOwner, tacitJson } from './tacit.ts'

let home: string
beforeEach(async () => {
  home = await openHome()
})
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(address, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

describe.skipIf(!isBuilt)('a home that nobody has open', () => {
  it('is opened for a command, free again after it, and keeps what was said', async () => {
    const { code, data } = await tacitJson<{ cards: Card[] }>(home, 'propose', '--count', '1')
    expect(code).toBe(0)
    expect(await isAnswered(ownerAddress(home))).toBe(false)
    expect((await tacitJson<Opened>(home, 'rate', data.cards[0]!.id, '5')).data.answer).toEqual({ kind: 'stars', rating: 5 })
    expect((await tacitJson<{ you: You }>(home, 'belief')).data.you.rows).toBe(1)
  })

  it('is opened once by commands that come together', async () => {
    const ran = await Promise.all([1, 2, 3].map(() => tacitJson<{ you: You }>(home, 'belief')))
    expect(ran.map(({ code, data }) => [code, data.you?.rows])).toEqual([[0, 0], [0, 0], [0, 0]])
  })

  it('is opened for a command that comes while the agent before it closes', async () => {
    const owner = await openOwner(home)
    const gone = endOwner(owner)
    const { code, data } = await tacitJson<{ you: You }>(home, 'belief')
    expect([code, data.you?.rows]).toEqual([0, 0])
    await gone
  })

  it('that cannot be one is refused by name', async () => {
    const file = join(home, 'a-file')
    await writeFile(file, 'not a folder')
    const { code, data } = await tacitJson<{ error: { code: string; message: string } }>(file, 'belief')
    expect(code).toBe(1)
    expect(data.error.message).toContain('a-file')
    const doctor = await tacitJson<{ ok: boolean; findings: { part: string; ok: boolean }[] }>(file, 'doctor')
    expect(doctor.data.findings.find(({ part }) => part === 'Agent')!.ok).toBe(false)
  })
})

describe.skipIf(!isBuilt)('an agent that is killed', () => {
  it('has kept every answer that it had confirmed', async () => {
    const first = await openOwner(home)
    const { data } = await tacitJson<{ cards: Card[] }>(home, 'propose', '--count', '1')
    const { data: opened } = await tacitJson<Opened>(home, 'rate', data.cards[0]!.id, '2')
    const { data: before } = await tacitJson<{ you: You }>(home, 'belief')
    await endOwner(first, 'SIGKILL')
    const { code, data: after } = await tacitJson<{ you: You }>(home, 'belief')
    expect([code, after.you.rows]).toEqual([0, before.you.rows])
    // The belief that is rebuilt is exact; the one before was moved row by row.
    for (const [index, axis] of after.you.axes.entries()) expect(axis.mean).toBeCloseTo(before.you.axes[index]!.mean, 2)
    const { data: again } = await tacitJson<{ error: { code: string } }>(home, 'rate', opened.card.id, '5')
    expect(again.error.code).toBe('ALREADY_ANSWERED')
    // What native libraries had put aside went with the next start.
    expect((await readdir(home)).filter((name) => name === 'temporary' || name.startsWith('.tmp'))).toEqual([])
  })

  it('is replaced under a line that lasts, and the open request is answered with what happened', async () => {
    const owner = await openOwner(home)
    await using line = await openLastingLine(home)
    const heard: string[] = []
    line.on('log', ({ text }) => heard.push(text))
    expect((await line.send('app.status', {})).ok).toBe(true)
    const gone = once(owner, 'exit')
    owner.kill('SIGKILL')
    await gone
    await expect.poll(() => heard.length).toBe(1)
    expect(heard[0]).toContain('Your last rating is in the ledger')
    expect((await line.send('belief.you', {})).ok).toBe(true)
  })

  it('answers what was open with AGENT_STOPPED', async () => {
    const owner = await openOwner(home)
    await using connection = await connect(home)
    expect(connection.isShared).toBe(true)
    owner.kill('SIGKILL')
    await connection.closed
    await expect(clientOf(connection.line).request('app.status', {})).rejects.toThrow(AppError)
  })
})

describe.skipIf(!isBuilt)('a session of rating', () => {
  it('rates, edits, takes back, gives reasons and ends, by keys alone', async () => {
    await using connection = await connect(home)
    const client = clientOf(connection.line)
    const keys = ['x', '4', 'w', '1', 'q', '2', 'u', 'e', 'n', '0', 'd', '3', 'q']
    const written: string[] = []
    const keyboard: Keyboard = { key: async () => keys.shift() ?? null, edit: async (text) => `${text} Or nearly so.` }
    const opened = await rateSession({ client, keyboard, write: (text) => written.push(text), style: PLAIN, width: 80 })
    expect(opened.map(({ answer }) => answer.kind)).toEqual(['stars', 'edit', 'not-now', 'cannot-say', 'dismiss'])
    expect(opened[1]!.answer).toMatchObject({ text: expect.stringContaining('Or nearly so.') })
    const text = written.join('\n')
    expect(text).toMatch(/It wrote \d\.\d, likely \d\.\d to \d\.\d\./)
    expect(text).toContain('Taken back.')
    expect(text).toContain('Five answered.')
    expect(opened[0]!.chips.some(({ chosen }) => chosen)).toBe(true)
    // Between a question and its answer nothing tells what is expected.
    for (const shown of written.filter((one) => one.includes('How much would you want'))) expect(shown).not.toMatch(/wrote|likely|◇/)
  })
})

describe.skipIf(!isBuilt)('tacit serve', () => {
  it('prints an address that works once, answers there, and ends on a signal with the home free', async () => {
    const child = spawn(process.execPath, [CLI, 'serve', '--home', home, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const line = await new Promise<string>((resolve) => onLines(child.stdout, resolve))
    const { url, port } = JSON.parse(line) as { url: string; port: number }
    const origin = `http://127.0.0.1:${port}`
    const headers = { 'content-type': 'application/json' }
    const session = await fetch(`${origin}/session`, { method: 'POST', headers, body: JSON.stringify({ token: new URL(url).hash.slice('#token='.length) }) })
    const cookie = session.headers.get('set-cookie')!.split(';')[0]!
    const status = await fetch(`${origin}/api/app.status`, { method: 'POST', headers: { ...headers, cookie, origin }, body: '{}' })
    expect(await status.json()).toMatchObject({ ok: true, data: { home, ratings: 0 } })
    expect((await fetch(`${origin}/api/app.status`, { method: 'POST', headers })).status).toBe(401)
    child.kill('SIGTERM')
    expect((await once(child, 'exit'))[0]).toBe(0)
    expect(await isAnswered(ownerAddress(home))).toBe(false)
  })
})

describe.skipIf(!isBuilt)('tacit demo', () => {
  it('shows the belief come closer to what was planted, and leaves nothing behind', async () => {
    const { code, data, stderr } = await tacitJson<DemoResult & { profile: unknown; seconds: number }>(home, 'demo', '--ratings', '20')
    expect([code, stderr.split('\n')[0]]).toEqual([0, expect.stringContaining('The sample notes are read')])
    expect(data.checkpoints.map(({ ratings }) => ratings)).toEqual([0, 5, 10, 20])
    const last = data.checkpoints.at(-1)!
    expect(data.checkpoints[0]!.sure).toBe(0)
    expect(last.rightSign).toBeGreaterThan(last.planted / 2)
    expect(last.sureRight).toBeGreaterThanOrEqual(last.sure - 1)
    expect(await readdir(home)).toEqual([])
  })
})
