import { createHash } from 'node:crypto'
import type { LibraryState, Passage } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import { askedKey } from '../model/decisions/questions.ts'
import type { Embedder } from '../model/embedder.ts'
import type { AnswerSurvey, ChatSurvey, LaterTurn } from '../observe/outcomes/survey.ts'
import type { Store } from '../store/types.ts'
import type { Compute } from './compute.ts'
import type { Deciding, Known } from './deciding.ts'
import { openLookedChats } from './looked.ts'
import type { LookedChat } from './looked.ts'
import { nearestArea } from './topics.ts'
import { usedFor } from './uses.ts'

/** An answer with the topic of what was asked; null while that has no vector. */
export type PlacedAnswer = AnswerSurvey & Readonly<{ topic: string | null }>

/** What conversations say of their answers. An export may hold more than fits in memory, so what says something is kept of the newest ones alone. */
export type ChatSurveys = Readonly<{
  /** How the conversations stand now. */
  look: () => Promise<ChatLook>
  /** Surveys those that have changed. True where any has. */
  refresh: (look: ChatLook) => Promise<boolean>
  /** Sources that are being read, of which nothing is known yet. */
  unread: (look: ChatLook) => ReadonlySet<string>
  /** Those of which a turn, or a thumb, says what became of them. */
  answers: () => readonly PlacedAnswer[]
  /** Turns that may speak of an answer in another conversation. */
  later: () => readonly LaterTurn[]
  /** The answers that these passages belong to, by the passage's id; looked up anew. */
  answersAt: (passages: readonly Passage[]) => Promise<ReadonlyMap<string, PlacedAnswer>>
}>

type Standing = Readonly<{ key: string; sourceId: string; file: string; /** Of its words. */ mark: string; count: number; embedded: number }>

export type ChatLook = Readonly<{
  conversations: readonly Standing[]
  /** Sources that are just being read: while they are, every look would be at all of them again. */
  unread: ReadonlySet<string>
  sourceIds: readonly string[]
  /** The same as long as nothing changes; a hash. */
  mark: string
}>

export type ChatSurveysParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id'>
  /** The app's: another one may find something else. */
  version: string
  compute: Pick<Compute, 'surveyChats'>
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
  /** A model's reading of the same turns, where one is worth listening to. */
  deciding?: Pick<Deciding, 'known' | 'want' | 'hasModel'>
}>

type Kept = Pick<ChatSurvey, 'later' | 'wanted'> & Readonly<{ answers: readonly PlacedAnswer[]; at: number; decided: number }>

const PASSAGES_AT_A_TIME = 1000
const CONVERSATIONS_AT_A_TIME = 100
const MOST_CONVERSATIONS = 4000

