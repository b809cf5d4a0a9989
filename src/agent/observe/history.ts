import { constants } from 'node:fs'
import { lstat, open, readdir, readFile, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import git from 'isomorphic-git'
import type { CommitObject } from 'isomorphic-git'
import { AppError } from '../contract/errors.ts'
import { codeOf } from './walk.ts'

/** One version of a file in a repository; `at` is when its author wrote it, in milliseconds since 1970. */
export type Version = Readonly<{ at: number; oid: string }>

/** The past of a folder that is a repository. Nothing of it is ever run, fetched or written: its objects are read as data. */
export type History = Readonly<{
  /** What the folder was committed as last; null where nothing was. */
  head: () => Promise<string | null>
  /** The versions of these files, the oldest first, each different from the one before; of so many commits at most. */
  versionsOf: (files: readonly string[], commits?: number) => Promise<ReadonlyMap<string, readonly Version[]>>
  /** The bytes of a version; null where it is larger than a note may be. */
  read: (version: Version) => Promise<Uint8Array | null>
}>

/** The library reads a pack whole, so one of photos would fill the memory. */
const MOST_PACK_BYTES = 256 * 1024 * 1024
const MOST_COMMITS = 5000
const MOST_BYTES = 1_048_576

/** The history of a folder whose own top holds a repository; null where it holds none. Throws FOLDER_UNREADABLE where it is too large. */
export async function openHistory(root: string, signal?: AbortSignal): Promise<History | null> {
  const gitdir = join(root, '.git')
  // A link, or a file that names another place, leads out of what the person chose.
  if (!(await isFolder(gitdir)) || !(await isFolder(join(gitdir, 'objects')))) return null
  const bytes = await packBytes(join(gitdir, 'objects', 'pack'))
  if (bytes > MOST_PACK_BYTES) {
    throw new AppError('FOLDER_UNREADABLE', `The history of ${root} was left out: it holds ${Math.round(bytes / 1e6)} MB, and up to 256 MB can be read.`, { data: { path: root } })
  }
  const repository = { fs: READ_ONLY, gitdir, cache: {} }
  const trees = new Map<string, ReadonlyMap<string, Readonly<{ oid: string; isTree: boolean }>>>()

  async function entriesOf(oid: string): Promise<ReadonlyMap<string, Readonly<{ oid: string; isTree: boolean }>>> {
    const known = trees.get(oid)
    if (known) return known
    const { tree } = await git.readTree({ ...repository, oid })
    const entries = new Map(tree.map((entry) => [entry.path, { oid: entry.oid, isTree: entry.type === 'tree' }]))
    trees.set(oid, entries)
    return entries
  }

  async function blobOf(tree: string, file: string): Promise<string | null> {
    let at = { oid: tree, isTree: true }
    for (const part of file.split('/')) {
      // What is a folder now may have been a file, and the other way round.
      const entry = at.isTree ? (await entriesOf(at.oid)).get(part) : undefined
      if (entry === undefined) return null
      at = entry
    }
    return at.isTree ? null : at.oid
  }

  /** Null where a shallow clone has no more of the past. */
  async function commitOf(oid: string): Promise<CommitObject | null> {
    try {
      return (await git.readCommit({ ...repository, oid })).commit
    } catch (thrown) {
      if (codeOf(thrown) === 'NotFoundError') return null
      throw thrown
    }
  }

  const head = (): Promise<string | null> => git.resolveRef({ ...repository, ref: 'HEAD' }).catch(nullIfNotFound)

  return inWords(root, {
    head,
    async versionsOf(files, commits = MOST_COMMITS) {
      const versions = new Map<string, Version[]>(files.map((file) => [file, []]))
      let before: string | null = null
      let oid = await head()
      for (let seen = 0; oid !== null && seen < commits; seen += 1) {
        signal?.throwIfAborted()
        const commit = await commitOf(oid)
        if (commit === null) break
        if (commit.tree !== before) {
          for (const [file, list] of versions) {
            const blob = await blobOf(commit.tree, file)
            if (blob === null) continue
            // Going back in time, the earliest commit that holds a version is the one that made it.
            const version = { oid: blob, at: commit.author.timestamp * 1000 }
            if (list.at(-1)?.oid === blob) list[list.length - 1] = version
            else list.push(version)
          }
        }
        before = commit.tree
        oid = commit.parent[0] ?? null
      }
      return new Map([...versions].map(([file, list]) => [file, list.toReversed()]))
    },
    async read({ oid }) {
      signal?.throwIfAborted()
      const { blob } = await git.readBlob({ ...repository, oid })
      return blob.length > MOST_BYTES ? null : blob
    },
  })
}

/** What the library says of a repository that is damaged, as FOLDER_UNREADABLE. */
function inWords(root: string, history: History): History {
  const told = (thrown: unknown): never => {
    if (thrown instanceof AppError || (thrown instanceof Error && thrown.name === 'AbortError')) throw thrown
    throw new AppError('FOLDER_UNREADABLE', `The history of ${root} was left out: it is damaged or of an unknown form (${codeOf(thrown)}).`, { cause: thrown, data: { path: root } })
  }
  return {
    head: () => history.head().catch(told),
    versionsOf: (files, commits) => history.versionsOf(files, commits).catch(told),
    read: (version) => history.read(version).catch(told),
  }
}

const refuse = (): never => {
  throw new AppError('NOT_ALLOWED', 'A repository is only ever read.')
}

/** What the library is given of the file system: it could not write if it wanted to, and follows no link. */
const READ_ONLY = {
  promises: {
    readFile: async (path: string, options?: BufferEncoding | { encoding?: BufferEncoding }) => {
      const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
      try {
        return await readFile(handle, options)
      } finally {
        await handle.close()
      }
    },
    readdir: (path: string) => readdir(path),
    stat: (path: string) => stat(path),
    lstat: (path: string) => lstat(path),
    readlink: (path: string) => readlink(path),
    writeFile: refuse,
    unlink: refuse,
    mkdir: refuse,
    rmdir: refuse,
    symlink: refuse,
    chmod: refuse,
  },
}

/** A repository in which nothing was committed yet has no HEAD. */
function nullIfNotFound(thrown: unknown): null {
  if (codeOf(thrown) === 'NotFoundError') return null
  throw thrown
}

/** One that is not there, or that may not be looked at, is none: the note is then read without its earlier versions. */
async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() ?? false
}

async function packBytes(folder: string): Promise<number> {
  // Where nothing was packed yet there is no such folder.
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size)))
  return sizes.reduce((sum, size) => sum + size, 0)
}
