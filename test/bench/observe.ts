// Reading a large folder of notes: how long, how much memory and disk, what the window notices, and what a saved note costs.

import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { embedderFile } from '../../src/agent/model/embedder-file.ts'
import { appRoot, resource } from '../../src/agent/paths.ts'
import type { Options } from './bench.ts'
import { quantileRow, timed } from './durations.ts'
import { openBare } from './embed.ts'
import { growVault } from './grown-vault.ts'
import { startAgain, useKept } from './kept-notes.ts'
import { readPassages } from './passages.ts'
import { canLookAtProcesses } from './processes.ts'
import { randomOf } from './random.ts'
import { readFirst } from './reading-notes.ts'
import type { Row } from './rows.ts'
import { sayMachine, temporaryFolder } from './surroundings.ts'

const NOTES = 10_000
/** Some minutes; all of 10,000 notes would take most of an hour on two cores. */
const TEXTS = 6000
/** Bare embedding is measured on as many passages, before and after. */
const BARE_TEXTS = 400
const BARE_NOTES = 200
const VECTOR_BYTES = 384 * 4

export async function observe({ data, notes: count = NOTES, texts: mostTexts = TEXTS, seed, say }: Options): Promise<readonly Row[]> {
  sayMachine(say)
  await using folder = await temporaryFolder('observe')
  const [vault, home] = [join(folder.path, 'notes'), join(folder.path, 'home')]
  say(`growing ${count} notes, of which ${mostTexts} passages are embedded (--notes N --texts N) …`)
  const files = await growVault(vault, data ?? realNotes(), count, seed)
  const { shuffled } = randomOf('bare', seed)
  const sample = shuffled(await readPassages(vault, seed, shuffled(files).slice(0, BARE_NOTES))).slice(0, BARE_TEXTS).map(({ text }) => text)
  const bareBefore = await bareRate(sample)
  const first = await readFirst(home, vault, mostTexts, seed, say)
  const bareAfter = await bareRate(sample)
  say(`bare: ${bareBefore.toFixed(0)} and ${bareAfter.toFixed(0)} texts/s`)
  const bareSeconds = (texts: number): number => (texts * (1 / bareBefore + 1 / bareAfter)) / 2
  const storeBytes = await bytesUnder(join(home, 'store')).catch(() => bytesUnder(home))
  say('second start …')
  const starts = await startAgain(home)
  say('pages, rest, saved notes …')
  const kept = await useKept(home, vault, seed)
  sayMachine(say)
  const { passages, embedded, readableSeconds, embeddingSeconds } = first
  const isWhole = embedded === passages
  const whole = isWhole ? '' : ` (of the ${embedded} texts that were embedded; the others got vectors of the bench's own)`
  const baseline = { name: 'bare embedding of the same passages', value: bareSeconds(passages) }
  return [
    { name: 'observe.dryRun', value: first.dryRunSeconds, unit: 's', n: count },
    { name: 'observe.readable', value: readableSeconds, unit: 's', n: count, baseline },
    ...(isWhole ? [{ name: 'observe.embedded', value: readableSeconds + embeddingSeconds, unit: 's', n: count, baseline }] : []),
    // The words of all passages are read before the first is embedded, so their share of a part is a part.
    { name: 'observe.ratio', value: (embeddingSeconds + (readableSeconds * embedded) / passages) / bareSeconds(embedded), unit: `×${whole}`, n: embedded, baseline: { name: 'bare embedding', value: 1 } },
    { name: 'observe.second', value: starts.second, unit: 's', n: count, baseline: { name: 'start with an empty home', value: starts.empty }, goal: 2 },
    quantileRow('observe.saved', kept.saves, { goal: 1000 }),
    quantileRow('observe.saved.p95', kept.saves, { share: 0.95, goal: 1000 }),
    { name: 'observe.store', value: storeBytes / (first.textBytes + passages * VECTOR_BYTES), unit: '× text and vectors', n: passages, goal: 2 },
    quantileRow('observe.answers.p99', first.answers, { share: 0.99, goal: 50 }),
    quantileRow('observe.pages.p99', kept.pages, { share: 0.99, goal: 50 }),
    ...(canLookAtProcesses
      ? [
          { name: 'observe.peak', value: first.peak ?? NaN, unit: 'MB', n: count, baseline: { name: 'before reading', value: first.before ?? NaN } },
          { name: 'observe.idle', value: kept.idle, unit: '% of a core', n: count, goal: 1 },
        ]
      : []),
  ]
}

function realNotes(): string {
  const real = join(appRoot(), '../shared/data/vaults')
  return existsSync(real) ? real : resource('sample-vault')
}

async function bareRate(texts: readonly string[]): Promise<number> {
  await using bare = await openBare(embedderFile())
  const fitting = texts.filter((text) => bare.length(text) <= 250)
  await bare.side(fitting.slice(0, 16))
  const { ms } = await timed(() => bare.side(fitting))
  return (1000 * fitting.length) / ms
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
