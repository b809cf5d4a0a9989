import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWhenStale } from '../../scripts/steps/build.mjs'

let folder: string
let times: number

const product = () => ({ stamp: join(folder, 'out/.stamp'), made: join(folder, 'out/made'), of: [join(folder, 'src'), join(folder, 'config')] })

async function make(): Promise<void> {
  times++
  await mkdir(join(folder, 'out'), { recursive: true })
  await writeFile(join(folder, 'out/made'), '')
}

beforeEach(async () => {
  times = 0
  folder = await mkdtemp(join(tmpdir(), 'tacit-build-'))
  await mkdir(join(folder, 'src/deep'), { recursive: true })
  await writeFile(join(folder, 'src/deep/a.ts'), 'a')
  await writeFile(join(folder, 'config'), 'c')
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

test('what is fresh is not made again', async () => {
  await makeWhenStale(product(), make)
  await writeFile(join(folder, 'src/deep/a.ts'), 'a')
  await makeWhenStale(product(), make)
  expect(times).toBe(1)
})

test.each([
  ['a changed file', () => writeFile(join(folder, 'src/deep/a.ts'), 'b')],
  ['a new file', () => writeFile(join(folder, 'src/b.ts'), '')],
  ['a file that is gone', () => rm(join(folder, 'src/deep/a.ts'))],
  ['a changed single file', () => writeFile(join(folder, 'config'), 'd')],
  ['a product that is gone', () => rm(join(folder, 'out/made'))],
])('%s makes it stale', async (_, change) => {
  await makeWhenStale(product(), make)
  await change()
  await makeWhenStale(product(), make)
  expect(times).toBe(2)
})

test('what failed is made again', async () => {
  await makeWhenStale(product(), make)
  await writeFile(join(folder, 'config'), 'd')
  await expect(makeWhenStale(product(), () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await writeFile(join(folder, 'config'), 'c')
  await makeWhenStale(product(), make)
  expect(times).toBe(2)
})
