import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '../contract/index.ts'
import type { Card, Opened, Standing, Tray } from '../contract/index.ts'
import type { Belief } from '../game/belief.ts'
import type { Spoken } from '../game/budget.ts'
import { skill } from '../game/predict.ts'
import { decide } from '../game/policy.ts'
import type { Candidate, Decision } from '../game/policy.ts'
import type { JudgedState } from '../govern/principles.ts'
import { openedOf } from './answers.ts'
import { candidateOf, draftOf, hasSample, pairsOf, peekOf, questionOfTray } from './drafts.ts'
import { drawHindsight } from './hindsight.ts'
import { noteIgnored } from './interactions.ts'
import type { Parts } from './parts.ts'
import { openPool } from './pool.ts'
import type { Pooled } from './pool.ts'
import { countKeptQuiet, withHeldBack, withoutState } from './quiet.ts'
import { judgeOf, underPrinciples } from './principles.ts'
import { allProposals, answered, asProposal, dayStart, openedEarly } from './proposals.ts'
import type { Proposal } from './proposals.ts'
import { withRegret } from './reasons.ts'
import { seal } from './seal.ts'
import type { Draft, Judged } from './seal.ts'
import { readSettings } from './settings.ts'
import { costsOf } from './speaking.ts'
import { isSetOut, limitsOf, setOut } from './tray-day.ts'
import { dayEnd, dayLede, deckEnd, deckLede } from './words.ts'
import { clockTime, countRatings, isWithin, RATINGS_NEEDED, statusOf } from './status.ts'

const DECK = 'deck'
const MOST_PEEKS = 2
const MOST_IN_TRAY = 3
const EARLIER_MS = 90 * 86_400_000
const EARLIER_MAY_TAKE_MS = 500
const GROUNDINGS_MAY_TAKE_MS = 20_000

/** A deck that the person opened: so many cards, one at a time. */
const deckSchema = z.object({
  form: z.enum(['state', 'pair', 'grounded']),
  count: z.number(),
  done: z.array(z.string()),
  current: z.string().nullable(),
})
export type DeckState = z.infer<typeof deckSchema>

export type Deck = Readonly<{
  state: () => DeckState | null
  open: (form: DeckState['form'], count: number, waits?: boolean) => Promise<Tray>
  /** Resolves once what the notes ask for was looked up, or after some seconds. */
  lookedUp: () => Promise<void>
  leave: () => Promise<Tray>
  /** Chooses what follows the card that was just answered, before it is asked for. */
  lookAhead: () => void
  /** What is to be answered now; sets out the next card of an open deck, or today's tray, where that is due. */
  tray: () => Promise<Tray>
  status: () => ReturnType<typeof statusOf>
  /** What is shown just now; nothing is chosen or set out for it. */
  standing: () => Standing
  /** The states that could be shown now. */
  pool: () => readonly Pooled[]
  /** Seals a state that was kept quiet, because the person wants to see it; it counts as asked for, and on Trust only where its chance was not told. */
  put: (stateId: string, isForetold: boolean) => Promise<Tray>
}>

