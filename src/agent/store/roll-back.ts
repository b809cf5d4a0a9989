import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkpoint } from './checkpoint.ts'
import { syncFolder } from './durable.ts'
import { damaged } from './trouble.ts'

const NEWEST = 2n ** 64n - 1n

/**
 * Takes versions off that are newer than the checkpoint: LanceDB does not sync, so after a power cut they may be
 * empty, and LanceDB then opens nothing. A version exists by its manifest, named 2^64 − 1 − version in 20 digits.
 */
export async function rollBack(folder: string, checkpoint: Checkpoint): Promise<void> {
  for (const [name, { version }] of Object.entries(checkpoint.tables)) {
    const versions = join(folder, `${name}.lance`, '_versions')
    const manifests = await listManifests(versions)
    if (!manifests.some((each) => each.version === version)) {
      throw damaged(`The table ${join(folder, `${name}.lance`)} is missing or lacks its version ${version}.`, `Put ${folder} back from a copy of the home.`, { data: { folder, table: name } })
    }
    const unsynced = manifests.filter((each) => each.version > version)
    for (const { file } of unsynced) await rm(join(versions, file))
    if (unsynced.length > 0) await syncFolder(versions)
  }
}

/** Takes away what LanceDB was writing when it was killed; its own clean-up does not know these names. Only while nothing is written. */
export async function removeUnfinishedFiles(folder: string, checkpoint: Checkpoint): Promise<void> {
  for (const name of Object.keys(checkpoint.tables)) {
    for (const entry of await readdir(join(folder, `${name}.lance`), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && /^\.tmp|#\d+$/.test(entry.name)) await rm(join(entry.parentPath, entry.name))
    }
  }
}

async function listManifests(versions: string): Promise<readonly Readonly<{ file: string; version: number }>[]> {
  let files: string[]
  try {
    files = await readdir(versions)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return []
    throw error
  }
  return files.filter((file) => /^\d{20}\.manifest$/.test(file)).map((file) => ({ file, version: Number(NEWEST - BigInt(file.slice(0, 20))) }))
}
