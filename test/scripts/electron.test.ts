import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { download, findElectron } from '../../scripts/steps/electron.mjs'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-electron-'))
  vi.stubEnv('ELECTRON_EXEC_PATH', '')
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

describe('finding Electron', () => {
  const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron'

  test('takes the folder that ELECTRON_OVERRIDE_DIST_PATH names', async () => {
    await mkdir(dirname(join(folder, executable)), { recursive: true })
    await writeFile(join(folder, executable), '')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
    expect(findElectron()).toEqual({ path: join(folder, executable) })
  })

  test.each(['ELECTRON_OVERRIDE_DIST_PATH', 'ELECTRON_EXEC_PATH'])('says that %s names nothing', (name) => {
    vi.stubEnv(name, join(folder, 'nothing'))
    expect(findElectron()).toEqual({ path: null, why: expect.stringContaining(`${name} names ${join(folder, 'nothing')}`) })
  })
})

describe('fetching Electron', () => {
  let server: Server

  async function serve(answer: RequestListener): Promise<void> {
    server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    vi.stubEnv('electron_config_cache', join(folder, 'cache'))
  }

  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  test('fails with the reason of the place that it asked', async () => {
    await serve((_, response) => response.writeHead(404).end())
    await expect(download()).rejects.toThrow(/404/)
  })

  test('is given up when no byte comes', async () => {
    await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('some')
    })
    await expect(download({ stallMs: 300, wholeMs: 60_000 })).rejects.toThrow('no byte came for 0.3 s')
  })

  test('is given up when it takes too long', async () => {
    await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 })
      const drip = setInterval(() => response.write('drop'), 50)
      response.on('close', () => clearInterval(drip))
    })
    await expect(download({ stallMs: 5_000, wholeMs: 600 })).rejects.toThrow('it took longer than 0.01 minutes')
  })

  test('refuses an archive that is not the one of this version', async () => {
    await serve((_, response) => response.end('not Electron'))
    await expect(download()).rejects.toThrow(/checksum/i)
  })
})