export function openDeck(parts: Parts): Deck {
  const { store, mind, axes, now } = parts

  const settings = () => readSettings(store)
  const state = (): DeckState | null => deckSchema.nullable().parse(store.settings.get(DECK)?.value ?? null)
  const isDone = (): boolean => isSetOut(store, limitsOf(settings()), now())
  const keptQuiet = (): number => countKeptQuiet(store, dayStart(dayStart(now()) - 1))
  const pool = (): readonly Pooled[] => openPool({ ...parts, settings: settings() })
  const open = (): readonly Proposal[] =>
    allProposals(store).filter(({ status, data }) => status === 'open' && (data.deferredUntil === null || data.deferredUntil <= now()))
  const waiting = (): readonly Proposal[] => {
    const deck = state()
    const own = open().filter(({ data }) => data.deck === 'own')
    if (deck) return [...own, ...open().filter(({ id }) => id === deck.current)]
    const set = open().filter(({ data }) => data.deck !== 'own')
    return [...own, ...set.filter(isQuestionOfHindsight), ...set.filter((proposal) => !isQuestionOfHindsight(proposal))]
  }

  const judgedOf = (id: string): JudgedState | undefined => {
    const item = parts.libraryItems.get(id)
    return item && { id, ...item }
  }

  const isGoodMoment = (): boolean => {
    const { quietFrom, quietUntil, quietUntilTime } = settings()
    return !((quietUntilTime !== null && now() < quietUntilTime) || isWithin(clockTime(now()), quietFrom, quietUntil))
  }

  /** The open card of a deck that is left or replaced. */
  const withdrawn = (deck: DeckState | null): readonly Proposal[] => {
    const current = deck?.current ? store.proposals.get(deck.current) : undefined
    return current?.status === 'open' && asProposal(current).data.deferredUntil === null ? [{ ...asProposal(current), status: 'withdrawn' }] : []
  }

  const shownSoFar = (): readonly Proposal[] => allProposals(store).filter(({ status }) => status !== 'withdrawn')
  const spokenOf = (shown: readonly Proposal[]): readonly Spoken[] =>
    shown.filter((proposal) => proposal.data.deck === 'tray' && !isQuestionOfHindsight(proposal)).map(({ at, data }) => ({ at, answer: welcomeOf(data.answer) }))

  function decideNow(candidates: readonly Candidate[], mode: 'pull' | 'push', count: number, earlier?: Belief): Decision {
    const shown = shownSoFar()
    const judge = judgeOf(store, now(), judgedOf)
    return decide(mind.belief(), candidates.map((candidate) => underPrinciples(candidate, judge)), {
      asOf: now(),
      seed: (store.ledger.size + 1) * 7919,
      mode,
      count,
      shown: shown.flatMap(({ data }) => data.stateIds.flatMap((id) => parts.libraryItems.get(id) ?? parts.written.item(id) ?? [])),
      spoken: spokenOf(shown),
      limits: limitsOf(settings()),
      isGoodMoment: isGoodMoment(),
      costs: costsOf(settings()),
      ...(earlier && { earlier }),
    })
  }

  const draft = (deck: 'tray' | 'five', pooled: Pooled, other: Pooled | null): Draft => draftOf(deck, pooled, other, hasSample(store))
  const sealed = (from: Draft, chosen: Judged): Proposal => seal(from, chosen, parts)

  type Choice = Readonly<{ chosen: Judged; draft: Draft }>

  function choose(deck: DeckState, exclude: ReadonlySet<string>, count: number): readonly Choice[] {
    const all = pool().filter((pooled) => !exclude.has(pooled.state.id))
    const quoted = all.filter((pooled) => pooled.quotes.length > 0)
    const usable = deck.form === 'grounded' && quoted.length > 0 ? quoted : all
    if (deck.form === 'pair') {
      const pairs = pairsOf(usable, store.ledger.size)
      const candidates = [...pairs].map(([id, [first, second]]): Candidate => ({ id, kind: 'pair', item: first.item, other: second.item, topic: first.state.area }))
      return withRegret(decideNow(candidates, 'pull', count)).map((chosen) => {
        const [first, second] = pairs.get(chosen.candidate.id)!
        return { chosen, draft: draft('five', first, second) }
      })
    }
    const byId = new Map(usable.map((pooled) => [pooled.state.id, pooled]))
    return withRegret(decideNow(usable.map(candidateOf), 'pull', count)).map((chosen) => ({ chosen, draft: draft('five', byId.get(chosen.candidate.id)!, null) }))
  }

  type Turn = Readonly<{ deck: DeckState; sets: Proposal | null; peeks: readonly Draft[] }>

  /** What the deck shows next, the card sealed; nothing is said of it yet. */
  function turn(deck: DeckState): Turn {
    const current = deck.current ? store.proposals.get(deck.current) : undefined
    const isOpen = current?.status === 'open' && asProposal(current).data.deferredUntil === null
    const next = current && !isOpen ? { ...deck, done: [...deck.done, current.id], current: null } : deck
    const left = next.count - next.done.length - (isOpen ? 1 : 0)
    const exclude = new Set(isOpen ? asProposal(current!).data.stateIds : [])
    const choices = left > 0 ? choose(next, exclude, Math.min(left, MOST_PEEKS + 1)) : []
    const first = isOpen ? undefined : choices[0]
    const sets = first ? sealed(first.draft, first.chosen) : null
    return { deck: sets ? { ...next, current: sets.id } : next, sets, peeks: (isOpen ? choices : choices.slice(1)).slice(0, MOST_PEEKS).map(({ draft }) => draft) }
  }

  /** Chosen while the person still reads what the last answer did; used only where nothing was said since. */
  let ahead: Readonly<{ said: readonly unknown[]; turn: Turn }> | null = null

  /** Rows, settings and notes that a choice depends on, as they are kept: another array where any was put. */
  const said = (): readonly unknown[] => [store.ledger.all(), store.settings.all(), store.states.all(), parts.groundings.mark(), dayStart(now())]

  function lookAhead(): void {
    const deck = state()
    const current = deck?.current ? store.proposals.get(deck.current) : undefined
    if (deck === null || current?.status !== 'answered') return
    try {
      ahead = { said: said(), turn: turn(deck) }
    } catch {
      // It fails again, and is told, when the card is asked for.
      ahead = null
    }
  }

  async function advance(deck: DeckState): Promise<{ deck: DeckState; peeks: readonly Card[] }> {
    const since = said()
    const { deck: next, sets, peeks } = ahead?.said.every((each, index) => each === since[index]) ? ahead.turn : turn(deck)
    ahead = null
    if (sets) await store.say({ proposals: [sets], settings: [{ key: DECK, value: next }] })
    else if (next !== deck) await store.say({ settings: [{ key: DECK, value: next }] })
    return { deck: next, peeks: peeks.map(peekOf) }
  }

  let earlier: Readonly<{ day: number; rows: number; belief: Promise<Belief | undefined> }> | null = null

  /** The belief as it was 90 days ago, or none where nothing had been said then. */
  function earlierBelief(): Promise<Belief | undefined> {
    const day = dayStart(now()) - EARLIER_MS
    // What was read since, in however old a note, was not known then.
    const rows = mind.evidence().filter(({ id }) => (store.ledger.get(id)?.at ?? Infinity) <= day)
    // Fewer rows than before: something was forgotten.
    if (earlier?.day !== day || earlier.rows !== rows.length) {
      earlier = { day, rows: rows.length, belief: rows.length > 0 ? mind.refit(rows, day) : Promise.resolve(undefined) }
    }
    return earlier.belief
  }

  async function composeTray(): Promise<void> {
    await noteIgnored(parts)
    const room = MOST_IN_TRAY - open().filter(({ card, data }) => data.deck === 'tray' && card.form === 'state').length
    // A day has one tray; it is not used up while nothing may be said, nor while earlier cards fill it.
    if (countRatings(store) < RATINGS_NEEDED || isDone() || !isGoodMoment() || room <= 0) return
    // On a long ledger the tray is set out when the earlier belief is there; what waits already is shown meanwhile.
    const known = await Promise.race([earlierBelief().then((belief) => ({ belief })), wait(EARLIER_MAY_TAKE_MS, null, { ref: false })])
    if (known === null) {
      earlierBelief().then(
        () => parts.announcer.announce('tray', { inTray: waiting().length }),
        // It is computed anew when the tray is asked for again.
        () => (earlier = null),
      )
      return
    }
    const at = now()
    const byId = new Map(pool().map((pooled) => [pooled.state.id, pooled]))
    const asked = await questionOfTray(parts)
    const question: readonly Candidate[] = asked ? [{ id: asked.id, kind: 'change', topic: asked.draft.topics[0]!, doubt: asked.doubt }] : []
    const candidates = [...[...byId.values()].map(candidateOf), ...question]
    const decision = decideNow(candidates, 'push', room, known.belief)
    // Sealed at one moment, so that they lie in order of their random ids: the policy's order would tell which it expects to be liked most.
    const together = { ...parts, now: () => at }
    const proposals = withRegret(decision).map((chosen) => seal(chosen.candidate.id === asked?.id ? asked.draft : draft('tray', byId.get(chosen.candidate.id)!, null), chosen, together))
    const looksBack = await drawHindsight(parts)
    const day = setOut(spokenOf([...shownSoFar(), ...proposals]), skill(mind.belief()).odds, limitsOf(settings()), at)
    await store.say({ proposals: [...looksBack, ...proposals], settings: [day, withHeldBack(store, decision, at)] })
  }

  const status = () =>
    statusOf({ ...parts, settings: settings(), model: parts.models.line(), reading: parts.reading.current(), inTray: waiting().length, keptQuiet: keptQuiet(), skill: skill(parts.mind.belief()), now: now(), notices: parts.notices() })

  const lastOpened = (): Opened | null => {
    const last = answered(store)[0]
    return last && (last.data.answeredAt ?? 0) >= dayStart(now()) ? openedOf(last, axes, status(), parts.touched.chips(last)) : null
  }

  let shown: Readonly<{ current: string | null; peeks: readonly Card[] }> = { current: null, peeks: [] }

  async function tray(): Promise<Tray> {
    const before = state()
    if (before) {
      const { deck, peeks } = await advance(before)
      shown = { current: deck.current, peeks }
    } else await composeTray()
    return view()
  }

  /** The tray as it lies. */
  function view(): Tray {
    const deck = state()
    if (deck) {
      const cards = waiting().map(({ card }) => card)
      const peeks = shown.current === deck.current ? shown.peeks : []
      return {
        lede: deckLede(deck.form, deck.count, deck.form === 'grounded' && pool().some(({ quotes }) => quotes.length > 0), countRatings(store) < RATINGS_NEEDED),
        mode: 'five',
        cards: [...cards, ...peeks],
        answered: deck.done.length,
        total: deck.count,
        last: lastOpened(),
        keptQuiet: keptQuiet(),
        end: deck.current === null || store.proposals.get(deck.current)?.status !== 'open' ? deckEnd(deck.done.length) : null,
        candidates: parts.library.length,
      }
    }
    const cards = waiting().map(({ card }) => card)
    const candidates = pool().length
    const today = answered(store).filter(({ data }) => (data.answeredAt ?? 0) >= dayStart(now()))
    const answeredToday = today.length
    const ofTray = today.filter(({ data }) => data.deck !== 'five').length
    return {
      lede: dayLede({
        proposals: cards.filter(({ form }) => form === 'state').length,
        questions: cards.filter(({ form }) => form !== 'state').length,
        answeredToday,
        candidates,
        keptQuiet: countKeptQuiet(store, dayStart(now())),
        ratings: countRatings(store),
        needed: RATINGS_NEEDED,
        silence: status().silence,
      }),
      mode: 'tray',
      cards,
      answered: ofTray,
      total: ofTray + cards.length,
      last: lastOpened(),
      keptQuiet: keptQuiet(),
      end: cards.length === 0 && answeredToday > 0 ? dayEnd(answeredToday, settings().quietUntil) : null,
      candidates,
    }
  }

  function standing(): Standing {
    const deck = state()
    const isSetOut = deck ? waiting().length > 0 || deck.done.length >= deck.count : waiting().length > 0 || isDone() || countRatings(store) < RATINGS_NEEDED
    return { version: parts.version, at: now(), status: { ...status(), notices: [], reading: null }, settings: settings(), tray: isSetOut ? view() : null }
  }

  const lookedUp = (): Promise<void> => Promise.race([parts.reading.settled().then(parts.groundings.settled), wait(GROUNDINGS_MAY_TAKE_MS, undefined, { ref: false })])

  async function put(stateId: string, isForetold: boolean): Promise<Tray> {
    const pooled = pool().find(({ state }) => state.id === stateId)
    if (!pooled) throw new AppError('NOT_FOUND', 'That state cannot be shown any more: it was answered since, or what it rests on is gone.')
    const [chosen] = withRegret(decideNow([candidateOf(pooled)], 'pull', 1))
    if (!chosen) throw new AppError('NOT_ALLOWED', 'That state says nearly what you answered before, or a principle of yours forbids it. It stays where it is.')
    const proposal = sealed(draft('five', pooled, null), chosen)
    await store.say({ proposals: [isForetold ? openedEarly(proposal) : proposal], settings: [withoutState(store, stateId)] })
    return tray()
  }

  return {
    state,
    status,
    standing,
    lookAhead,
    tray,
    pool,
    put,
    lookedUp,
    open: async (form, count, waits = true) => {
      // What the notes ask for may still be looked up; some seconds are better than a card without a quote.
      if (form === 'grounded' && waits) await lookedUp()
      const deck = state()
      if (!deck || deck.form !== form || deck.done.length >= deck.count) {
        await store.say({ proposals: withdrawn(deck), settings: [{ key: DECK, value: { form, count, done: [], current: null } satisfies DeckState }] })
      }
      return tray()
    },
    leave: async () => {
      await store.say({ proposals: withdrawn(state()), settings: [{ key: DECK, value: null }] })
      return tray()
    },
  }
}

const isQuestionOfHindsight = ({ card }: Proposal): boolean => card.form === 'hindsight'

function welcomeOf(answer: Proposal['data']['answer']): Spoken['answer'] {
  if (answer === null || answer.kind === 'not-now' || answer.kind === 'cannot-say') return 'none'
  if (answer.kind === 'change' || answer.kind === 'contradiction') return 'welcome'
  return answer.kind === 'edit' || (answer.kind === 'stars' && answer.rating >= 4) ? 'welcome' : 'unwelcome'
}
