// Loads one native part and uses it once, in a process that may die of it. Arguments: the part, the embedder's file.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isNativePart } from './preflight-parts.ts'
import type { NativePart } from './preflight-parts.ts'

async function tryLance(): Promise<void> {
  const { connect } = await import('@lancedb/lancedb')
  const folder = await mkdtemp(join(tmpdir(), 'tacit-preflight-'))
  try {
    const database = await connect(folder)
    const table = await database.createTable('vectors', [1, 2, 3].map((id) => ({ id, vector: Array.from({ length: 16 }, (_, at) => at * id) })))
    await table.vectorSearch(Array.from({ length: 16 }, () => 1)).limit(1).toArray()
    table.close()
    database.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function tryLlama(embedder: string): Promise<void> {
  const { openEmbedder } = await import('./embedder.ts')
  await using opened = await openEmbedder(embedder, { threads: 1 })
  await opened.embed(['Ready.'])
}

/** The message of an error and of what lies under it; a loader hides the reason there. */
function wholeMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  return thrown.cause === undefined ? thrown.message : `${thrown.message} ${wholeMessage(thrown.cause)}`
}

async function tryPart(part: NativePart, embedder: string): Promise<void> {
  try {
    await (part === 'LanceDB' ? tryLance() : tryLlama(embedder))
    process.send?.({ ok: true })
  } catch (error) {
    process.send?.({ ok: false, message: wholeMessage(error) })
  }
  process.disconnect?.()
}

const [part, embedder] = process.argv.slice(2)
if (!isNativePart(part) || embedder === undefined) throw new Error('Arguments: the native part to try, and the file of the embedder.')
await tryPart(part, embedder)
