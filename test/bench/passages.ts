import type { Passage } from '../../src/agent/contract/index.ts'
import { dryRun } from '../../src/agent/observe/dry-run.ts'
import { folderOf } from '../../src/agent/observe/folders.ts'
import { readNotes } from '../../src/agent/observe/notes.ts'

type Read = Omit<Passage, 'sourceId' | 'fileHash'>

/** The passages of a folder of notes, or of some of them, through the gate that the app reads by. */
export async function readPassages(folder: string, seed: number, only?: readonly string[]): Promise<readonly Read[]> {
  const folders = only ? only.map(folderOf) : (await dryRun(folder, { seed })).folders.map(({ path }) => path)
  const passages: Read[] = []
  for await (const note of readNotes(folder, folders, new Map(), only ? { only } : {})) if (note.kind === 'read') passages.push(...note.passages)
  if (passages.length === 0) throw new Error(`${folder} holds no note with a passage to read.`)
  return passages
}
