import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownerAddress } from '../../src/agent/contract/address.ts'
import { ownHome } from '../../src/agent/owner.ts'
import { openTemporary } from '../../src/agent/temporary.ts'

/** Root may write anywhere, so a test that runs as root steps down for a while. */
async function withoutRoot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid!() !== 0) return work()
  process.seteuid!(65_534)
  try {
    return await work()
  } finally {
    process.seteuid!(0)
  }
}

const answer = () => Promise.reject(new Error('Nobody asks.'))

describe.skipIf(process.platform === 'win32')('a home that cannot be written to', () => {
  it('is refused in words that a person can act on, also where a process that died left its socket, and is not touched', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tacit-owner-'))
    const left = ownerAddress(home)
    await writeFile(left, '')
    await chmod(home, 0o555)
    const refused = await withoutRoot(() => ownHome(home, { answer }).catch((thrown: unknown) => thrown))
    const refusedLater = await withoutRoot(() => openTemporary(home).catch((thrown: unknown) => thrown))
    for (const error of [refused, refusedLater]) expect(error).toMatchObject({ code: 'HOME_UNWRITABLE', message: expect.stringContaining('Allow this account to write there') })
    expect(await readdir(home)).toEqual(['owner.sock'])
    await chmod(home, 0o755)
    const owner = await ownHome(home, { answer })
    await owner[Symbol.asyncDispose]()
    await rm(home, { recursive: true })
  })
})
