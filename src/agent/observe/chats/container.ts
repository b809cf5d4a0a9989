import { createReadStream } from 'node:fs'
import { lstat, opendir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { codeOf, rootError } from '../walk.ts'
import { openZip } from './zip.ts'

/** A file that may hold conversations: in a folder, in an archive, or by itself. */
export type ChatFile = Readonly<{
  /** Inside the source, with `/` on every system; what lies in an archive has the archive before it. */
  name: string
  sizeBytes: number
  modifiedAt: number
  /** Bytes as they come; throws where they cannot be had, or are more than any chat has. */
  open: () => AsyncIterable<Uint8Array>
}>

export type Container = AsyncDisposable & Readonly<{ root: string; files: readonly ChatFile[]; problems: readonly string[] }>

const KINDS = /\.(json|jsonl|ndjson|html?|md|markdown|txt)$/i
const ZIP = /\.(zip|dms)$/i
const MAX_FILES = 50_000
const MAX_DEPTH = 8
/** Large enough to go back to the system one by one: glibc keeps smaller pieces, up to as much as the largest conversation took. */
const CHUNK_BYTES = 512 * 1024

/** Lists what may hold conversations at a path; opens nothing but the directories of archives. Throws AppError where the path itself cannot be read. */
export async function openContainer(path: string, { signal, maxFiles = MAX_FILES }: Readonly<{ signal?: AbortSignal; maxFiles?: number }> = {}): Promise<Container> {
  const archives: AsyncDisposable[] = []
  const files: ChatFile[] = []
  const problems: string[] = []
  const root = await realpath(path).catch((thrown: unknown) => {
    throw rootError(path, thrown)
  })
  const found = await stat(root)

  async function add(full: string, name: string, { size, mtimeMs }: Readonly<{ size: number; mtimeMs: number }>): Promise<void> {
    if (ZIP.test(name)) {
      const archive = await openZip(full)
      archives.push(archive)
      problems.push(...archive.problems.map((problem) => `${name}: ${problem}`))
      const prefix = name === basename(root) && !found.isDirectory() ? '' : `${name}/`
      for (const file of archive.files) if (KINDS.test(file.name) && !isHidden(file.name)) files.push({ ...file, name: prefix + file.name, modifiedAt: file.modifiedAt || Math.round(mtimeMs) })
    } else if (KINDS.test(name)) {
      files.push({ name, sizeBytes: size, modifiedAt: Math.round(mtimeMs), open: () => createReadStream(full, { highWaterMark: CHUNK_BYTES }) })
    }
  }

  /** Breadth first, so that what lies at the top is met before the listing ends. */
  async function list(): Promise<void> {
    const queue = [{ folder: '', depth: 0 }]
    for (const { folder, depth } of queue) {
      const names: string[] = []
      try {
        for await (const entry of await opendir(join(root, folder))) {
          signal?.throwIfAborted()
          const name = folder === '' ? entry.name : `${folder}/${entry.name}`
          if (isHidden(entry.name) || entry.name === 'node_modules') continue
          if (entry.isDirectory() && depth < MAX_DEPTH) queue.push({ folder: name, depth: depth + 1 })
          else if (entry.isFile() && (KINDS.test(name) || ZIP.test(name))) names.push(name)
        }
      } catch (thrown) {
        signal?.throwIfAborted()
        problems.push(`The folder ${folder || path} could not be listed (${codeOf(thrown)}). Check its permissions.`)
      }
      for (const name of names.sort()) {
        if (files.length >= maxFiles) return
        const full = join(root, name)
        await lstat(full).then((info) => add(full, name, info)).catch((thrown: unknown) => problems.push(thrown instanceof AppError ? thrown.message : `${name} could not be looked at (${codeOf(thrown)}). It was left out.`))
      }
    }
  }

  async function close(): Promise<void> {
    for (const archive of archives) await archive[Symbol.asyncDispose]()
  }

  try {
    if (found.isDirectory()) await list()
    else if (found.isFile()) await add(root, basename(root), found)
  } catch (thrown) {
    await close()
    throw thrown
  }
  if (files.length >= maxFiles) problems.push(`This folder is very large: reading stopped after ${maxFiles.toLocaleString('en')} files. Choose a smaller folder inside it to read the rest.`)
  // Where two exports hold the same conversation, the newer is met first.
  files.sort((a, b) => b.modifiedAt - a.modifiedAt || (a.name < b.name ? -1 : 1))
  return { root, files, problems, [Symbol.asyncDispose]: close }
}

function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')
}
