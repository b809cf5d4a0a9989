import { AppError, toAppError } from '../contract/index.ts'
import { calibrate, scaled } from '../model/decisions/calibration.ts'
import type { Calibration } from '../model/decisions/calibration.ts'
import { ask, judgedOf } from '../model/decisions/ask.ts'
import type { Decide } from '../model/decisions/ask.ts'
import type { Labelled } from '../model/decisions/labelled.ts'
import { askedKey, put, QUESTION_NAMES } from '../model/decisions/questions.ts'
import type { Asked, QuestionName } from '../model/decisions/questions.ts'
import type { LanguageModel } from '../model/language-model.ts'
import { textKey } from '../model/text-key.ts'
import { openRepeated } from '../repeated.ts'
import type { Store } from '../store/types.ts'
import { ANSWERS, answersRow, CALIBRATIONS, calibrationsRow, keptAnswers, keptCalibrations, keptSpent, spentRow } from './decided.ts'
import type { KeptAnswer } from './decided.ts'
import { dayStart } from './proposals.ts'

/** A question that somebody would like answered, and the passages and answered proposals whose words it holds. */
export type Wanted = Readonly<{ asked: Asked; passageIds: readonly string[]; proposalIds?: readonly string[] }>

/** Calibrated probabilities by option, by `askedKey`. */
export type Known = Readonly<Record<string, Readonly<Record<string, number>>>>

/**
 * A language model's opinion of texts, asked for in the background. Nothing waits for it: what is not known is null, and so is whatever a
 * model answers to a question that it was found to know nothing of.
 */
export type Deciding = AsyncDisposable &
  Readonly<{
    of: (asked: Asked) => Readonly<Record<string, number>> | null
    known: () => Known
    hasModel: () => boolean
    /** All that `by` would like to know now; replaces what it wanted before. */
    want: (by: string, wanted: readonly Wanted[]) => void
    /** Looks whether there is anything to ask, as when a model was chosen or the machine has become idle. */
    again: () => void
    settled: () => Promise<void>
    /** For the doctor: what the chosen model is listened to for. */
    line: () => string
  }>

type DecidingParts = Readonly<{
  store: Pick<Store, 'settings' | 'say' | 'memories' | 'proposals'>
  model: () => LanguageModel | null
  /** Our own labelled sentences, read once a model is tried on them. */
  labelled: () => Promise<Readonly<Record<QuestionName, readonly Labelled[]>>>
  /** Whether a model may work by itself just now. */
  mayWork: () => boolean
  now: () => number
  /** Something is known that was not. */
  onAnswers: () => void
  secondsADay?: number
}>

/** Of the model's time; what is left waits for tomorrow. */
const SECONDS_A_DAY = 120
const MOST_LABELLED = 160
const MOST_KEPT = 5000
const ANSWERS_AT_A_TIME = 25

