import { execFile, execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/agent/store/store.ts'
import { bundle } from './bundle.ts'
import { filesWith, homes } from './homes.ts'
import { ledgerRow, memoryRow } from './rows.ts'

const FIRST = 'said first, and to be forgotten'

type Printed = Readonly<{ said?: number; refused?: number; code?: string; shown?: boolean; flushed?: boolean }>

describe.skipIf(process.platform === 'win32')('a disk that takes no more', () => {
  const { home, use } = homes()

  it('refuses what does not fit, keeps what it had said it has, and nothing by halves', async () => {
    const child = await bundle('full-child.ts')
    const folder = await home()
    // No file may grow over 64 KiB; ignored signals stay ignored across exec.
    const { stdout } = await promisify(execFile)('sh', ['-c', `trap '' XFSZ; ulimit -f 128; exec "${process.execPath}" "${child}" "${folder}"`])
    const printed = stdout.trim().split('\n').map((line) => JSON.parse(line) as Printed)
    const said = printed.flatMap((line) => line.said ?? [])
    const refused = printed.filter((line) => line.refused !== undefined)
    expect(said.length).toBeGreaterThan(10)
    expect(refused.map(({ code, shown }) => ({ code, shown }))).toEqual(Array.from({ length: 3 }, () => ({ code: 'DISK_FULL', shown: false })))

    const store = await use(openStore(folder))
    expect(store.ledger.all().map(({ id }) => id)).toEqual(said)
    expect(store.reports.filter((report) => report.includes('torn'))).toEqual([])
  })
})

/** Needs the right to mount; a test that has it is stricter, because nothing at all can be written. */
describe.skipIf(process.platform !== 'linux' || !mayMount())('a file system that is full', () => {
  const { use } = homes()
  let mount: string
  beforeEach(async () => {
    mount = await mkdtemp(join(tmpdir(), 'tacit-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mount])
  })
  afterEach(async () => {
    execFileSync('umount', ['-l', mount])
    await rm(mount, { recursive: true })
  })

  async function leave(bytes: number): Promise<void> {
    await rm(join(mount, 'filler'), { force: true })
    const { bavail, bsize } = await statfs(mount)
    await writeFile(join(mount, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - bytes)))
  }

  it('lets nothing said earlier go, and takes new things once there is room', async () => {
    const folder = join(mount, 'home')
    const troubles: unknown[] = []
    const store = await openStore(folder, { onTrouble: (error) => troubles.push(error) })
    await store.say({ ledger: [ledgerRow(1, { text: FIRST })] })
    await store.memories.put([memoryRow('m1')])
    await store.flush()
    await leave(12_288)
    const said = [1]
    for (let id = 2; ; id += 1) {
      const error: unknown = await store.say({ ledger: [ledgerRow(id, { text: 'long '.repeat(400) })] }).catch((thrown: unknown) => thrown)
      if (error) {
        expect(error).toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining('nothing said before is lost') })
        break
      }
      said.push(id)
    }
    expect(said.length).toBeGreaterThan(2)
    await expect(store.flush()).rejects.toMatchObject({ code: 'DISK_FULL' })
    await expect(store.memories.put([memoryRow('m2')])).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(store.ledger.all().map(({ id }) => id)).toEqual(said)
    expect(await store.memories.count()).toBe(1)
    await expect(store.forget({ ledgerIds: [1] })).rejects.toMatchObject({ code: 'DISK_FULL', message: expect.stringMatching(/^It is forgotten, but bytes of it are still on the disk/) })
    const left = said.slice(1)
    expect(store.ledger.all().map(({ id }) => id)).toEqual(left)

    // A crash on the full disk, and a start on it.
    const again = await use(openStore(folder, { onTrouble: (error) => troubles.push(error) }))
    expect(again.ledger.all().map(({ id }) => id)).toEqual(left)
    expect(troubles).toEqual([expect.objectContaining({ code: 'DISK_FULL' })])
    expect(await filesWith(folder, FIRST)).not.toEqual([])

    await rm(join(mount, 'filler'))
    const next = again.nextLedgerId()
    await again.say({ ledger: [ledgerRow(next)] })
    await again.memories.put([memoryRow('m2')])
    await again.flush()
    await again[Symbol.asyncDispose]()
    const last = await use(openStore(folder))
    expect(last.ledger.all().map(({ id }) => id)).toEqual([...left, next])
    expect(await last.memories.count()).toBe(2)
    expect(await filesWith(folder, FIRST)).toEqual([])
  })

  it('refuses to make a home on it, and makes it once there is room', async () => {
    await leave(0)
    const folder = join(mount, 'home')
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'DISK_FULL' })
    await rm(join(mount, 'filler'))
    await mkdir(folder, { recursive: true })
    const store = await use(openStore(folder))
    await store.say({ ledger: [ledgerRow(1)] })
    expect(store.ledger.size).toBe(1)
  })
})

function mayMount(): boolean {
  if (process.geteuid?.() !== 0) return false
  const probe = join(tmpdir(), `tacit-mount-${process.pid}`)
  try {
    execFileSync('sh', ['-c', `mkdir -p "${probe}" && mount -t tmpfs -o size=64k tmpfs "${probe}" && umount "${probe}"; status=$?; rmdir "${probe}"; exit $status`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
