import type { Rules } from '../observe/rules.ts'
import { forgetSeen, openSeen, seenPath } from '../observe/seen.ts'
import type { SeenBook } from '../observe/seen.ts'

/** What was seen of the files of each source, one book for its rules as they are. */
export type Looks = Readonly<{ of: (id: string, rules: Rules) => Promise<SeenBook>; forget: (id: string) => Promise<void>; save: () => Promise<void> }>

export function openLooks(home: string): Looks {
  const books = new Map<string, Readonly<{ key: string; book: SeenBook }>>()
  return {
    of: async (id, rules) => {
      const key = rules.texts.join('\n')
      const known = books.get(id)
      const book = known?.key === key ? known.book : await openSeen(seenPath(home, id), rules.texts)
      books.set(id, { key, book })
      return book
    },
    forget: (id) => {
      books.delete(id)
      return forgetSeen(seenPath(home, id))
    },
    save: async () => {
      for (const { book } of books.values()) await book.save()
    },
  }
}
