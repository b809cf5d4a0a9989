import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { download } from '../../../../src/agent/model/download/download.ts'
import { openNetwork } from '../../../../src/agent/network/network.ts'
import { bundle } from '../../store/bundle.ts'
import { serveHub, sha256 } from './hub.ts'
import type { Behaviour, Hub } from './hub.ts'

const FILE = randomBytes(6_000_000)

let child: string
let folder: string
let hub: Hub
beforeAll(async () => {
  child = await bundle('../model/download/download-child.ts')
}, 60_000)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-download-'))
  hub = await serveHub(FILE)
})
afterEach(async () => {
  await hub[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const program = (): readonly string[] => [child, folder, hub.address, String(FILE.length), sha256(FILE)]
const part = (): string => join(folder, 'models', 'model.gguf.part')

/** About a megabyte in a tenth of a second, so that there is a middle. */
const slowly: Behaviour = (request, response, { file, etag }) => {
  const first = Number(/\d+/.exec(request.headers.range ?? '0')![0])
  response.writeHead(first > 0 ? 206 : 200, { etag, 'content-length': String(file.length - first), ...(first > 0 && { 'content-range': `bytes ${first}-${file.length - 1}/${file.length}` }) })
  let at = first
  const timer = setInterval(() => {
    response.write(file.subarray(at, at + 100_000))
    at += 100_000
    if (at < file.length && !response.destroyed) return
    clearInterval(timer)
    response.end()
  }, 10)
}

describe('a program that is killed', () => {
  it('finds at the next start what had come, goes on from there, and ends in the right file', async () => {
    hub.always = slowly
    for (let kill = 1; kill <= 3; kill += 1) {
      const running = spawn(process.execPath, program(), { stdio: ['ignore', 'pipe', 'inherit'] })
      const aim = kill * 1_400_000
      for await (const line of createInterface(running.stdout)) {
        const { state, done } = JSON.parse(line) as { state?: string; done?: number }
        if (state === 'running' && done! > aim) running.kill('SIGKILL')
      }
      expect(await readdir(join(folder, 'models'))).not.toContain('model.gguf')
    }
    const here = (await stat(part())).size
    expect(here).toBeGreaterThan(0)
    hub.always = null
    const { stdout } = await promisify(execFile)(process.execPath, program() as string[], { maxBuffer: 1 << 26 })
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual({ got: sha256(FILE) })
    expect(hub.requests.at(-1)).toMatchObject({ range: `bytes=${here}-`, ifRange: hub.etag })
    expect((await readFile(join(folder, 'models', 'model.gguf'))).equals(FILE)).toBe(true)
    expect(await readdir(join(folder, 'models'))).toEqual(['model.gguf'])
  })
})

describe.skipIf(process.platform === 'win32')('a disk that takes no more in the middle', () => {
  it('is said, what came is kept, and it goes on from there once there is room', async () => {
    // No file may grow over 2 MiB; ignored signals stay ignored across exec.
    const command = program().map((word) => `"${word}"`).join(' ')
    const { stdout } = await promisify(execFile)('sh', ['-c', `trap '' XFSZ; ulimit -f 4096; exec "${process.execPath}" ${command}`], { maxBuffer: 1 << 26 })
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({ code: 'DISK_FULL', message: expect.stringMatching(/^The disk is full: .*; the 2 MB that are here are kept\.$/) })
    const here = (await stat(part())).size
    expect(here).toBe(2 << 20)
    const again = await promisify(execFile)(process.execPath, program() as string[], { maxBuffer: 1 << 26 })
    expect(JSON.parse(again.stdout.trim().split('\n').at(-1)!)).toEqual({ got: sha256(FILE) })
    expect(hub.requests.at(-1)).toMatchObject({ range: `bytes=${here}-` })
  })
})

/** Needs the right to mount. */
describe.skipIf(process.platform !== 'linux' || !mayMount())('a file system that is full', () => {
  let mount: string
  beforeEach(async () => {
    mount = await mkdtemp(join(tmpdir(), 'tacit-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mount])
  })
  afterEach(async () => {
    execFileSync('umount', ['-l', mount])
    await rm(mount, { recursive: true })
  })
  const leave = async (bytes: number): Promise<void> => {
    await rm(join(mount, 'filler'), { force: true })
    const { bavail, bsize } = await statfs(mount)
    await writeFile(join(mount, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - bytes)))
  }
  async function run(): Promise<unknown> {
    await using network = await openNetwork({ file: join(folder, 'network.json'), isOff: false, environment: {} })
    const wanted = { address: hub.address, path: join(mount, 'models', 'model.gguf'), size: FILE.length, sha256: sha256(FILE) }
    return await download(wanted, { network, signal: new AbortController().signal, onProgress: () => undefined }).catch((thrown: unknown) => thrown)
  }

  it('is asked before anything is fetched', async () => {
    await leave(5_000_000)
    expect(await run()).toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining('needs 6 MB more and') })
    expect(hub.requests).toEqual([])
  })

  it('may fill up meanwhile: what came is kept, and it goes on once there is room', async () => {
    hub.next = [(request, response, served) => {
      // Another program takes the rest while the first megabytes are on their way.
      void leave(2_000_000).then(() => slowly(request, response, served))
    }]
    const full = await run()
    expect(full).toMatchObject({ code: 'DISK_FULL' })
    expect(await readdir(join(mount, 'models'))).not.toContain('model.gguf')
    await rm(join(mount, 'filler'))
    const here = (await stat(join(mount, 'models', 'model.gguf.part'))).size
    expect(await run()).toMatchObject({ sha256: sha256(FILE) })
    if (here > 0) expect(hub.requests.at(-1)).toMatchObject({ range: `bytes=${here}-` })
    expect((await readFile(join(mount, 'models', 'model.gguf'))).equals(FILE)).toBe(true)
  })
})

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
