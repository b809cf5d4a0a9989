import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readNotes } from '../../../src/agent/observe/notes.ts'
import type { NoteRead } from '../../../src/agent/observe/types.ts'

/** A folder of notes that is removed at the end; `write` makes what lies between. */
export type Folder = AsyncDisposable & Readonly<{ path: string; write: (file: string, content: string | Uint8Array) => Promise<void> }>

export async function makeFolder(notes: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'tacit-notes-'))
  await chmod(path, 0o755)
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), content)
  }
  for (const [file, content] of Object.entries(notes)) await write(file, content)
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

export async function readAll(path: string, folders: readonly string[], known: ReadonlyMap<string, string> = new Map()): Promise<readonly NoteRead[]> {
  const read: NoteRead[] = []
  for await (const note of readNotes(path, folders, known)) read.push(note)
  return read
}

export function hashesOf(read: readonly NoteRead[]): ReadonlyMap<string, string> {
  return new Map(read.flatMap((note) => (note.kind === 'read' ? [[note.file, note.hash]] : [])))
}

export const passagesOf = (read: readonly NoteRead[]) => read.flatMap((note) => (note.kind === 'read' ? note.passages : []))

/** Permissions mean nothing to root: what is done here is done as nobody. */
export async function withoutPrivileges<Result>(act: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return act()
  process.seteuid?.(65534)
  try {
    return await act()
  } finally {
    process.seteuid?.(0)
  }
}
