import type { LibraryState, Passage } from '../contract/index.ts'
import type { Item } from '../game/types.ts'
import { askedKey } from '../model/decisions/questions.ts'
import type { Embedder } from '../model/embedder.ts'
import { laterFatesOf } from '../observe/outcomes/of-answer.ts'
import type { AnswerOutcome, Fate } from '../observe/outcomes/of-answer.ts'
import type { AnswerSurvey, ChatSurvey } from '../observe/outcomes/survey.ts'
import { labelByRule } from '../propose/axes.ts'
import type { PassageRow, Store } from '../store/types.ts'
import type { ObservedClaim } from './admission.ts'
import type { Compute } from './compute.ts'
import type { Deciding, Known } from './deciding.ts'
import { isAllowed } from './pool.ts'
import { readSettings } from './settings.ts'
import { nearestArea } from './topics.ts'
import { usedFor } from './uses.ts'

// What became of the answers in chats, as claims. The item of a claim is what was asked together with what was given. The thumb that an
// answer got at once is about the same text, so that the gap between the two is what the momentary reward learns.

export type ChatClaims = Readonly<{ outcomes: readonly ObservedClaim[]; thumbs: readonly ObservedClaim[] }>
export type ChatOutcomes = Readonly<{ claims: () => Promise<ChatClaims> }>

type ChatOutcomesParts = Readonly<{
  store: Store
  embedder: Pick<Embedder, 'id'>
  compute: Pick<Compute, 'surveyChats'>
  library: readonly LibraryState[]
  libraryItems: ReadonlyMap<string, Item>
  /** A model's reading of the same turns, where one is worth listening to. */
  deciding?: Pick<Deciding, 'known' | 'want'>
}>

/** Fainter ones are no evidence. */
const LEAST_PROBABILITY = 0.5
/** So that a long export does not swamp what the person says to Tacit: the newest answers, and so many of one conversation. */
const MOST_OF_ALL = 200
const MOST_OF_CONVERSATION = 3
const CONVERSATIONS_AT_A_TIME = 20
/** Turns that may speak of another conversation are compared with the nearest passages, the newest turns first. */
const MOST_LATER = 200
const NEAREST = 8
const LEAST_LIKENESS = 0.5
const SESSION_MS = 6 * 3_600_000

const SHOWS: Readonly<Record<AnswerOutcome, Readonly<{ verdict: 'happened' | 'stalled' | 'dropped'; reason: string }>>> = {
  used: { verdict: 'happened', reason: 'says that you used the answer' },
  'built on': { verdict: 'happened', reason: 'goes on from the answer' },
  'came back to': { verdict: 'happened', reason: 'comes back to the answer later' },
  worked: { verdict: 'happened', reason: 'says that it worked' },
  // What was asked for is wanted still; the answer was not it yet.
  'asked again': { verdict: 'stalled', reason: 'asks the same again' },
  corrected: { verdict: 'stalled', reason: 'corrects the answer' },
  'did not work': { verdict: 'stalled', reason: 'says that it did not work' },
  abandoned: { verdict: 'dropped', reason: 'lets the answer go' },
}

type Surveyed = ChatSurvey & Readonly<{ mark: string; decided: number; vectors: ReadonlyMap<string, Float32Array> }>
type Told = Readonly<{ answer: AnswerSurvey; fate: Fate & Readonly<{ at: number | null }> }>

