import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJournal, openJournal } from '../../../src/agent/store/journal.ts'
import { readJournal } from '../../../src/agent/store/journal-file.ts'
import type { JournalHeader } from '../../../src/agent/store/journal-file.ts'
import type { Said } from '../../../src/agent/store/types.ts'

const header = (seq: number): JournalHeader => ({ journal: 1, seq, ledgerId: 7, schemas: { settings: 1 } })
const saying = (value: unknown): { said: Said } => ({ said: { settings: [{ key: 'k', value }] } })

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacit-journal-'))
  path = join(folder, 'journal')
  await createJournal(path, header(0))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const reopen = async () => openJournal(path, (await readJournal(path))!, 0)

async function actsOnDisk(): Promise<readonly unknown[]> {
  const { lines } = (await readJournal(path))!
  return lines.flatMap(({ acts }) => acts).map((act) => ('said' in act ? act.said.settings![0]!.value : act))
}

async function write(values: readonly unknown[]): Promise<void> {
  const journal = await reopen()
  for (const value of values) await journal.append(saying(value), () => undefined)
  await journal.close()
}

describe('the journal', () => {
  it('has every act on disk by the time its promise resolves, in order, numbered from one', async () => {
    const journal = await reopen()
    const order: number[] = []
    await Promise.all(['a', 'b', 'c'].map((value) => journal.append(saying(value), (seq) => order.push(seq))))
    expect(await actsOnDisk()).toEqual(['a', 'b', 'c'])
    await journal.append(saying('d'), (seq) => order.push(seq))
    expect(await actsOnDisk()).toEqual(['a', 'b', 'c', 'd'])
    expect(order).toEqual([1, 2, 3, 4])
    await journal.close()
  })

  it('goes on numbering after it was trimmed to nothing and opened again', async () => {
    const journal = await reopen()
    await journal.append(saying('a'), () => undefined)
    await journal.append(saying('b'), () => undefined)
    await journal.trim(header(2))
    await journal.close()
    const seqs: number[] = []
    const again = await reopen()
    await again.append(saying('c'), (seq) => seqs.push(seq))
    await again.close()
    expect(seqs).toEqual([3])
    expect(await actsOnDisk()).toEqual(['c'])
  })

  it('keeps what is appended while it is trimmed', async () => {
    const journal = await reopen()
    await journal.append(saying('a'), () => undefined)
    await Promise.all([journal.append(saying('b'), () => undefined), journal.trim(header(1)), journal.append(saying('c'), () => undefined), journal.trim(header(2))])
    await journal.append(saying('d'), () => undefined)
    // What was synced together goes together, so b may stay with c.
    expect((await actsOnDisk()).filter((value) => value !== 'b')).toEqual(['c', 'd'])
    await journal.trim(header(4))
    await journal.close()
    expect(await actsOnDisk()).toEqual([])
  })

  it('drops a line that was torn anywhere, says so, and goes on after the whole ones', async () => {
    await write(['first', 'second'])
    const whole = await readFile(path)
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: start + 1, max: whole.length - 1 }), async (end) => {
        await writeFile(path, whole.subarray(0, end))
        expect((await readJournal(path))!.torn).toMatch(`The last line of ${path} was torn (${end - start} bytes)`)
        await write(['third'])
        expect(await actsOnDisk()).toEqual(['first', 'third'])
        expect((await readJournal(path))!.torn).toBeNull()
      }),
      { numRuns: 25 },
    )
  })

  it('counts zeros where the last line should be as torn: the file had grown, and the content not arrived', async () => {
    await write(['first'])
    const whole = await readFile(path)
    for (const tail of [Buffer.alloc(40), Buffer.concat([Buffer.from('0a1b'), Buffer.alloc(30), Buffer.from('}\n')])]) {
      await writeFile(path, Buffer.concat([whole, tail]))
      expect((await readJournal(path))!.torn).toMatch(/torn/)
      expect(await actsOnDisk()).toEqual(['first'])
    }
  })

  it('refuses a line that was changed anywhere but at a torn end, and names the line and the file', async () => {
    await write(['first', 'second', 'third'])
    const whole = await readFile(path)
    const ends = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }).filter((at) => !ends.includes(at)), async (at) => {
        const changed = Buffer.from(whole)
        changed[at] = changed[at] === 0x41 ? 0x42 : 0x41
        await writeFile(path, changed)
        const line = ends.filter((end) => end < at).length + 1
        await expect(readJournal(path)).rejects.toMatchObject({ code: 'HOME_DAMAGED', message: expect.stringContaining(`${path} is damaged at line ${line}`), data: { path, line } })
      }),
      { numRuns: 60 },
    )
  })

  it('goes on without a line that was taken out of it', async () => {
    await write(['first', 'second', 'third'])
    const lines = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, lines.toSpliced(2, 1).join('\n'))
    await write(['fourth'])
    expect(await actsOnDisk()).toEqual(['first', 'third', 'fourth'])
  })

  it('refuses a journal of a newer format', async () => {
    await createJournal(path, { ...header(0), journal: 2 as 1 })
    await expect(readJournal(path)).rejects.toMatchObject({ code: 'HOME_NEWER' })
  })

  it('carries any JSON through, line breaks and all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        await createJournal(path, header(0))
        await write([value])
        expect(JSON.stringify(await actsOnDisk())).toBe(JSON.stringify([value]))
      }),
      { numRuns: 40 },
    )
  })
})
