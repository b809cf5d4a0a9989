import { AppError } from '../contract/index.ts'
import type { Source } from '../contract/index.ts'
import { textKey } from '../model/text-key.ts'
import { breathe } from '../observe/breathe.ts'
import { openRevisions } from '../observe/revisions.ts'
import { signsThrough } from '../propose/salience.ts'
import type { Signs } from '../propose/salience.ts'
import { rulesFor } from './exclusions.ts'
import type { Parts } from './parts.ts'
import { historyKey, noticeHistory } from './salience.ts'
import { usedFor } from './uses.ts'

/** Of the notes that say something of an aim, the newest: elsewhere there is nothing to put in order. */
const MOST_FILES = 100
const MOST_REVISIONS = 6
const MOST_COMMITS = 1000

/**
 * Learns from the repositories that sources are what the person kept, wrote more of and cut down, so that proposals look there first. A
 * repository is looked at again once something was committed, or the notes say something else. True where any was.
 */
export async function noticeHistories(parts: Parts, inItsTurn: (action: () => Promise<void>) => Promise<void>): Promise<boolean> {
  const mayGround = usedFor(parts.store, 'proposals')
  const sources = parts.reading.list().filter(({ id, kind, isSample }) => kind === 'notes' && !isSample && mayGround.has(id))
  // Which notes say something of an aim is known once they were looked through.
  if (sources.length > 0) await parts.groundings.settled()
  let isNew = false
  for (const source of sources) {
    try {
      const found = await readHistory(parts, source)
      if (found === null) continue
      await inItsTurn(() => noticeHistory(parts.store, source.id, found.mark, found.signs))
      isNew = true
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      parts.announcer.announce('log', { level: 'warn', text: `The earlier versions of ${source.name} are not looked at: ${thrown.message}` })
    }
  }
  return isNew
}

/** Null where there is no history, or none that was not looked at before. */
async function readHistory({ store, groundings, embedder }: Parts, { id, path, folders }: Source): Promise<Readonly<{ mark: string; signs: readonly (Signs & Readonly<{ id: string }>)[] }> | null> {
  const mentions = groundings.aims.mentions().filter(({ sourceId }) => sourceId === id).toSorted((a, b) => (b.date ?? 0) - (a.date ?? 0))
  const files = [...new Set(mentions.map(({ file }) => file))].slice(0, MOST_FILES)
  const rules = rulesFor(store, id)
  const revisions = files.length === 0 ? null : await openRevisions(path, files, { rules, folders, most: MOST_REVISIONS, commits: MOST_COMMITS })
  const head = await revisions?.head()
  if (!revisions || !head) return null
  const mark = textKey(JSON.stringify([head, rules.texts, mentions.map(({ passageId }) => passageId).sort()]))
  if (store.settings.get(historyKey(id))?.value === mark) return null
  const all = (await store.memories.rowsOf(id, files, embedder.id)).toSorted((a, b) => a.lineStart - b.lineStart)
  const signs: (Signs & Readonly<{ id: string }>)[] = []
  for (const file of files) {
    await breathe()
    const rows = all.filter((row) => row.file === file)
    const versions = (await revisions.revisionsOf(file)).map(({ passages }) => passages.map(({ text }) => text))
    const texts = rows.map(({ text }) => text)
    // What is committed as it stands was not edited once more.
    const isCommitted = JSON.stringify(versions.at(-1)) === JSON.stringify(texts)
    const found = signsThrough(isCommitted ? versions : [...versions, texts])
    signs.push(...rows.map((row, index) => ({ id: row.id, ...found[index]! })))
  }
  return { mark, signs }
}