export function openChatSurveys({ store, embedder, version, compute, library, libraryItems, deciding }: ChatSurveysParts): ChatSurveys {
  const book = openLookedChats(store.home, version)
  let isRecalled = false
  /** What was looked at, by source and conversation. */
  const looked = new Map<string, Readonly<{ standing: Standing; says: boolean }>>()
  const kept = new Map<string, Kept>()

  async function look(): Promise<ChatLook> {
    const mayTeach = usedFor(store, 'evidence')
    const sources = store.sources.all().filter(({ id, data }) => (data as { kind?: string }).kind === 'chats' && mayTeach.has(id))
    const unread = new Set(sources.flatMap(({ id, data }) => ((data as { state?: string }).state === 'reading' ? [id] : [])))
    const conversations: Standing[] = []
    for (const { id: sourceId } of sources) {
      if (unread.has(sourceId)) continue
      // Older ones would be read for nothing: what is kept is the newest. A passage that was forgotten changes no file, but their number.
      for (const [file, { hash, count, embedded }] of await store.memories.newestFiles(sourceId, embedder.id, MOST_CONVERSATIONS)) {
        conversations.push({ key: `${sourceId} ${file}`, sourceId, file, mark: [sourceId, file, hash, count].join('\n'), count, embedded })
      }
    }
    const hash = createHash('sha256')
    for (const { mark, embedded } of conversations.toSorted((a, b) => (a.key < b.key ? -1 : 1))) hash.update(JSON.stringify([mark, embedded]))
    return { conversations, unread, sourceIds: sources.map(({ id }) => id), mark: hash.update(JSON.stringify([...unread].sort())).digest('base64url') }
  }

  async function refresh({ conversations, unread }: ChatLook): Promise<boolean> {
    if (!isRecalled) await recall(conversations)
    isRecalled = true
    const known = deciding?.known() ?? {}
    const changed = conversations.filter(({ key, mark, embedded }) => {
      const before = looked.get(key)
      if (before?.standing.mark !== mark) return true
      // Topics wait for vectors; what says nothing needs none.
      return before.says && (before.standing.embedded !== embedded || !isDecided(kept.get(key), known))
    })
    for (const portion of portionsOf(changed)) {
      for (const [index, survey] of (await keptOf(portion, known)).entries()) {
        const standing = portion[index]!
        const says = survey.answers.length + survey.later.length + survey.wanted.length > 0
        looked.set(standing.key, { standing, says })
        if (says) kept.set(standing.key, survey)
        else kept.delete(standing.key)
      }
      dropOldest()
    }
    const stays = new Set(conversations.map(({ key }) => key))
    const gone = [...looked].flatMap(([key, { standing }]) => (stays.has(key) || unread.has(standing.sourceId) ? [] : [key]))
    for (const key of gone) {
      looked.delete(key)
      kept.delete(key)
    }
    const hasChanged = changed.length + gone.length > 0
    // What is said of a source that is just being read is not known here, and would be lost.
    if (hasChanged && unread.size === 0) await book.save(new Map([...looked.values()].flatMap(({ standing, says }): readonly [string, LookedChat][] => (says ? [] : [[standing.mark, 'nothing']]))))
    deciding?.want('chats', [...kept.values()].flatMap(({ wanted }) => wanted))
    return hasChanged
  }

  /** Those that were looked at before the app was closed, and said nothing; what says something is read again. */
  async function recall(conversations: readonly Standing[]): Promise<void> {
    const of = await book.load()
    for (const standing of conversations) if (of(standing.mark) !== null) looked.set(standing.key, { standing, says: false })
  }

  async function keptOf(portion: readonly Standing[], known: Known): Promise<readonly Kept[]> {
    const surveys = await surveyed(portion, known)
    const telling = surveys.map(({ answers }) => answers.filter(({ fate, thumb }) => fate !== null || thumb !== null))
    const places = await placesOf(telling.flat())
    return surveys.map(({ later, wanted, at }, index) => ({ answers: telling[index]!.map(places), later, wanted, at, decided: countKnown({ wanted }, known) }))
  }

  async function surveyed(some: readonly Pick<Standing, 'sourceId' | 'file'>[], known: Known): Promise<readonly (ChatSurvey & Readonly<{ at: number }>)[]> {
    const conversations = new Map(some.map(({ sourceId, file }) => [`${sourceId} ${file}`, [] as Passage[]]))
    for (const sourceId of new Set(some.map((each) => each.sourceId))) {
      const files = some.flatMap((each) => (each.sourceId === sourceId ? [each.file] : []))
      for (const passage of await store.memories.passagesOf(sourceId, files)) conversations.get(`${sourceId} ${passage.file}`)!.push(passage)
    }
    const all = [...conversations.values()]
    const surveys = await compute.surveyChats({ conversations: all, known })
    return surveys.map((survey, index) => ({ ...survey, at: all[index]!.reduce((last, { date }) => Math.max(last, date ?? 0), 0) }))
  }

  /** With the topics of these answers. */
  async function placesOf(answers: readonly AnswerSurvey[]): Promise<(answer: AnswerSurvey) => PlacedAnswer> {
    const ids = [...new Set(answers.map(({ requestIds }) => requestIds[0]!))]
    const topics = new Map((await store.memories.withVectors(embedder.id, ids)).map(({ id, vector }) => [id, nearestArea(vector, library, libraryItems)]))
    return (answer) => ({ ...answer, topic: topics.get(answer.requestIds[0]!) ?? null })
  }

  /** Now and then, and then many. */
  function dropOldest(): void {
    if (kept.size < 1.25 * MOST_CONVERSATIONS) return
    const oldest = [...kept].sort(([, a], [, b]) => b.at - a.at).slice(MOST_CONVERSATIONS)
    for (const [key] of oldest) kept.delete(key)
  }

  async function answersAt(passages: readonly Passage[]): Promise<ReadonlyMap<string, PlacedAnswer>> {
    const wanted = new Set(passages.map(({ id }) => id))
    const files = [...new Map(passages.map(({ sourceId, file }) => [`${sourceId} ${file}`, { sourceId, file }])).values()]
    const found = new Map<string, PlacedAnswer>()
    for (let start = 0; start < files.length; start += CONVERSATIONS_AT_A_TIME / 4) {
      const surveys = await surveyed(files.slice(start, start + CONVERSATIONS_AT_A_TIME / 4), deciding?.known() ?? {})
      const theirs = surveys.flatMap(({ answers }) => answers).filter(({ requestIds, answerIds }) => [...requestIds, ...answerIds].some((id) => wanted.has(id)))
      for (const answer of theirs.map(await placesOf(theirs))) for (const id of [...answer.requestIds, ...answer.answerIds]) if (wanted.has(id)) found.set(id, answer)
    }
    return found
  }

  function unread(look: ChatLook): ReadonlySet<string> {
    const known = new Set([...looked.values()].map(({ standing }) => standing.sourceId))
    return new Set([...look.unread].filter((id) => !known.has(id)))
  }

  return { look, refresh, unread, answers: () => [...kept.values()].flatMap(({ answers }) => answers), later: () => [...kept.values()].flatMap(({ later }) => later), answersAt }
}

const countKnown = ({ wanted }: Pick<ChatSurvey, 'wanted'>, known: Known): number => wanted.filter(({ asked }) => askedKey(asked) in known).length
const isDecided = (survey: Kept | undefined, known: Known): boolean => survey === undefined || survey.decided === countKnown(survey, known)

/** As many as can be unpacked while a window waits, and of long ones fewer. */
function* portionsOf(all: readonly Standing[]): Generator<readonly Standing[]> {
  let portion: Standing[] = []
  let passages = 0
  for (const each of all) {
    if (portion.length === CONVERSATIONS_AT_A_TIME || (portion.length > 0 && passages + each.count > PASSAGES_AT_A_TIME)) {
      yield portion
      portion = []
      passages = 0
    }
    portion.push(each)
    passages += each.count
  }
  if (portion.length > 0) yield portion
}
