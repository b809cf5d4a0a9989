import { z } from 'zod'
import type { Aim } from '../propose/aims.ts'
import { followedOf, NO_SIGNS, NOT_FOLLOWED, salienceOf, salienceWords, signsAfter } from '../propose/salience.ts'
import type { Signs } from '../propose/salience.ts'
import type { SettingRow, Store } from '../store/types.ts'
import type { Edit } from './edits.ts'
import { usedFor } from './uses.ts'

const signs = z.tuple([z.number(), z.number(), z.number()])
/** By passage: kept, expanded, cut. Ids and counts, no words. */
const book = z.record(z.string(), signs)

const SALIENCE = 'salience'
/** Those edited last. */
const MOST_PASSAGES = 2000

type Settings = Pick<Store, 'settings'>

const bookOf = (store: Settings): Readonly<Record<string, z.infer<typeof signs>>> => book.catch({}).parse(store.settings.get(SALIENCE)?.value ?? {})

export function signsOf(store: Settings, passageId: string): Signs {
  const [kept, expanded, cut] = bookOf(store)[passageId] ?? [0, 0, 0]
  return { kept, expanded, cut }
}

/** How much the person turns to these words, of a passage and of the thread that they belong to. */
export function openSalience(store: Settings) {
  const known = bookOf(store)
  const followed = new Map<Aim, ReturnType<typeof followedOf>>()

  function followedIn(aim: Aim | null) {
    if (aim === null) return NOT_FOLLOWED
    const before = followed.get(aim) ?? followedOf(aim.mentions.map(({ date }) => date))
    followed.set(aim, before)
    return before
  }
  function of(passageId: string): Signs {
    const [kept, expanded, cut] = known[passageId] ?? [0, 0, 0]
    return { kept, expanded, cut }
  }
  return {
    of: (passageId: string, aim: Aim | null): number => salienceOf(of(passageId), followedIn(aim)),
    ofAim: (aim: Aim): number => salienceOf(NO_SIGNS, followedIn(aim)),
    words: (passageId: string, aim: Aim | null): string | null => salienceWords(of(passageId), followedIn(aim)),
  }
}

/** Takes one edit of a note into account, where its source may be drawn on for proposals. To be called in turn with what forgets. */
export async function noticeEdit(store: Store, { sourceId, before, after }: Edit): Promise<void> {
  if (!usedFor(store, 'proposals').has(sourceId)) return
  const known = bookOf(store)
  const next = signsAfter(before.map(({ id, text }) => ({ text, signs: signsOf(store, id) })), after.map(({ text }) => text))
  const value = await bookWith(store, after.map(({ id }, index) => ({ id, ...next[index]! })))
  if (JSON.stringify(value) !== JSON.stringify(known)) await store.say({ settings: [{ key: SALIENCE, value }] })
}

/** Takes what the history of a source's folder shows into account; `mark` is of the history that was looked at. To be called in turn with what forgets. */
export async function noticeHistory(store: Store, sourceId: string, mark: string, found: readonly (Signs & Readonly<{ id: string }>)[]): Promise<void> {
  if (!usedFor(store, 'proposals').has(sourceId)) return
  // An edit that was seen and is committed later is one edit.
  const both = found.map((signs) => {
    const seen = signsOf(store, signs.id)
    return { id: signs.id, kept: Math.max(seen.kept, signs.kept), expanded: Math.max(seen.expanded, signs.expanded), cut: Math.max(seen.cut, signs.cut) }
  })
  await store.say({ settings: [{ key: SALIENCE, value: await bookWith(store, both) }, { key: historyKey(sourceId), value: mark }] })
}

/** Under which setting lies which history of a source was looked at last. */
export const historyKey = (sourceId: string): string => `salience.history.${sourceId}`

/** The book with these passages, as those edited last. What was forgotten meanwhile, or stands nowhere any more, is not kept. */
async function bookWith(store: Store, edited: readonly (Signs & Readonly<{ id: string }>)[]): Promise<Readonly<Record<string, z.infer<typeof signs>>>> {
  const fresh = new Set(edited.map(({ id }) => id))
  const before = Object.entries(bookOf(store)).filter(([id]) => !fresh.has(id))
  const all = [...before, ...edited.map(({ id, kept, expanded, cut }): [string, z.infer<typeof signs>] => [id, [kept, expanded, cut]])].filter(([, counts]) => counts.some((count) => count > 0))
  const there = new Set((await store.memories.get(all.map(([id]) => id))).map(({ id }) => id))
  return Object.fromEntries(all.filter(([id]) => there.has(id)).slice(-MOST_PASSAGES))
}

/** The setting without these passages; null where it stays as it is. */
export function salienceWithout(store: Settings, passageIds: ReadonlySet<string>): SettingRow | null {
  const known = Object.entries(bookOf(store))
  const rest = known.filter(([id]) => !passageIds.has(id))
  return rest.length === known.length ? null : { key: SALIENCE, value: Object.fromEntries(rest) }
}
