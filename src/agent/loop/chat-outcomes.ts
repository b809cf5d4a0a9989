import { createHash } from 'node:crypto'
import { laterFatesOf } from '../observe/outcomes/of-answer.ts'
import type { AnswerOutcome, Fate } from '../observe/outcomes/of-answer.ts'
import { labelByRule } from '../propose/axes.ts'
import type { LedgerRow, Near } from '../store/types.ts'
import type { ObservedClaim } from './admission.ts'
import { openChatSurveys } from './chat-surveys.ts'
import type { ChatLook, ChatSurveysParts, PlacedAnswer } from './chat-surveys.ts'
import { groundsOf, liveRows } from './evidence.ts'
import { CHAT_LOOK } from './looked.ts'
import { isAllowed } from './pool.ts'
import { readSettings } from './settings.ts'

// What became of the answers in chats, as claims. The item of a claim is what was asked together with what was given. The thumb that an
// answer got at once is about the same text, so that the gap between the two is what the momentary reward learns.

/** `unread`: sources of which nothing is claimed because nobody looked; what was learnt of them stands. */
export type ChatClaims = Readonly<{ outcomes: readonly ObservedClaim[]; thumbs: readonly ObservedClaim[]; unread: ReadonlySet<string> }>
export type ChatOutcomes = Readonly<{
  claims: () => Promise<ChatClaims>
  /** To be called once the ledger is in step with the last claims: until something changes, a start need not look again. */
  settled: () => Promise<void>
}>

/** A hash of all that the claims with which the ledger is in step were made of, and of their rows. It stands beside the ledger, so that one which is restored is not taken for another. */
const IN_STEP = 'hindsight.chats'

/** Fainter ones are no evidence. */
const LEAST_PROBABILITY = 0.5
/** So that a long export does not swamp what the person says to Tacit: the newest answers, and so many of one conversation. */
const MOST_OF_ALL = 200
const MOST_OF_CONVERSATION = 3
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

type Told = Readonly<{ answer: PlacedAnswer; fate: Fate & Readonly<{ at: number | null }> }>

export function openChatOutcomes({ store, embedder, deciding, ...parts }: ChatSurveysParts): ChatOutcomes {
  const surveys = openChatSurveys({ store, embedder, ...parts, ...(deciding && { deciding }) })
  /** As long as no conversation changes. */
  let toldLater: readonly Told[] | null = null
  /** What was claimed last was made of this; null while nobody has looked. */
  let claimed: ChatLook | null = null

  /** The rows are part of it: where one was taken away, all is looked at again. */
  function stepOf(look: ChatLook): string {
    const rows = liveRows(store.ledger.all()).flatMap((row) => (isOfChats(row) ? [row.id] : []))
    return createHash('sha256').update(JSON.stringify([CHAT_LOOK, parts.version, embedder.id, look.mark, readSettings(store).allowed, rows])).digest('base64url')
  }

  /** What opening turns say of answers in earlier conversations. */
  async function later(): Promise<readonly Told[]> {
    const turns = surveys.later().flatMap((turn) => (turn.at === null ? [] : [{ ...turn, at: turn.at }])).toSorted((a, b) => b.at - a.at).slice(0, MOST_LATER)
    const vectors = new Map((await store.memories.withVectors(embedder.id, turns.map(({ passageIds }) => passageIds[0]!))).map(({ id, vector }) => [id, vector]))
    const heard: Readonly<{ turn: (typeof turns)[number]; near: readonly Near[] }>[] = []
    for (const turn of turns) {
      const vector = vectors.get(turn.passageIds[0]!)
      if (vector === undefined) continue
      const near = await store.memories.nearest(vector, { count: NEAREST, embedder: embedder.id, sourceId: turn.sourceId })
      heard.push({ turn, near: near.filter(({ row, similarity }) => similarity >= LEAST_LIKENESS && row.conversation !== turn.conversation) })
    }
    const answers = await surveys.answersAt(heard.flatMap(({ near }) => near.map(({ row }) => row)))
    return heard.flatMap(({ turn, near }): readonly Told[] => {
      const found = near.find(({ row }) => {
        const at = answers.get(row.id)?.at ?? null
        return at !== null && turn.at - at >= SESSION_MS
      })
      const [fate] = found ? laterFatesOf(turn, found.similarity) : []
      return found && fate ? [{ answer: answers.get(found.row.id)!, fate: { ...fate, at: turn.at } }] : []
    })
  }

  const commonOf = (answer: PlacedAnswer) => ({
    item: { text: answer.about, axes: labelByRule(answer.about) },
    topic: answer.topic,
    proposalId: null,
    sourceId: answer.sourceId,
    also: [...answer.requestIds, ...answer.answerIds],
  })

  async function claims(): Promise<ChatClaims> {
    const look = await surveys.look()
    // A model is asked about the turns themselves.
    if (claimed === null && deciding?.hasModel() !== true && store.settings.get(IN_STEP)?.value === stepOf(look)) return { outcomes: [], thumbs: [], unread: new Set(look.sourceIds) }
    if (await surveys.refresh(look)) toldLater = null
    claimed = look
    toldLater ??= await later()
    const settings = readSettings(store)
    const answers = surveys.answers().filter(({ about }) => isAllowed(about, settings))
    const told = [...answers.flatMap((answer): readonly Told[] => (answer.fate ? [{ answer, fate: answer.fate }] : [])), ...toldLater.filter(({ answer }) => isAllowed(answer.about, settings))]
    const outcomes = surestOfEach(told).map(({ answer, fate }): ObservedClaim => {
      const { verdict, reason } = SHOWS[fate.outcome]
      return { kind: 'outcome', ...commonOf(answer), date: fate.at, passageId: fate.passageId, quote: fate.quote, reason, probability: fate.probability, verdict }
    })
    const rated = answers.filter(({ thumb }) => thumb !== null).toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, MOST_OF_ALL)
    const thumbs = rated.map((answer): ObservedClaim => {
      const { up, quote } = answer.thumb!
      return { kind: 'thumb', ...commonOf(answer), date: answer.at, passageId: quote.passageId, quote: quote.quote, reason: `you gave it a thumb ${up ? 'up' : 'down'}`, up }
    })
    return { outcomes, thumbs, unread: surveys.unread(look) }
  }

  return {
    claims,
    settled: async () => {
      if (claimed === null || claimed.unread.size > 0) return
      const value = stepOf(claimed)
      if (store.settings.get(IN_STEP)?.value !== value) await store.say({ settings: [{ key: IN_STEP, value }] })
    },
  }
}

/** What became of a proposal's state is not. */
export function isOfChats(row: LedgerRow): boolean {
  const by = groundsOf(row)?.by
  return (by === 'hindsight' && row.proposalId === null) || by === 'thumbs'
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
