import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWindow } from '../../scripts/steps/window.mjs'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-window-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** An executable in the place of Electron's. */
async function program(body: string): Promise<string> {
  const file = join(folder, 'electron')
  await writeFile(file, `#!/usr/bin/env node\nconst fs = require('node:fs')\n${body}\n`)
  await chmod(file, 0o755)
  return file
}

describe.skipIf(process.platform === 'win32')('opening the window', () => {
  test('waits until the window is ready, and then for its end', async () => {
    const electron = await program(`console.log('tacit: window ready'); setTimeout(() => process.exit(7), 100)`)
    const window = await openWindow(electron, [], 10_000)
    expect(window.ready).toBe(true)
    expect(window.ready && (await window.ended)).toBe(7)
  })

  test('passes the arguments on after the app, and adds none', async () => {
    const electron = await program(`fs.writeFileSync(${JSON.stringify(join(folder, 'args'))}, JSON.stringify(process.argv.slice(3))); console.log('tacit: window ready')`)
    await openWindow(electron, ['--home', '/x'], 10_000)
    expect(JSON.parse(await readFile(join(folder, 'args'), 'utf8'))).toEqual(['--home', '/x'])
  })

  test('reports an end before the window, in its own words', async () => {
    const electron = await program(`console.error('[1:FATAL] Running as root without --no-sandbox is not supported.'); process.exitCode = 133`)
    expect(await openWindow(electron, [], 10_000)).toMatchObject({ ready: false, said: expect.stringContaining('Running as root'), advice: expect.stringContaining('ordinary user') })
  })

  test('ends a program that shows no window in time', async () => {
    const electron = await program(`fs.writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid)); setInterval(() => {}, 1000)`)
    expect(await openWindow(electron, [], 1500)).toEqual({ ready: false, said: null, advice: 'No window was ready within 1.5 s.' })
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'))
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  test('reports a program that cannot be started', async () => {
    expect(await openWindow(join(folder, 'none'), [], 1000)).toMatchObject({ ready: false, said: expect.stringContaining('ENOENT') })
  })
})
