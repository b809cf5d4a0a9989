import { z } from 'zod'
import { AppError } from '../contract/index.ts'
import type { Store } from '../store/types.ts'

/** An embedder runs in the agent's own process: one that takes it down must not do so at every start. */
export type EmbedderAttempts = Readonly<{
  /** Error: MODEL_REFUSED where the process has ended twice while this one was opened. */
  attempt: <Value>(modelId: string, open: () => Promise<Value>) => Promise<Value>
  /** To be called when the person has chosen: they may mean it. */
  forget: () => void
}>

const KEY = 'embedder.attempts'
const MOST = 2
const keptSchema = z.strictObject({ modelId: z.string(), times: z.int() })
type Kept = Readonly<z.infer<typeof keptSchema>>

export function openEmbedderAttempts(store: Pick<Store, 'settings' | 'say'>): EmbedderAttempts {
  let kept: Kept | null = keptSchema.safeParse(store.settings.get(KEY)?.value).data ?? null

  /** A full disk takes no note of it, which keeps no embedder from being opened. */
  async function keep(next: Kept | null): Promise<void> {
    kept = next
    await store.say({ settings: [{ key: KEY, value: next }] }).catch(() => undefined)
  }

  return {
    attempt: async (modelId, open) => {
      const times = kept?.modelId === modelId ? kept.times : 0
      if (times >= MOST) {
        throw new AppError('MODEL_REFUSED', `Tacit ended ${times} times while it was opened, so it is not opened any more. Choose another embedder; to try this one once more, choose the built-in one first.`, { data: { modelId } })
      }
      // On the disk before it is opened: who crashes says nothing after.
      await keep({ modelId, times: times + 1 })
      try {
        return await open()
      } finally {
        await keep(null)
      }
    },
    forget: () => {
      kept = null
    },
  }
}