export async function openDeciding({ store, model, labelled, mayWork, now, onAnswers, secondsADay = SECONDS_A_DAY }: DecidingParts): Promise<Deciding> {
  const wanted = new Map<string, readonly Wanted[]>()
  /** What the model said to labelled questions: needed until its calibration is made. */
  let rehearsed = new Map<string, readonly number[]>()
  let rehearsedBy = ''
  let spent = keptSpent(store)
  let trouble: string | null = null
  const closing = new AbortController()
  // Without a calibration nobody asks what it was made on before a model is tried.
  let tests = Object.keys(keptCalibrations(store)).length === 0 ? null : testsFrom(await labelled())

  const calibrations = remembered(() => store.settings.get(CALIBRATIONS)?.value, () => keptCalibrations(store))
  const answers = remembered(() => store.settings.get(ANSWERS)?.value, () => {
    const { modelId, answers: some } = keptAnswers(store)
    return { modelId, byKey: new Map(some.map(({ key, probabilities }) => [key, probabilities])) }
  })

  function calibrationOf(modelId: string, name: QuestionName): Calibration | null {
    const kept = calibrations()[modelId]
    return kept !== undefined && kept.labels === tests?.labels ? (kept.by[name] ?? null) : null
  }

  const isAllowed = (): boolean => !closing.signal.aborted && mayWork() && secondsLeft() > 0

  function secondsLeft(): number {
    const day = dayStart(now())
    if (spent.day !== day) spent = { day, seconds: 0 }
    return secondsADay - spent.seconds
  }

  async function timed(decide: Decide, asked: Asked): Promise<readonly number[]> {
    const begun = performance.now()
    try {
      return await ask(decide, asked, { priority: 'background', signal: closing.signal })
    } finally {
      spent = { ...spent, seconds: spent.seconds + (performance.now() - begun) / 1000 }
    }
  }

  /** A day that was begun goes on after a start, whatever came between. */
  async function keepSpent(): Promise<void> {
    const { day, seconds } = keptSpent(store)
    if (spent.day !== day || spent.seconds !== seconds) await store.say({ settings: [spentRow(spent)] })
  }

  /** True once the calibration of a question is there. */
  async function calibrated(modelId: string, decide: Decide, name: QuestionName, { labels, of }: Tests): Promise<boolean> {
    if (calibrationOf(modelId, name) !== null) return true
    if (rehearsedBy !== modelId) [rehearsed, rehearsedBy] = [new Map(), modelId]
    for (const { asked } of of[name]) {
      const key = askedKey(asked)
      if (rehearsed.has(key)) continue
      if (!isAllowed()) return false
      rehearsed.set(key, await timed(decide, asked))
    }
    const judged = of[name].map((each) => ({ isHeldOut: each.isHeldOut, ...judgedOf(each, rehearsed.get(askedKey(each.asked))!) }))
    const before = keptCalibrations(store)[modelId]
    const by: Record<string, Calibration> = { ...(before?.labels === labels && before.by), [name]: calibrate(judged.filter(({ isHeldOut }) => !isHeldOut), judged.filter(({ isHeldOut }) => isHeldOut)) }
    // Of one model at a time: a calibration is made again where its model is chosen again.
    await store.say({ settings: [calibrationsRow({ [modelId]: { labels, by } }), spentRow(spent)] })
    for (const { asked } of of[name]) rehearsed.delete(askedKey(asked))
    return true
  }

  /** Keeps what was answered of words that are still there, and nothing of others. */
  async function keep(modelId: string, fresh: readonly KeptAnswer[]): Promise<void> {
    const all = (): readonly KeptAnswer[] => {
      const { modelId: by, answers: before } = keptAnswers(store)
      return [...(by === modelId ? before : []), ...fresh].slice(-MOST_KEPT)
    }
    const there = new Set((await store.memories.get([...new Set(all().flatMap(({ passageIds }) => passageIds))])).map(({ id }) => id))
    // Something may have been forgotten while it was looked up.
    const stays = all().filter(({ passageIds, proposalIds }) => passageIds.length + proposalIds.length > 0 && passageIds.every((id) => there.has(id)) && proposalIds.every((id) => store.proposals.get(id)?.status === 'answered'))
    if (fresh.length > 0 || stays.length < all().length) await store.say({ settings: [answersRow({ modelId, answers: stays }), spentRow(spent)] })
  }

  async function run(): Promise<void> {
    await keep(answers().modelId, [])
    const chosen = model()
    if (chosen?.decide == null) return
    const { id, decide } = chosen
    tests ??= testsFrom(await labelled())
    const questions = new Set([...wanted.values()].flat().map(({ asked }) => asked.name))
    for (const name of questions) {
      if (!(await calibrated(id, decide, name, tests))) return
      if (calibrationOf(id, name)!.isOn) await answerAll(id, decide, name)
    }
  }

  async function answerAll(modelId: string, decide: Decide, name: QuestionName): Promise<void> {
    const open = new Map([...wanted.values()].flat().flatMap((each) => (each.asked.name === name && !hasAnswer(modelId, askedKey(each.asked)) ? [[askedKey(each.asked), each] as const] : [])))
    let fresh: KeptAnswer[] = []
    const flush = async (): Promise<void> => {
      if (fresh.length === 0) return
      await keep(modelId, fresh)
      fresh = []
      onAnswers()
    }
    for (const [key, { asked, passageIds, proposalIds = [] }] of open) {
      if (!isAllowed()) break
      fresh.push({ key, passageIds: [...passageIds], proposalIds: [...proposalIds], probabilities: [...(await timed(decide, asked))] })
      if (fresh.length >= ANSWERS_AT_A_TIME) await flush()
    }
    await flush()
  }

  const asking = openRepeated(async () => {
    try {
      await run().finally(keepSpent)
      trouble = null
    } catch (thrown) {
      const error = toAppError(thrown)
      if (!closing.signal.aborted && error.code !== 'CANCELLED') trouble = error.message
      if (!(thrown instanceof AppError)) throw thrown
    }
  })
  const again = (): void => void asking.again().catch((thrown: unknown) => (trouble = toAppError(thrown).message))

  const hasAnswer = (modelId: string, key: string): boolean => answers().modelId === modelId && answers().byKey.has(key)

  function opinion(modelId: string, asked: Asked): Readonly<Record<string, number>> | null {
    const calibration = calibrationOf(modelId, asked.name)
    if (calibration?.isOn !== true || answers().modelId !== modelId) return null
    const found = answers().byKey.get(askedKey(asked))
    return found === undefined ? null : named(asked, scaled(calibration, found))
  }

  return {
    of: (asked) => {
      const chosen = model()
      return chosen === null ? null : opinion(chosen.id, asked)
    },
    known: () => {
      const chosen = model()
      if (chosen === null || answers().byKey.size === 0) return {}
      return Object.fromEntries([...wanted.values()].flat().flatMap(({ asked }) => {
        const found = opinion(chosen.id, asked)
        return found === null ? [] : [[askedKey(asked), found]]
      }))
    },
    hasModel: () => model() !== null,
    want: (by, some) => {
      wanted.set(by, some)
      again()
    },
    again,
    settled: asking.settled,
    line: () => lineOf(model(), (id, name) => calibrationOf(id, name), trouble),
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      await asking.settled()
    },
  }
}

