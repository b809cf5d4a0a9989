import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readStart } from '../../src/agent/contract/start.ts'
import { agentEnvironment } from '../../src/main/agent-environment.ts'
import { desktopEntryFile, setDesktopEntry } from '../../src/main/autostart.ts'
import { ACTIONS, backupIndex, FAILURE_PATH, failureDetails, failurePage, previewPath } from '../../src/main/failure-page.ts'
import { addressOfLink, linkIn } from '../../src/main/links.ts'
import { argvWithHome, homeFrom, homeIn } from '../../src/main/paths.ts'
import { openProxyTeller } from '../../src/main/proxy.ts'
import { openStrikes } from '../../src/main/strikes.ts'
import { placement } from '../../src/main/window-state.ts'

describe('the home', () => {
  it('is what --home names, in either spelling, before TACIT_HOME', () => {
    const environment = { TACIT_HOME: '/from/environment' }
    expect(homeFrom(['electron', '.', '--home', 'given'], environment)).toBe(resolve('given'))
    expect(homeFrom(['electron', '.', '--home=/given/so'], environment)).toBe(resolve('/given/so'))
    expect(homeFrom(['electron', '.', '--home'], environment)).toBe(resolve('/from/environment'))
  })
})

describe('the agent’s environment', () => {
  it('holds what libraries need, and nothing that steers Node or names a secret', () => {
    const passed = agentEnvironment({ PATH: '/bin', LC_ALL: 'C', XDG_DATA_HOME: '/d', Path: 'C:\\', NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1', GITHUB_TOKEN: 'x', HOME: undefined })
    expect(passed).toEqual({ PATH: '/bin', LC_ALL: 'C', XDG_DATA_HOME: '/d', Path: 'C:\\' })
  })
})

describe('three strikes', () => {
  it('are counted within the span only, and forgotten on clear', () => {
    const strikes = openStrikes(3, 1000)
    expect([0, 500, 1400, 1450, 1460].map((at) => strikes.add(at))).toEqual([false, false, false, true, true])
    strikes.clear()
    expect(strikes.add(1470)).toBe(false)
  })
})

describe('the place of the window', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1080 }

  it('is kept where a display still shows it, and else is the designed one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tacit-place-'))
    const file = join(folder, 'place.json')
    const designed = { bounds: { width: 1200, height: 800 }, isMaximized: false }
    expect(placement(file, [display])).toEqual(designed)
    const kept = { bounds: { x: 2000, y: 50, width: 1000, height: 700 }, isMaximized: true }
    await writeFile(file, JSON.stringify(kept))
    expect(placement(file, [display])).toEqual(designed)
    expect(placement(file, [display, { x: 1920, y: 0, width: 1280, height: 1024 }])).toEqual(kept)
    await writeFile(file, '{"bounds":{"x":0,"y":0,"width":10,"height":10},"isMaximized":false}')
    expect(placement(file, [display])).toEqual(designed)
    await writeFile(file, 'torn{')
    expect(placement(file, [display])).toEqual(designed)
    await rm(folder, { recursive: true })
  })
})

const NOON = new Date(2026, 10, 16, 12).getTime()

describe('the failure page', () => {
  const failure = { error: { code: 'HOME_OWNED', message: 'Another Tacit has <img src=x> open.' }, backups: [] } as const
  const damaged = { error: { code: 'HOME_DAMAGED', message: 'Line 3 is torn.' }, backups: [{ id: 'b.jsonl', at: NOON, rows: 312 }, { id: 'a.jsonl', at: NOON - 86_400_000, rows: 301 }] } as const

  it('says what failed and where, as text', () => {
    const page = failurePage(FAILURE_PATH, failure, '/home/"me" & you')!.body
    expect(page).toContain('Another Tacit has this home open')
    expect(page).toContain('Another Tacit has &lt;img src=x&gt; open.')
    expect(page).toContain('/home/&quot;me&quot; &amp; you')
    expect(page).not.toMatch(/<script|style=|<img/)
  })

  it('is there only while something has failed', () => {
    expect(failurePage(FAILURE_PATH, null, '/home')).toBeNull()
    expect(failurePage('/index.html', failure, '/home')).toBeNull()
  })

  it('offers the backups that are there, and shows what one would do before it does', () => {
    const page = failurePage(FAILURE_PATH, damaged, '/home')!.body
    expect(page).toContain(`href="${ACTIONS.look}0">Restore the backup of`)
    expect(page).toContain(`href="${ACTIONS.look}1"`)
    expect(page).not.toContain(ACTIONS.restore)
    expect(failurePage(FAILURE_PATH, failure, '/home')!.body).not.toContain(ACTIONS.look)
    const preview = failurePage(previewPath(1), damaged, '/home')!.body
    expect(preview).toMatch(/<b>301<\/b> rows of what you said/)
    expect(preview).toContain(`href="${ACTIONS.restore}1"`)
    for (const path of [previewPath(2), previewPath(-1), '/failure/restore/x']) expect(failurePage(path, damaged, '/home')).toBeNull()
    expect([backupIndex(`${ACTIONS.restore}1`, ACTIONS.restore), backupIndex(ACTIONS.again, ACTIONS.restore)]).toEqual([1, null])
  })

  it('copies the code, the message and the folder', () => {
    expect(failureDetails(failure, '/home/me', '0.1.0')).toMatch(/^Tacit 0\.1\.0 on .+\nHOME_OWNED: Another Tacit .+\nHome: \/home\/me\n$/)
    expect(failureDetails(failure, '/home/me/tacit', '0.1.0', '/home/me')).toMatch(/\nHome: ~\/tacit\n$/)
  })
})

