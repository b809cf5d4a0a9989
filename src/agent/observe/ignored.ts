import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ignore from 'ignore'
import type { Ignore } from 'ignore'
import type { WithheldReason } from './types.ts'

const FILES = ['.tacitignore', '.gitignore'] as const
const LONGEST = 1_048_576

/** What the person's own ignore files keep out: those of the root and of every folder on the way. */
export type Ignored = Readonly<{
  /** Reads the ignore files of a folder that is listed now, before anything in it is asked about. */
  enter: (folder: string, names: readonly string[]) => Promise<void>
  refuse: (place: string, isFolder: boolean) => WithheldReason | null
}>

export function openIgnored(root: string): Ignored {
  const found: Readonly<Record<(typeof FILES)[number], Map<string, Ignore>>> = { '.tacitignore': new Map(), '.gitignore': new Map() }
  return {
    async enter(folder, names) {
      for (const name of FILES) {
        if (!names.includes(name)) continue
        const patterns = await readFile(join(root, folder, name), 'utf8')
        found[name].set(folder.normalize('NFC'), ignore().add(patterns.slice(0, LONGEST).normalize('NFC')))
      }
    },
    refuse(place, isFolder) {
      for (const name of FILES) if (isIgnored(found[name], place.normalize('NFC'), isFolder)) return `in ${name}`
      return null
    },
  }
}

/** As git decides: the file nearest to the place has the last word. */
function isIgnored(byFolder: ReadonlyMap<string, Ignore>, place: string, isFolder: boolean): boolean {
  if (byFolder.size === 0) return false
  for (let folder = parentOf(place); ; folder = parentOf(folder)) {
    const matcher = byFolder.get(folder)
    if (matcher) {
      const { ignored, unignored } = matcher.test((folder === '' ? place : place.slice(folder.length + 1)) + (isFolder ? '/' : ''))
      if (ignored || unignored) return ignored
    }
    if (folder === '') return false
  }
}

function parentOf(place: string): string {
  return place.slice(0, Math.max(0, place.lastIndexOf('/')))
}
