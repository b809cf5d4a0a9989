import type { LibraryState, Passage } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import { askedKey } from '../model/decisions/questions.ts'
import type { Embedder } from '../model/embedder.ts'
import type { AnswerSurvey, ChatSurvey, LaterTurn } from '../observe/outcomes/survey.ts'
import type { PassageRow, Store } from '../store/types.ts'
import type { Compute } from './compute.ts'
import type { Deciding, Known } from './deciding.ts'
import { nearestArea } from './topics.ts'
import { usedFor } from './uses.ts'

/** An answer with the topic of what was asked; null while that has no vector. */
export type PlacedAnswer = AnswerSurvey & Readonly<{ topic: string | null }>

/** What conversations say of their answers. An export may hold more than fits in memory, so what says something is kept of the newest ones alone. */
export type ChatSurveys = Readonly<{
  /** Surveys the conversations that have changed. True where any has. */
  refresh: () => Promise<boolean>
  /** Those of which a turn, or a thumb, says what became of them. */
  answers: () => readonly PlacedAnswer[]
  /** Turns that may speak of an answer in another conversation. */
  later: () => readonly LaterTurn[]
  /** The answers that these passages belong to, by the passage's id; looked up anew. */
  answersAt: (passages: readonly Passage[]) => Promise<ReadonlyMap<string, PlacedAnswer>>
}>

export type ChatSurveysParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id'>
  compute: Pick<Compute, 'surveyChats'>
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
  /** A model's reading of the same turns, where one is worth listening to. */
  deciding?: Pick<Deciding, 'known' | 'want'>
}>

type Kept = Pick<ChatSurvey, 'later' | 'wanted'> & Readonly<{ answers: readonly PlacedAnswer[]; at: number; decided: number }>

const CONVERSATIONS_AT_A_TIME = 20
const MOST_CONVERSATIONS = 4000

export function openChatSurveys({ store, embedder, compute, library, libraryItems, deciding }: ChatSurveysParts): ChatSurveys {
  /** By source and conversation: by what it is known that one has not changed. */
  const marks = new Map<string, string>()
  const kept = new Map<string, Kept>()

  async function refresh(): Promise<boolean> {
    const mayTeach = usedFor(store, 'evidence')
    const stays = new Set<string>()
    const known = deciding?.known() ?? {}
    const isDecided = (survey: Kept | undefined): boolean => survey === undefined || survey.decided === countKnown(survey, known)
    let hasChanged = false
    for (const source of store.sources.all()) {
      const { kind, state } = source.data as { kind?: string; state?: string }
      if (kind !== 'chats' || !mayTeach.has(source.id)) continue
      // While it is read, every look would be at all of it again; the last look comes when it is read.
      if (state === 'reading') {
        for (const key of marks.keys()) if (key.startsWith(`${source.id} `)) stays.add(key)
        continue
      }
      // A passage that was forgotten changes no file, but their number; topics wait for vectors.
      const count = await store.memories.count(source.id)
      const embedded = await store.memories.files(source.id, embedder.id)
      // Older ones would be read for nothing: what is kept is the newest.
      const files = [...(await store.memories.newestFiles(source.id, MOST_CONVERSATIONS))].map(([file, hash]) => ({ file, key: `${source.id} ${file}`, mark: `${hash.slice(0, 16)} ${count} ${embedded.has(file)}` }))
      for (const { key } of files) stays.add(key)
      const changed = files.filter(({ key, mark }) => marks.get(key) !== mark || !isDecided(kept.get(key)))
      for (let start = 0; start < changed.length; start += CONVERSATIONS_AT_A_TIME) {
        const portion = changed.slice(start, start + CONVERSATIONS_AT_A_TIME)
        for (const [index, survey] of (await surveyed(source.id, portion.map(({ file }) => file), known)).entries()) {
          const { key, mark } = portion[index]!
          marks.set(key, mark)
          kept.set(key, { ...survey, answers: survey.answers.filter(({ fate, thumb }) => fate !== null || thumb !== null) })
        }
        dropOldest()
      }
      hasChanged ||= changed.length > 0
    }
    for (const key of marks.keys()) {
      if (stays.has(key)) continue
      marks.delete(key)
      kept.delete(key)
      hasChanged = true
    }
    deciding?.want('chats', [...kept.values()].flatMap(({ wanted }) => wanted))
    return hasChanged
  }

  async function surveyed(sourceId: string, files: readonly string[], known: Known): Promise<readonly Kept[]> {
    const rows = await store.memories.rowsOf(sourceId, files, embedder.id)
    const conversations = files.map((file) => rows.filter((row) => row.file === file))
    const surveys = await compute.surveyChats({ conversations: conversations.map((each) => each.map(withoutVector)), known })
    return surveys.map(({ answers, later, wanted }, index) => {
      const its = conversations[index]!
      const vectors = new Map(its.map(({ id, vector }) => [id, vector]))
      const placed = answers.map((answer): PlacedAnswer => {
        const vector = vectors.get(answer.requestIds[0]!)
        return { ...answer, topic: vector ? nearestArea(vector, library, libraryItems) : null }
      })
      return { answers: placed, later, wanted, at: its.reduce((last, { date }) => Math.max(last, date ?? 0), 0), decided: countKnown({ wanted }, known) }
    })
  }

  /** Now and then, and then many. */
  function dropOldest(): void {
    if (kept.size < 1.25 * MOST_CONVERSATIONS) return
    const oldest = [...kept].sort(([, a], [, b]) => b.at - a.at).slice(MOST_CONVERSATIONS)
    for (const [key] of oldest) kept.delete(key)
  }

  async function answersAt(passages: readonly Passage[]): Promise<ReadonlyMap<string, PlacedAnswer>> {
    const files = new Map<string, Set<string>>()
    for (const { sourceId, file } of passages) files.set(sourceId, (files.get(sourceId) ?? new Set()).add(file))
    const wanted = new Set(passages.map(({ id }) => id))
    const found = new Map<string, PlacedAnswer>()
    for (const [sourceId, its] of files) {
      const names = [...its]
      for (let start = 0; start < names.length; start += CONVERSATIONS_AT_A_TIME) {
        for (const { answers } of await surveyed(sourceId, names.slice(start, start + CONVERSATIONS_AT_A_TIME), deciding?.known() ?? {})) {
          for (const answer of answers) for (const id of [...answer.requestIds, ...answer.answerIds]) if (wanted.has(id)) found.set(id, answer)
        }
      }
    }
    return found
  }

  return { refresh, answers: () => [...kept.values()].flatMap(({ answers }) => answers), later: () => [...kept.values()].flatMap(({ later }) => later), answersAt }
}

const countKnown = ({ wanted }: Pick<ChatSurvey, 'wanted'>, known: Known): number => wanted.filter(({ asked }) => askedKey(asked) in known).length

function withoutVector({ vector: _vector, embedder: _embedder, ...passage }: PassageRow): Passage {
  return passage
}