export function openChatOutcomes({ store, embedder, compute, library, libraryItems, deciding }: ChatOutcomesParts): ChatOutcomes {
  const surveys = new Map<string, Surveyed>()

  /** Surveys the conversations that have changed. */
  async function refresh(): Promise<void> {
    const mayTeach = usedFor(store, 'evidence')
    const stays = new Set<string>()
    const known = deciding?.known() ?? {}
    const isDecided = (survey: Surveyed | undefined): boolean => survey === undefined || survey.decided === countKnown(survey, known)
    for (const source of store.sources.all()) {
      const { kind, state } = source.data as { kind?: string; state?: string }
      if (kind !== 'chats' || !mayTeach.has(source.id)) continue
      // While it is read, every look would be at all of it again; the last look comes when it is read.
      if (state === 'reading') {
        for (const key of surveys.keys()) if (key.startsWith(`${source.id} `)) stays.add(key)
        continue
      }
      // A passage that was forgotten changes no file, but their number; topics wait for vectors.
      const count = await store.memories.count(source.id)
      const embedded = await store.memories.files(source.id, embedder.id)
      const files = [...(await store.memories.files(source.id))].map(([file, hash]) => ({ file, key: `${source.id} ${file}`, mark: `${hash} ${count} ${embedded.has(file)}` }))
      for (const { key } of files) stays.add(key)
      const changed = files.filter(({ key, mark }) => surveys.get(key)?.mark !== mark || !isDecided(surveys.get(key)))
      for (let start = 0; start < changed.length; start += CONVERSATIONS_AT_A_TIME) {
        const portion = changed.slice(start, start + CONVERSATIONS_AT_A_TIME)
        const rows = await store.memories.rowsOf(source.id, portion.map(({ file }) => file), embedder.id)
        const conversations = portion.map(({ file }) => rows.filter((row) => row.file === file))
        const surveyed = await compute.surveyChats({ conversations: conversations.map((each) => each.map(withoutVector)), known })
        for (const [index, { key, mark }] of portion.entries()) surveys.set(key, { ...surveyed[index]!, mark, decided: countKnown(surveyed[index]!, known), vectors: vectorsOf(conversations[index]!, surveyed[index]!) })
      }
    }
    for (const key of surveys.keys()) if (!stays.has(key)) surveys.delete(key)
    deciding?.want('chats', [...surveys.values()].flatMap(({ wanted }) => wanted))
  }

  /** What opening turns say of answers in earlier conversations. */
  async function later(): Promise<readonly Told[]> {
    const all = [...surveys.values()]
    const byPassage = new Map(all.flatMap(({ answers }) => answers.flatMap((answer) => [...answer.requestIds, ...answer.answerIds].map((id) => [id, answer] as const))))
    const turns = all.flatMap(({ later: said, vectors }) => said.flatMap((turn) => (turn.at === null ? [] : [{ ...turn, at: turn.at, vector: vectors.get(turn.passageIds[0]!) }])))
    const told: Told[] = []
    for (const turn of turns.toSorted((a, b) => b.at - a.at).slice(0, MOST_LATER)) {
      if (turn.vector === undefined) continue
      const near = await store.memories.nearest(turn.vector, { count: NEAREST, embedder: embedder.id, sourceId: turn.sourceId })
      const found = near.find(({ row, similarity }) => {
        const answer = byPassage.get(row.id)
        return similarity >= LEAST_LIKENESS && answer !== undefined && answer.conversation !== turn.conversation && answer.at !== null && turn.at - answer.at >= SESSION_MS
      })
      const [fate] = found ? laterFatesOf(turn, found.similarity) : []
      if (found && fate) told.push({ answer: byPassage.get(found.row.id)!, fate: { ...fate, at: turn.at } })
    }
    return told
  }

  const topicOf = ({ sourceId, conversation, requestIds }: AnswerSurvey): string | null => {
    const vector = surveys.get(`${sourceId} ${conversation}`)?.vectors.get(requestIds[0]!)
    return vector ? nearestArea(vector, library, libraryItems) : null
  }

  const commonOf = (answer: AnswerSurvey) => ({
    item: { text: answer.about, axes: labelByRule(answer.about) },
    topic: topicOf(answer),
    proposalId: null,
    sourceId: answer.sourceId,
    also: [...answer.requestIds, ...answer.answerIds],
  })

  async function claims(): Promise<ChatClaims> {
    await refresh()
    const settings = readSettings(store)
    const answers = [...surveys.values()].flatMap((survey) => survey.answers).filter(({ about }) => isAllowed(about, settings))
    const allowed = new Set(answers)
    const told = [...answers.flatMap((answer): readonly Told[] => (answer.fate ? [{ answer, fate: answer.fate }] : [])), ...(await later()).filter(({ answer }) => allowed.has(answer))]
    const outcomes = surestOfEach(told).map(({ answer, fate }): ObservedClaim => {
      const { verdict, reason } = SHOWS[fate.outcome]
      return { kind: 'outcome', ...commonOf(answer), date: fate.at, passageId: fate.passageId, quote: fate.quote, reason, probability: fate.probability, verdict }
    })
    const rated = answers.filter(({ thumb }) => thumb !== null).toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, MOST_OF_ALL)
    const thumbs = rated.map((answer): ObservedClaim => {
      const { up, quote } = answer.thumb!
      return { kind: 'thumb', ...commonOf(answer), date: answer.at, passageId: quote.passageId, quote: quote.quote, reason: `you gave it a thumb ${up ? 'up' : 'down'}`, up }
    })
    return { outcomes, thumbs }
  }

  return { claims }
}

/** One outcome an answer, the surest; the newest answers, and so many of each conversation. */
function surestOfEach(told: readonly Told[]): readonly Told[] {
  const best = new Map<string, Told>()
  for (const each of told) {
    const key = each.answer.answerIds.join(' ')
    if (each.fate.probability >= Math.max(LEAST_PROBABILITY, best.get(key)?.fate.probability ?? 0)) best.set(key, each)
  }
  const ofConversation = new Map<string, number>()
  return [...best.values()]
    .toSorted((a, b) => (b.fate.at ?? 0) - (a.fate.at ?? 0) || b.fate.probability - a.fate.probability)
    .filter(({ answer }) => {
      const count = (ofConversation.get(answer.conversation) ?? 0) + 1
      ofConversation.set(answer.conversation, count)
      return count <= MOST_OF_CONVERSATION
    })
    .slice(0, MOST_OF_ALL)
}

const countKnown = ({ wanted }: ChatSurvey, known: Known): number => wanted.filter(({ asked }) => askedKey(asked) in known).length

/** The vectors that topics and later turns are known by. */
function vectorsOf(rows: readonly PassageRow[], { answers, later }: ChatSurvey): ReadonlyMap<string, Float32Array> {
  const wanted = new Set([...answers.map(({ requestIds }) => requestIds[0]), ...later.map(({ passageIds }) => passageIds[0])])
  return new Map(rows.flatMap(({ id, vector }) => (vector !== null && wanted.has(id) ? [[id, vector] as const] : [])))
}

function withoutVector({ vector: _vector, embedder: _embedder, ...passage }: PassageRow): Passage {
  return passage
}