describe('the line that an agent starts with', () => {
  it('is told from what native libraries print', () => {
    expect(readStart('{"ready":true,"address":"/x"}')).toEqual({ ready: true, address: '/x' })
    expect(readStart('{"error":{"code":"HOME_OWNED","message":"m"}}')).toMatchObject({ error: { code: 'HOME_OWNED' } })
    for (const line of ['WARN lance', '{"ready":tr', '{"level":"error"}', '']) expect(readStart(line)).toBeNull()
  })
})

describe('a link', () => {
  it('goes to a place of the page, and to nothing else', () => {
    expect(addressOfLink('tacit://you/axis/company')).toBe('#/you/axis/company')
    expect(addressOfLink('tacit://today')).toBe('#/today')
    expect(addressOfLink('tacit://memory/passage/a%2Fb')).toBe('#/memory/passage/a%2Fb')
    for (const foreign of ['https://you/axis', 'tacit://elsewhere', 'tacit:you', 'not a link', `tacit://you/${'x'.repeat(600)}`]) expect(addressOfLink(foreign)).toBeNull()
  })

  it('is found among the words of a second start', () => {
    expect(linkIn(['electron', '.', '--home', '/h', 'tacit://trust/quiet'])).toBe('tacit://trust/quiet')
    expect(linkIn(['electron', '.'])).toBeUndefined()
  })
})

describe('starting with the system', () => {
  it('writes the entry that desktops of Linux read, with every word quoted, and takes it away again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tacit-autostart-'))
    const environment = { XDG_CONFIG_HOME: folder }
    await setDesktopEntry(true, { program: '/opt/My "Tacit"/tacit', words: ['--home', '/home/a b/$x', '--hidden'] }, environment)
    const file = desktopEntryFile(environment)
    expect(await readFile(file, 'utf8')).toContain('Exec="/opt/My \\"Tacit\\"/tacit" "--home" "/home/a b/\\$x" "--hidden"\n')
    await setDesktopEntry(false, { program: '', words: [] }, environment)
    await expect(readFile(file, 'utf8')).rejects.toMatchObject({ code: 'ENOENT' })
    await rm(folder, { recursive: true })
  })
})

describe('the system’s proxy', () => {
  function open() {
    const looks: string[] = []
    const told: string[] = []
    const proxy = openProxyTeller({ find: async (address) => { looks.push(address); return 'PROXY a:1' }, tell: async (found) => told.push(found), onFailure: (error) => told.push(String(error)) })
    return { proxy, looks, told }
  }
  const HUB = 'https://hub.test'
  const NOTHING = { server: null, models: [] }
  const SERVER = { server: { address: 'https://models.test/v1', model: 'm', hasKey: false }, models: [] }

  it('is looked for when something is to go out, and not before', async () => {
    const { proxy, looks, told } = open()
    proxy.onSettings({ noNetwork: false, hubAddress: HUB })
    proxy.onModels(NOTHING)
    await proxy.before('today.five')
    expect(looks).toEqual([])
    await proxy.before('models.download')
    expect(told).toEqual(['PROXY a:1'])
    expect(looks).toEqual([HUB])
  })

  it('is looked for once where something goes on by itself, and again for another agent', async () => {
    const { proxy, looks } = open()
    proxy.onModels(SERVER)
    proxy.onModels(SERVER)
    expect(looks).toHaveLength(0)
    proxy.onSettings({ noNetwork: false, hubAddress: HUB })
    proxy.onModels(SERVER)
    expect(looks).toHaveLength(1)
    proxy.again()
    proxy.onModels(SERVER)
    expect(looks).toHaveLength(2)
  })

  it('holds nothing up where the system does not say it, and is told once it does', async () => {
    let found = (_proxy: string): void => undefined
    const told: string[] = []
    const proxy = openProxyTeller({ find: () => new Promise((resolve) => (found = resolve)), tell: async (it) => told.push(it), onFailure: (error) => told.push(String(error)), withinMs: 20 })
    proxy.onSettings({ noNetwork: false, hubAddress: HUB })
    await proxy.before('models.download')
    expect(told).toEqual([])
    found('PROXY a:1')
    await expect.poll(() => told).toEqual(['PROXY a:1'])
  })

  it('is not looked for while "No network" is on', async () => {
    const { proxy, looks } = open()
    proxy.onSettings({ noNetwork: true, hubAddress: HUB })
    proxy.onModels(SERVER)
    await proxy.before('models.download')
    expect(looks).toEqual([])
  })
})

describe('another home', () => {
  it('is named among the words that Tacit is started with again, in the place of the one before', () => {
    expect(argvWithHome(['.', '--home', '/a', '--inspect'], '/b')).toEqual(['.', '--inspect', '--home', '/b'])
    expect(argvWithHome(['--home=/a', '--hidden', 'tacit://today'], '/b')).toEqual(['--home', '/b'])
  })

  it('is a folder of its own where the chosen one holds other things', () => {
    expect(homeIn('/notes', ['a.md'])).toBe(join('/notes', 'Tacit'))
    expect(homeIn('/empty', [])).toBe('/empty')
    expect(homeIn('/kept', ['backups', 'store'])).toBe('/kept')
  })
})
