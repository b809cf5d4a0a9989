import { join } from 'node:path'
import { embedderOptions } from '../model/embedder-options.ts'
import { openEmbedder } from '../model/embedder.ts'
import { rememberedDigests } from '../model/remembered-digests.ts'
import type { Store } from '../store/types.ts'
import { openEmbedderAttempts } from './embedder-attempts.ts'
import { fitEmbedder } from './embedder-fit.ts'
import type { OpenEmbedder } from './embedder-in-use.ts'

type OtherEmbeddersParts = Readonly<{ store: Store; texts: readonly string[]; reference: () => Promise<readonly Float32Array[]> }>

/** Opens embedders other than the built-in one, each with its space stretched to that one's; `onChoice` is to be called when the person has chosen. */
export function openOtherEmbedders({ store, texts, reference }: OtherEmbeddersParts): Readonly<{ open: OpenEmbedder; onChoice: () => void }> {
  const attempts = openEmbedderAttempts(store)
  const digestOf = rememberedDigests(join(store.home, 'digests.json'))
  return {
    open: ({ id, path, entry }, following) => attempts.attempt(id, async () => {
      const raw = await openEmbedder(path, { ...embedderOptions(path, entry?.kind === 'embed' ? entry.prefixes : null), digestOf, ...(following && { signal: following.signal }) })
      return fitEmbedder(raw, { store, texts, reference, ...following }).catch(async (thrown: unknown) => {
        await raw[Symbol.asyncDispose]()
        throw thrown
      })
    }),
    onChoice: attempts.forget,
  }
}
