import { z } from 'zod'
import type { Embedder } from '../model/embedder.ts'
import { fitTo, spectrumOf, stretched } from '../model/spectrum.ts'
import type { Fit } from '../model/spectrum.ts'
import { textKey } from '../model/text-key.ts'
import type { Store } from '../store/types.ts'

type FitParts = Readonly<{
  store: Pick<Store, 'settings' | 'say' | 'vectors'>
  /** The library's texts, and their vectors in the built-in space, to which every threshold of Tacit belongs. */
  texts: readonly string[]
  reference: () => Promise<readonly Float32Array[]>
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}>

const KEY = 'embedder.fit'
const PORTION = 64
const floats = z.base64().transform((text) => {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
})
const fitSchema = z.record(z.string(), z.strictObject({ directions: z.array(floats), factors: z.array(z.number()), rest: z.number() }))

/**
 * Stretches the space of an embedder so that its cosines mean what they mean in the built-in one, for which novelty, grounding and
 * the kernel are tuned. The stretch is found once, from the library, and kept: the space stays what it is for as long as it is used.
 */
export async function fitEmbedder(raw: Embedder, { store, texts, reference, signal, onProgress }: FitParts): Promise<Embedder> {
  const known = fitsOf(store)[raw.id]
  if (known) return withFit(raw, known)
  const vectors: Float32Array[] = []
  for (let at = 0; at < texts.length; at += PORTION) {
    signal?.throwIfAborted()
    vectors.push(...(await raw.embed(texts.slice(at, at + PORTION), signal)))
    onProgress?.(vectors.length, texts.length)
  }
  const fit = fitTo(await spectrumOf(vectors, signal), (await spectrumOf(await reference(), signal)).moments)
  const fitted = withFit(raw, fit)
  await store.vectors.put(fitted.id, new Map(texts.map((text, index) => [textKey(text), stretched(vectors[index]!, fit)])))
  await store.say({ settings: [{ key: KEY, value: { ...rowsOf(fitsOf(store)), ...rowsOf({ [raw.id]: fit }) } }] })
  return fitted
}

function withFit(raw: Embedder, fit: Fit): Embedder {
  return {
    ...raw,
    id: `${raw.id}~fitted`,
    embed: async (texts, signal, as) => (await raw.embed(texts, signal, as)).map((vector) => stretched(vector, fit)),
    [Symbol.asyncDispose]: () => raw[Symbol.asyncDispose](),
  }
}

function fitsOf(store: Pick<Store, 'settings'>): Readonly<Record<string, Fit>> {
  const parsed = fitSchema.safeParse(store.settings.get(KEY)?.value)
  return parsed.success ? parsed.data : {}
}

function rowsOf(fits: Readonly<Record<string, Fit>>) {
  return Object.fromEntries(Object.entries(fits).map(([id, fit]) => [id, { ...fit, directions: fit.directions.map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength).toString('base64')) }]))
}