/** What a model is tried on, question by question, and a name for all of it. */
type Tests = Readonly<{ of: Readonly<Record<QuestionName, readonly Labelled[]>>; labels: string }>

function testsFrom(labelled: Readonly<Record<QuestionName, readonly Labelled[]>>): Tests {
  const first = (name: QuestionName): readonly Labelled[] => labelled[name].slice(0, MOST_LABELLED)
  const of = { intent: first('intent'), turn: first('turn'), axis: first('axis'), direction: first('direction') }
  return { of, labels: textKey(JSON.stringify(QUESTION_NAMES.map((name) => of[name].map(({ asked, answer, isHeldOut }) => [askedKey(asked), answer, isHeldOut])))) }
}

/** Made again only where what it is made of has been replaced. */
function remembered<Value>(source: () => unknown, make: () => Value): () => Value {
  let last: Readonly<{ from: unknown; value: Value }> | null = null
  return () => {
    const from = source()
    if (last === null || last.from !== from) last = { from, value: make() }
    return last.value
  }
}

const named = (asked: Asked, probabilities: readonly number[]): Readonly<Record<string, number>> => Object.fromEntries(put(asked).options.map((option, index) => [option, probabilities[index]!]))

const ASKS: Readonly<Record<QuestionName, string>> = { intent: 'what a sentence says of an aim', turn: 'what became of an answer', axis: 'what an edit touches', direction: 'which way an edit goes' }

function lineOf(model: LanguageModel | null, calibrationOf: (id: string, name: QuestionName) => Calibration | null, trouble: string | null): string {
  if (model === null) return 'No model sorts texts; words and vectors do it alone.'
  if (model.decide === null) return 'The model tells no probabilities, so words and vectors sort texts alone.'
  const made = QUESTION_NAMES.flatMap((name) => {
    const found = calibrationOf(model.id, name)
    if (found === null) return []
    const { isOn, after, base, heldOut } = found
    return [`${ASKS[name]}: ${isOn ? 'listened to' : 'not listened to'} (right in ${Math.round(100 * after.accuracy)} of 100, ${Math.round(100 * base.accuracy)} by always saying the commonest; ${heldOut} texts)`]
  })
  return [...(made.length === 0 ? ['The model has not been tried at sorting texts yet.'] : made), ...(trouble ? [`It stopped: ${trouble}`] : [])].join('; ')
}
