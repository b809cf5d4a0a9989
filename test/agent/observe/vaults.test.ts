import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { dryRun } from '../../../src/agent/observe/dry-run.ts'
import { findThreads } from '../../../src/agent/propose/threads.ts'
import { appRoot, resource } from '../../../src/agent/paths.ts'
import { hashesOf, passagesOf, readAll } from './folder.ts'

const REAL = join(appRoot(), '../shared/data/vaults')
const vaults = [
  { path: resource('sample-vault'), notes: [60, 100], passages: [90, 400], threads: [15, 80] },
  { path: join(REAL, 'davidgasquez-handbook'), notes: [150, 156], passages: [1200, 2200], threads: [10, 60] },
  { path: join(REAL, 'jackyzha0-garden'), notes: [480, 500], passages: [2400, 4000], threads: [40, 160] },
  { path: join(REAL, 'obahareth-knowledge'), notes: [45, 52], passages: [350, 800], threads: [5, 40] },
  { path: join(REAL, 'kepano-obsidian'), notes: [3, 10], passages: [3, 60], threads: [0, 10] },
  { path: join(REAL, 'format-samples'), notes: [65, 75], passages: [150, 500], threads: [0, 60] },
] as const

/** Letters and digits alone: what markup, links and white space cannot change. */
const letters = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

describe.each(vaults)('the vault $path', ({ path, notes, passages, threads }) => {
  const isThere = existsSync(path)
  if (!isThere) console.log(`Skipped: there is no vault at ${path}.`)
  let run: Awaited<ReturnType<typeof dryRun>>
  let read: Awaited<ReturnType<typeof readAll>>
  beforeAll(async () => {
    if (!isThere) return
    run = await dryRun(path)
    read = await readAll(path, run.folders.map((folder) => folder.path))
  })

  it.skipIf(!isThere)('is read whole, and parsed once', async () => {
    const found = passagesOf(read)
    expect(run.notes).toBeGreaterThanOrEqual(notes[0])
    expect(run.notes).toBeLessThanOrEqual(notes[1])
    expect(found.length).toBeGreaterThanOrEqual(passages[0])
    expect(found.length).toBeLessThanOrEqual(passages[1])
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
    expect(read.filter(({ kind }) => kind === 'problem')).toEqual([])
    const again = await readAll(path, run.folders.map((folder) => folder.path), hashesOf(read))
    // Those of which nothing was kept are unchanged too, and no note that was read.
    expect(read.filter((note) => note.kind === 'read' && note.passages.length > 0)).toHaveLength(run.notes)
    expect(again.filter(({ kind }) => kind === 'unchanged')).toHaveLength(hashesOf(read).size)
  })

  it.skipIf(!isThere)('gives passages whose every line stands in the lines they name', async () => {
    let lost = 0
    let lines = 0
    for (const note of read) {
      if (note.kind !== 'read') continue
      const source = (await readFile(join(path, note.file), 'utf8')).split(/\r\n?|\n/)
      for (const { lineStart, lineEnd, text } of note.passages) {
        const written = source.slice(lineStart - 1, lineEnd).join(' ').replace(/[[(][\w-]+:: ?[^\])]*[\])]|#task|[📅⏳🛫➕✅❌] ?[\d-]{10}/gu, '')
        // Dendron writes the words of a link before its target.
        const dendron = letters(written.replace(/\|[^\]]*\]\]/g, ' '))
        const place = letters(written.replace(/\]\([^)]*\)/g, '] ').replace(/\[\[[^\]|]*\|/g, ' ').replace(/\[\[[^\]|]*\//g, ' ').replace(/!\[\[?[^\]]*\]\]?/g, ' ').replace(/<[^>]*>/g, ''))
        for (const line of text.split('\n')) {
          lines += 1
          if (!place.includes(letters(line)) && !dendron.includes(letters(line))) lost += 1
        }
      }
    }
    // The rest are links inside links, entities and footnote marks, which this crude view of the source cannot see.
    expect(lost / lines).toBeLessThan(0.05)
  })

  it.skipIf(!isThere)('holds threads that are exact parts of their passages', () => {
    const found = passagesOf(read)
    const open = findThreads(found)
    expect(open.length).toBeGreaterThanOrEqual(threads[0])
    expect(open.length).toBeLessThanOrEqual(threads[1])
    const byId = new Map(found.map((passage) => [passage.id, passage.text]))
    for (const { passageId, quote } of open) {
      expect(byId.get(passageId)).toContain(quote)
      expect(quote.length).toBeGreaterThanOrEqual(20)
      expect(quote.length).toBeLessThanOrEqual(240)
    }
  })
})
