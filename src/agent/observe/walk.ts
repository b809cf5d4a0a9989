import { lstat, opendir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { breathe } from './breathe.ts'
import { refuseFile, refuseFolder, refuseSize } from './gate.ts'
import { openIgnored } from './ignored.ts'
import { NO_RULES } from './rules.ts'
import type { Rules } from './rules.ts'
import type { Stamp } from './seen.ts'
import type { WithheldReason } from './types.ts'

/** The walk stops there and says so: nobody means to share a whole disk. */
export const MAX_ENTRIES = 500_000
/** Of more notes the newest are read. */
const MAX_NOTES = 20_000
/** The system looks at four at a time, and the others should not wait for this thread. */
const FILES_AT_A_TIME = 32

export type NoteFile = Stamp & Readonly<{ file: string }>

/** What lies under a root, the newest note first. Nothing of it has been opened. */
export type Walk = Readonly<{
  /** The root with every link resolved. */
  root: string
  notes: readonly NoteFile[]
  withheld: readonly Readonly<{ reason: WithheldReason; place: string }>[]
  problems: readonly Readonly<{ file: string; message: string }>[]
  /** Folders that could not be listed: what was known of them is neither there nor gone. */
  unlisted: readonly string[]
  /** False where the walk stopped at a bound. */
  isWhole: boolean
}>

type WalkOptions = Readonly<{
  signal?: AbortSignal
  rules?: Rules
  /** Looks at these places alone, by the same gate. */
  only?: readonly string[]
  maxEntries?: number
  maxNotes?: number
}>

/** Lists a folder breadth first and in order of name. Links are never followed: what they lead to inside is met where it lies. */
export async function walk(path: string, options: WalkOptions = {}): Promise<Walk> {
  const root = await openRoot(path)
  const { signal, rules = NO_RULES, maxEntries = MAX_ENTRIES, maxNotes = MAX_NOTES } = options
  const notes: NoteFile[] = []
  const withheld: { reason: WithheldReason; place: string }[] = []
  const problems: { file: string; message: string }[] = []
  const unlisted: string[] = []
  const queue: string[] = ['']
  const wanted = options.only && new Set(options.only.flatMap(withFolders))
  const ignored = openIgnored(root)
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
      problems.push({ file: folder, message: unreadableName(folder, thrown) ?? `The folder ${folder} could not be listed (${codeOf(thrown)}). Check its permissions.` })
    }
    listed.sort((a, b) => (a.name < b.name ? -1 : 1))
    if (!(await enter(folder, listed.filter(({ kind }) => kind === 'file').map(({ name }) => name)))) continue
    const files: string[] = []
    for (const { name, kind } of listed) {
      await breathe()
      const place = folder === '' ? name : `${folder}/${name}`
      if (wanted?.has(place) === false) continue
      const refusal = refuse(place, kind)
      if (refusal !== null) withheld.push({ reason: refusal, place })
      else if (kind === 'folder') queue.push(place)
      else if (kind === 'link') await lookAtLink(place)
      else files.push(place)
    }
    for (let start = 0; start < files.length; start += FILES_AT_A_TIME) {
      signal?.throwIfAborted()
      await Promise.all(files.slice(start, start + FILES_AT_A_TIME).map(lookAtFile))
    }
  }

  /** False where it is not known what may be read there. */
  async function enter(folder: string, names: readonly string[]): Promise<boolean> {
    try {
      await ignored.enter(folder, names)
      return true
    } catch (thrown) {
      unlisted.push(folder)
      problems.push({ file: folder, message: `The ignore file in ${folder === '' ? 'the folder' : folder} could not be read (${codeOf(thrown)}), so nothing there was. Check its permissions.` })
      return false
    }
  }

  /** A folder that a rule names is listed all the same, so that each note it keeps out is counted. */
  function refuse(place: string, kind: 'folder' | 'file' | 'link' | 'other'): WithheldReason | null {
    if (kind === 'other') return 'not a note'
    if (kind === 'folder') return refuseFolder(place) ?? ignored.refuse(place, true)
    if (kind === 'link') return refuseName(place)
    return refuseFile(place) ?? ignored.refuse(place, false) ?? rules.refusePlace(place)
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
      const { size, mtimeMs, ctimeMs } = await lstat(join(root, place))
      const refusal = refuseSize(size)
      if (refusal === null) notes.push({ file: place, sizeBytes: size, modifiedAt: mtimeMs, changedAt: ctimeMs })
      else withheld.push({ reason: refusal, place })
    } catch (thrown) {
      problems.push({ file: place, message: unreadableName(place, thrown) ?? `${place} could not be looked at (${codeOf(thrown)}). It was left out.` })
    }
  }

  if (!isWhole) {
    const message = `This folder is very large: reading stopped after ${maxEntries.toLocaleString('en')} files and folders. Choose a smaller folder inside it to read the rest.`
    problems.push({ file: '', message })
  }
  notes.sort((a, b) => b.modifiedAt - a.modifiedAt || (a.file < b.file ? -1 : 1))
  if (notes.length > maxNotes) {
    isWhole = false
    const older = notes.splice(maxNotes).length
    const message = `This folder holds ${(maxNotes + older).toLocaleString('en')} notes: the newest ${maxNotes.toLocaleString('en')} are read, the other ${older.toLocaleString('en')} are not. Choose a smaller folder inside it to read those.`
    problems.push({ file: '', message })
  }
  return { root, notes, withheld, problems, unlisted, isWhole }
}

/** A name whose bytes are no UTF-8 is shown with replacement characters, and under that name there is nothing. */
function unreadableName(place: string, thrown: unknown): string | null {
  return place.includes('\uFFFD') && codeOf(thrown) === 'ENOENT' ? `The name of ${place} is not UTF-8, so it cannot be opened and was left out. Rename it to have it read.` : null
}

/** The place and every folder above it. */
function withFolders(place: string): readonly string[] {
  const parts = place.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
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
  throw new AppError('FOLDER_EMPTY', `There are no notes in ${path} (${instead}). Choose the folder that holds the .md files.`, { data: { path } })
}

export function rootError(path: string, thrown: unknown): AppError {
  const code = codeOf(thrown)
  const options = { cause: thrown, data: { path } }
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV') {
    return new AppError('FOLDER_MISSING', `There is nothing at ${path}. Was it moved, or is its drive not connected? Choose it again when it is back.`, options)
  }
  return new AppError('FOLDER_UNREADABLE', `${path} cannot be read (${code}). Give this account permission to read it, or choose another folder or file.`, options)
}

export function codeOf(thrown: unknown): string {
  return thrown instanceof Error ? String((thrown as Error & { code?: unknown }).code ?? thrown.message) : String(thrown)
}
