import type { Passage } from '../../src/agent/contract/index.ts'
import { dryRun } from '../../src/agent/observe/dry-run.ts'
import { readNotes } from '../../src/agent/observe/notes.ts'

type Read = Omit<Passage, 'sourceId' | 'fileHash'>

/** The passages of a folder of notes, through the gate that the app reads by. */
export async function readPassages(folder: string, seed: number): Promise<readonly Read[]> {
  const { folders } = await dryRun(folder, { seed })
  const passages: Read[] = []
  for await (const note of readNotes(folder, folders.map(({ path }) => path), new Map())) if (note.kind === 'read') passages.push(...note.passages)
  if (passages.length === 0) throw new Error(`${folder} holds no note with a passage to read.`)
  return passages
}
