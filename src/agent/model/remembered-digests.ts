import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../store/durable.ts'
import { fileDigest } from './file-digest.ts'
import type { DigestOf } from './file-digest.ts'

/** A file that was written this shortly before it was read may be written again within the same tick of its clock. */
const SETTLED_MS = 3000
const MOST = 8

/** The last that was read comes first. */
const memorySchema = z.array(z.strictObject({ path: z.string(), stamp: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
type Memory = z.infer<typeof memorySchema>

/**
 * Digests that are kept in the file `memory`, so that a file which nobody touched is not read whole at each start. One whose size, times or
 * place on the disk are others than they were is read again; the time of change is one of them, which no copying program sets.
 */
export function rememberedDigests(memory: string): DigestOf {
  return async (file, signal) => {
    const path = resolve(file)
    const before = await lookAt(path)
    const known = await recall(memory)
    const found = known.find((each) => each.path === path && each.stamp === before.stamp)
    if (found) return found.sha256
    const sha256 = await fileDigest(path, signal)
    const after = await lookAt(path)
    const isSettled = after.stamp === before.stamp && Date.now() - after.changedAt >= SETTLED_MS
    // Where it cannot be kept, the file is read again at the next start.
    if (isSettled) await replaceFile(memory, JSON.stringify([{ path, stamp: after.stamp, sha256 }, ...known.filter((each) => each.path !== path)].slice(0, MOST))).catch(() => undefined)
    return sha256
  }
}

async function lookAt(path: string): Promise<Readonly<{ stamp: string; changedAt: number }>> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  const changed = mtimeNs > ctimeNs ? mtimeNs : ctimeNs
  return { stamp: [dev, ino, size, mtimeNs, ctimeNs].join(':'), changedAt: Number(changed / 1_000_000n) }
}

/** What cannot be read counts as not known. */
async function recall(memory: string): Promise<Memory> {
  const text = await readFile(memory, 'utf8').catch(() => null)
  if (text === null) return []
  try {
    return memorySchema.safeParse(JSON.parse(text)).data ?? []
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return []
    throw thrown
  }
}
