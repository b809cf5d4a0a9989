import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openHardware } from '../../../../src/agent/model/runtime/hardware.ts'

const BUILT = join(import.meta.dirname, '../../../../out/main/probe.js')

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-hardware-test-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function childThat(body: string): Promise<string> {
  const child = join(folder, 'child.mjs')
  await writeFile(child, `${body}\n`)
  return child
}

const ANSWER = `{ works: process.argv[2] === 'vulkan', devices: process.argv[2] === 'vulkan' ? ['A card'] : [], memory: { total: 8e9, free: 6e9 }, missing: [], isInstalled: true, said: '' }`

// macOS has other back-ends to try.
describe.skipIf(process.platform === 'darwin')('the test of the hardware', () => {
  test('tells of a probe that could not be started, and knows the rest', async () => {
    const { backends } = await openHardware({ models: folder, child: 'no\0file' }).known()
    expect(backends.find(({ id }) => id === 'vulkan')).toMatchObject({ isUsable: false, reason: expect.stringContaining('could not be started') })
    expect(backends[0]).toMatchObject({ id: 'cpu', isUsed: true })
  })

  test('knows nothing of back-ends until it was made, but the machine itself', async () => {
    const hardware = openHardware({ models: join(folder, 'not', 'there', 'yet'), child: await childThat('') })
    expect(hardware.view()).toMatchObject({ backends: [], testedAt: null })
    expect(hardware.view().cores).toBeGreaterThan(0)
    expect(hardware.view().disk.free).toBeGreaterThan(0)
  })

  test('chooses what works, and gives it a key that stays the same', async () => {
    const hardware = openHardware({ models: folder, child: await childThat(`process.send(${ANSWER}); process.disconnect()`), now: () => 7 })
    const { backends, testedAt } = await hardware.test()
    expect(testedAt).toBe(7)
    expect(backends[0]).toMatchObject({ id: 'vulkan', isUsed: true, devices: ['A card'], memory: { total: 8e9, free: 6e9 } })
    expect(await hardware.chosen()).toEqual(await hardware.chosen())
    expect((await hardware.chosen()).backend).toBe('vulkan')
  })

  test('survives a driver that kills the process that tries it, and uses the processor', async () => {
    const hardware = openHardware({ models: folder, child: await childThat(`process.stderr.write('bad driver\\n', () => process.kill(process.pid, 'SIGSEGV'))\nsetInterval(() => {}, 1000)`) })
    const { backends } = await hardware.test()
    expect(backends.find(({ id }) => id === 'cuda')?.reason).toMatch(/crashed.*SIGSEGV.*bad driver/)
    expect(await hardware.chosen()).toMatchObject({ backend: 'cpu' })
  })

  test('does not wait for a driver that hangs', async () => {
    const hardware = openHardware({ models: folder, child: await childThat('setInterval(() => {}, 1000)'), limitMs: 300 })
    expect((await hardware.test()).backends.find(({ id }) => id === 'vulkan')?.reason).toContain('had not answered')
  })

  test('says that the probe itself is not there', async () => {
    const hardware = openHardware({ models: folder, child: join(folder, 'none.js') })
    expect((await hardware.test()).backends.find(({ id }) => id === 'cuda')?.reason).toContain('crashed while it was tried')
  })

  test.skipIf(!existsSync(BUILT))('finds on this very machine a way to compute, and a reason for every other', async () => {
    const { backends } = await openHardware({ models: folder }).test()
    expect(backends.map(({ id }) => id).toSorted()).toEqual(['cpu', 'cuda', 'metal', 'vulkan'])
    expect(backends.filter(({ isUsed }) => isUsed)).toHaveLength(1)
    for (const { reason } of backends) expect(reason).toMatch(/\w.*[.…]$/)
  })
})
