import { lstat, opendir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { refuseFile, refuseFolder, refuseSize } from './gate.ts'
import type { WithheldReason } from './types.ts'

/** The walk stops there and says so: nobody means to share a whole disk. */
export const MAX_ENTRIES = 100_000
export const MAX_NOTES = 20_000

export type NoteFile = Readonly<{ file: string; sizeBytes: number; modifiedAt: number }>

/** What lies under a root, the newest note first. Nothing of it has been opened. */
export type Walk = Readonly<{
  /** The root with every link resolved. */
  root: string
  notes: readonly NoteFile[]
  withheld: readonly Readonly<{ reason: WithheldReason; place: string }>[]
  problems: readonly Readonly<{ file: string; message: string }>[]
  /** Folders that could not be listed: what was known of them is neither there nor gone. */
  unlisted: readonly string[]
  /** False where the walk stopped at its bound. */
  isWhole: boolean
}>

/** Lists a folder breadth first and in order of name. Links are never followed: what they lead to inside is met where it lies. */
export async function walk(path: string, options: Readonly<{ signal?: AbortSignal; maxEntries?: number; maxNotes?: number }> = {}): Promise<Walk> {
  const root = await openRoot(path)
  const { signal, maxEntries = MAX_ENTRIES, maxNotes = MAX_NOTES } = options
  const notes: NoteFile[] = []
  const withheld: { reason: WithheldReason; place: string }[] = []
  const problems: { file: string; message: string }[] = []
  const unlisted: string[] = []
  const queue: string[] = ['']
  let entries = 0
  let isWhole = true

  for (let next = 0; next < queue.length && isWhole; next += 1) {
    const folder = queue[next]!
    const listed: { name: string; kind: 'folder' | 'file' | 'link' | 'other' }[] = []
    try {
      for await (const entry of await opendir(join(root, folder))) {
        signal?.throwIfAborted()
        entries += 1
        if (entries > maxEntries) {
          isWhole = false
          break
        }
        listed.push({
          name: entry.name,
          kind: entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other',
        })
      }
    } catch (thrown) {
      signal?.throwIfAborted()
      if (folder === '') throw rootError(path, thrown)
      unlisted.push(folder)
      problems.push({ file: folder, message: `The folder ${folder} could not be listed (${codeOf(thrown)}). Check its permissions.` })
    }
    listed.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const { name, kind } of listed) {
      const place = folder === '' ? name : `${folder}/${name}`
      const refusal = kind === 'folder' ? refuseFolder(place) : kind === 'other' ? 'not a note' : kind === 'link' ? refuseName(place) : refuseFile(place)
      if (refusal !== null) withheld.push({ reason: refusal, place })
      else if (kind === 'folder') queue.push(place)
      else if (kind === 'link') await lookAtLink(place)
      else if (notes.length >= maxNotes) isWhole = false
      else await lookAtFile(place)
    }
  }

  async function lookAtLink(place: string): Promise<void> {
    try {
      const target = await realpath(join(root, place))
      if (target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep)) withheld.push({ reason: 'a link to elsewhere', place })
    } catch (thrown) {
      const message = codeOf(thrown) === 'ELOOP' ? `${place} is a link that leads in a circle.` : `${place} is a link to something that is not there (${codeOf(thrown)}).`
      problems.push({ file: place, message: `${message} It was left out.` })
    }
  }

  async function lookAtFile(place: string): Promise<void> {
    try {
      const { size, mtimeMs } = await lstat(join(root, place))
      const refusal = refuseSize(size)
      if (refusal === null) notes.push({ file: place, sizeBytes: size, modifiedAt: mtimeMs })
      else withheld.push({ reason: refusal, place })
    } catch (thrown) {
      problems.push({ file: place, message: `${place} could not be looked at (${codeOf(thrown)}). It was left out.` })
    }
  }

  if (!isWhole) {
    const bound = notes.length >= maxNotes ? `${maxNotes.toLocaleString('en')} notes` : `${maxEntries.toLocaleString('en')} files and folders`
    problems.push({ file: '', message: `This folder is very large: reading stopped after ${bound}. Choose a smaller folder inside it to read the rest.` })
  }
  notes.sort((a, b) => b.modifiedAt - a.modifiedAt || (a.file < b.file ? -1 : 1))
  return { root, notes, withheld, problems, unlisted, isWhole }
}

function refuseName(place: string): WithheldReason | null {
  return place.slice(place.lastIndexOf('/') + 1).startsWith('.') ? 'hidden' : null
}

async function openRoot(path: string): Promise<string> {
  try {
    const root = await realpath(path)
    if ((await stat(root)).isDirectory()) return root
  } catch (thrown) {
    throw rootError(path, thrown)
  }
  throw new AppError('FOLDER_UNREADABLE', `${path} is a file, not a folder. Choose the folder that holds your notes.`, { data: { path } })
}

/** Throws FOLDER_EMPTY where there is no note at all, saying what is there instead. */
export function refuseEmpty(path: string, { notes, withheld, problems }: Walk): void {
  if (notes.length > 0) return
  const others = withheld.filter(({ reason }) => reason === 'not a note').length
  const instead = withheld.length === 0 ? (problems[0]?.message ?? 'it is empty') : others > 0 ? `${others} other files and folders` : `left out: ${[...new Set(withheld.map(({ reason }) => reason))].join(', ')}`
  throw new AppError('FOLDER_EMPTY', `There are no Markdown notes in ${path} (${instead}). Choose the folder that holds the .md files.`, { data: { path } })
}

export function rootError(path: string, thrown: unknown): AppError {
  const code = codeOf(thrown)
  const options = { cause: thrown, data: { path } }
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV') {
    return new AppError('FOLDER_MISSING', `There is no folder at ${path}. Was it moved, or is its drive not connected? Choose it again when it is back.`, options)
  }
  return new AppError('FOLDER_UNREADABLE', `The folder ${path} cannot be read (${code}). Give this account permission to read it, or choose another folder.`, options)
}

export function codeOf(thrown: unknown): string {
  return thrown instanceof Error ? String((thrown as Error & { code?: unknown }).code ?? thrown.message) : String(thrown)
}
