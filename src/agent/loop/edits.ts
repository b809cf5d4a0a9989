type Text = Readonly<{ id: string; text: string }>
/** What a note said before and after a while of editing, as its passages in order. */
export type Edit = Readonly<{ sourceId: string; file: string; at: number; before: readonly Text[]; after: readonly Text[] }>

/**
 * Gathers what is saved of a note, again and again while it is written, into one edit: from what it was at first to what it was
 * once nobody had touched it for a while. Kept in memory alone, and gone with the process.
 */
export type Edits = Disposable & Readonly<{
  /** What it returns is to be called once the words that came are kept: until then nobody could look them up. */
  noticed: (sourceId: string, file: string, before: readonly Text[]) => () => void
  /** Nothing of it may be told any more: the source is paused or forgotten, a part of it was refused, or its rules have changed. */
  drop: (sourceId: string) => void
}>

type EditsParts = Readonly<{
  textsOf: (sourceId: string, file: string) => Promise<readonly Text[]>
  onEdit: (edit: Edit) => void
  onFailure: (sourceId: string, thrown: unknown) => void
  now: () => number
  quietMs?: number
}>

type OpenEdit = { readonly sourceId: string; readonly before: readonly Text[]; timer: NodeJS.Timeout | undefined }

const QUIET_MS = 10 * 60_000

export function openEdits({ textsOf, onEdit, onFailure, now, quietMs = QUIET_MS }: EditsParts): Edits {
  const open = new Map<string, OpenEdit>()

  async function close(sourceId: string, file: string): Promise<void> {
    const key = keyOf(sourceId, file)
    const begun = open.get(key)
    const after = await textsOf(sourceId, file)
    // It may have been dropped while it was looked up, or have gone on, and is told then.
    if (begun === undefined || open.get(key) !== begun) return
    open.delete(key)
    if (after.length === 0) return
    if (joined(after) !== joined(begun.before)) onEdit({ sourceId, file, at: now(), before: begun.before, after })
  }

  return {
    noticed: (sourceId, file, before) => {
      const key = keyOf(sourceId, file)
      const known = open.get(key)
      clearTimeout(known?.timer)
      const mine: OpenEdit = { sourceId, before: known?.before ?? before, timer: undefined }
      open.set(key, mine)
      return () => {
        if (open.get(key) !== mine) return
        mine.timer = setTimeout(() => void close(sourceId, file).catch((thrown: unknown) => onFailure(sourceId, thrown)), quietMs).unref()
      }
    },
    drop: (sourceId) => {
      for (const [key, { sourceId: id, timer }] of open) {
        if (id !== sourceId) continue
        clearTimeout(timer)
        open.delete(key)
      }
    },
    [Symbol.dispose]: () => {
      for (const { timer } of open.values()) clearTimeout(timer)
      open.clear()
    },
  }
}

/** One line for each passage. */
export const joined = (texts: readonly Text[]): string => texts.map(({ text }) => text).join('\n')

const keyOf = (sourceId: string, file: string): string => `${sourceId}\u0000${file}`
