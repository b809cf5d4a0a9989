import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openEmbedder } from '../../../src/agent/model/embedder.ts'
import { embedderFile } from '../../../src/agent/model/embedder-file.ts'
import { fitTo, spectrumOf, stretched } from '../../../src/agent/model/spectrum.ts'
import { resource } from '../../../src/agent/paths.ts'
import { loadAxes, loadLibrary } from '../../../src/agent/propose/library.ts'
import { makeEmbedder } from './small-embedder.ts'

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, each, at) => sum + each * b[at]!, 0)

function unit(values: readonly number[]): Float32Array {
  const norm = Math.hypot(...values)
  return Float32Array.from(values, (each) => each / norm)
}

/** Texts of a made-up space: what all have in common, of the weight `common`, and what is each one's own. */
function space(common: number, seed: number, count = 300, dimension = 48): readonly Float32Array[] {
  let state = seed
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648 - 0.5
  }
  return Array.from({ length: count }, () => unit(Array.from({ length: dimension }, (_, at) => random() + (at === 0 ? common : 0))))
}

/** The cosines of all pairs, in order. */
function cosines(vectors: readonly Float32Array[]): readonly number[] {
  return vectors.flatMap((vector, at) => vectors.slice(0, at).map((other) => dot(vector, other))).sort((a, b) => a - b)
}
const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!

describe('the stretch of a space', () => {
  test('gives the cosines of one in which everything is alike those of another in which it is not', async () => {
    const reference = space(0.6, 1)
    const narrow = space(4, 2)
    expect(quantile(cosines(narrow), 0.5)).toBeGreaterThan(0.7)
    const fit = fitTo(await spectrumOf(narrow), (await spectrumOf(reference)).moments)
    const [wanted, found] = [cosines(reference), cosines(narrow.map((vector) => stretched(vector, fit)))]
    for (const share of [0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) expect(quantile(found, share)).toBeCloseTo(quantile(wanted, share), 1)
  })

  test('leaves a space as it is where it is the other already, and is the same each time', async () => {
    const vectors = space(1, 3)
    const spectrum = await spectrumOf(vectors)
    expect(await spectrumOf(vectors)).toEqual(spectrum)
    const fit = fitTo(spectrum, spectrum.moments)
    for (const vector of vectors.slice(0, 20)) expect(dot(vector, stretched(vector, fit))).toBeCloseTo(1, 5)
  })

  test('bears a space of fewer numbers, fewer texts than directions, and texts that all say the same', async () => {
    const reference = (await spectrumOf(space(1, 4))).moments
    for (const vectors of [space(1, 5, 40, 8), space(1, 6, 5), Array.from({ length: 10 }, () => unit([1, 2, 3, 4]))]) {
      const fit = fitTo(await spectrumOf(vectors), reference)
      for (const vector of vectors) expect(dot(stretched(vector, fit), stretched(vector, fit))).toBeCloseTo(1, 5)
    }
  })
})

describe.skipIf(!existsSync(embedderFile()))('a real embedder of fewer layers', () => {
  test('finds as much alike as the built-in one does, once it is stretched', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tacit-spectrum-'))
    try {
      const library = await loadLibrary(resource('states'), await loadAxes(resource('axes.json')))
      const texts = library.filter((_, at) => at % 6 === 0).map(({ text }) => text)
      await using builtIn = await openEmbedder(embedderFile(), { threads: 2 })
      await using small = await openEmbedder(await makeEmbedder(folder, 'small', { layers: 2 }), { threads: 2 })
      const [reference, raw] = [await builtIn.embed(texts), await small.embed(texts)]
      const fit = fitTo(await spectrumOf(raw), (await spectrumOf(reference)).moments)
      const [wanted, before, after] = [cosines(reference), cosines(raw), cosines(raw.map((vector) => stretched(vector, fit)))]
      for (const share of [0.1, 0.5, 0.9, 0.99, 0.999]) {
        expect(Math.abs(quantile(after, share) - quantile(wanted, share))).toBeLessThan(0.08)
        expect(Math.abs(quantile(after, share) - quantile(wanted, share))).toBeLessThan(Math.abs(quantile(before, share) - quantile(wanted, share)))
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }, 300_000)
})
