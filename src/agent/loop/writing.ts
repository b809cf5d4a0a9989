import { createHash } from 'node:crypto'
import { AppError, toAppError } from '../contract/index.ts'
import type { WritingDay, WritingRun } from '../contract/index.ts'
import { score } from '../game/predict.ts'
import type { LanguageModel } from '../model/language-model.ts'
import type { AxisProbe } from '../propose/probe.ts'
import { DIVERSE, diversity } from '../propose/writing/diversity.ts'
import { taskOfTurn, tasksOf } from '../propose/writing/tasks.ts'
import { openCandidates } from './candidates.ts'
import type { Attempt } from './candidates.ts'
import type { Compute } from './compute.ts'
import type { Parts } from './parts.ts'
import { openPool } from './pool.ts'
import { readSettings } from './settings.ts'
import { materialOf } from './writing-material.ts'
import { counted, placeRow, secondsToday, withWriting, writingDays, writingPlace } from './writing-days.ts'

// When a model writes: because the person asked, or by itself while nobody is at the machine, within the day's budget.

export type Writing = AsyncDisposable &
  Readonly<{
    /** Writes until so many states are kept, or three times as many were tried. Errors: MODEL_NONE, NOT_FOUND where there is nothing to write from, those of the model. */
    now: (count: number) => Promise<WritingRun>
    /** Ends what the person asked for; it answers with what it has. */
    stop: () => void
    days: () => readonly WritingDay[]
    /** Why nothing is written by itself just now, in words; null where it may. */
    waits: () => string | null
    /** Something has changed that it may have waited for, or that stops it. */
    look: () => void
    /** Resolves when nothing is being written by itself. */
    settled: () => Promise<void>
  }>

/** So many in a row that brought nothing, and it waits for something new to write from. */
const MOST_EMPTY = 8
/** So many wait to be shown, and no more are written; more where the slate says too much of the same. */
const ENOUGH = 6
const ENOUGH_WHERE_ALIKE = 18
const SLATE = 30
const TRIES_FOR_EACH = 3
const ASKED_LIMIT_MS = 120_000
const LOOK_EVERY_MS = 300_000
const TEMPERATURE = 0.7
const TEMPERATURE_WHERE_ALIKE = 1

type WritingParts = Readonly<{ parts: Parts; compute: Compute; inTurn: <Value>(action: () => Promise<Value>) => Promise<Value> }>

export function openWriting({ parts, compute, inTurn }: WritingParts): Writing {
  const { store, mind, host, languageModel, now } = parts
  let trained: Promise<readonly AxisProbe[]> | null = null
  const probes = (): Promise<readonly AxisProbe[]> => (trained ??= train())
  const candidates = openCandidates({ ...parts, probes, inTurn })
  let asked = 0
  let running: Promise<void> | null = null
  let stop = new AbortController()
  let asking = new AbortController()
  let isAlike = false
  const closing = new AbortController()
  /** What it wrote from when there was nothing to write from, and what it last failed with; with the mark of that time. */
  let nothingAt: string | null = null
  let failed: Readonly<{ mark: string; message: string }> | null = null

  host.onChange(look)
  const looking = setInterval(look, LOOK_EVERY_MS)
  looking.unref()

  async function train(): Promise<readonly AxisProbe[]> {
    try {
      const states = parts.library.map(({ id, axes }) => ({ vector: parts.libraryItems.get(id)!.vector, axes }))
      return await compute.trainProbes({ states, axisIds: parts.axes.map(({ id }) => id) })
    } catch (thrown) {
      trained = null
      throw thrown
    }
  }

  /** Changes with all that could make a difference to what is written; a hash, no words. */
  function markOf(model: LanguageModel): string {
    const aims = parts.groundings.aims.all().map(({ id, state, mentions }) => `${id} ${state} ${mentions.length}`)
    return createHash('sha256').update(JSON.stringify([model.id, store.ledger.all().at(-1)?.id ?? 0, store.ledger.size, aims])).digest('hex').slice(0, 16)
  }

  function waits(): string | null {
    const { writingSeconds } = readSettings(store)
    const model = languageModel()
    const { onBattery, idle, locked } = host.state()
    if (model === null) return parts.models.trouble() ?? 'No model is chosen'
    if (writingSeconds === 0) return 'Writing by itself is turned off'
    if (idle === null || onBattery === null) return 'Nothing tells here whether you are at the machine'
    if (onBattery) return 'On battery'
    if (!idle && locked !== true) return 'You are at the machine'
    if (asked > 0) return 'It writes what you asked for'
    if (secondsToday(store, now()) >= writingSeconds) return `Today’s ${writingSeconds} s are used`
    const mark = markOf(model)
    if (failed?.mark === mark) return `The model failed when it last wrote: ${failed.message}`
    if (nothingAt === mark) return 'There is nothing to write from yet: no open thread in your notes, and no state that you liked'
    const { empty, mark: before } = writingPlace(store)
    if (before === mark && empty >= MOST_EMPTY) return `The last ${empty} that it wrote brought nothing; it waits for a new note or answer`
    const waiting = candidates.unshown().length
    return waiting >= (isAlike ? ENOUGH_WHERE_ALIKE : ENOUGH) ? `${waiting} states that it wrote wait to be shown` : null
  }

  function look(): void {
    if (waits() !== null) stop.abort()
    else if (running === null && !closing.signal.aborted) running = run().catch(noteFailure).finally(() => (running = null))
    parts.models.changed()
  }

  function noteFailure(thrown: unknown): void {
    const model = languageModel()
    failed = { mark: model === null ? '' : markOf(model), message: toAppError(thrown).message }
  }

  async function run(): Promise<void> {
    stop = new AbortController()
    const { signal } = stop
    await mind.ready
    await parts.groundings.settled()
    while (!signal.aborted && !closing.signal.aborted && waits() === null) {
      const model = languageModel()!
      const mark = markOf(model)
      try {
        const left = readSettings(store).writingSeconds - secondsToday(store, now())
        const done = await one(model, 'background', signal, Math.min(ASKED_LIMIT_MS, Math.ceil(left * 1000)))
        if (done === null) nothingAt = mark
        else await note(done, mark)
      } catch (thrown) {
        if (toAppError(thrown).code === 'CANCELLED') return
        noteFailure(thrown)
      }
    }
  }

  /** One candidate; null where there is nothing to write from. The seconds of one that was stopped count as well. */
  async function one(model: LanguageModel, priority: 'person' | 'background', signal: AbortSignal, limitMs: number): Promise<Attempt | null> {
    const place = writingPlace(store)
    lookAtSlate()
    const task = taskOfTurn(tasksOf(await materialOf(parts), now()), place.turn, isAlike)
    if (task === null) return null
    const begun = performance.now()
    try {
      return await candidates.attempt({ model, writer: writerOf(model), task, turn: place.turn, temperature: isAlike ? TEMPERATURE_WHERE_ALIKE : TEMPERATURE, priority, signal, limitMs })
    } catch (thrown) {
      if (priority === 'background' && !closing.signal.aborted) await store.say({ settings: [withWriting(store, now(), readSettings(store).writingSeconds, { seconds: (performance.now() - begun) / 1000, outcome: null })] })
      throw thrown
    } finally {
      if (!closing.signal.aborted) await store.say({ settings: [placeRow({ ...writingPlace(store), turn: place.turn + 1 })] })
    }
  }

  async function note({ outcome, seconds }: Attempt, mark: string): Promise<void> {
    const place = writingPlace(store)
    const empty = outcome === 'kept' ? 0 : place.mark === mark ? place.empty + 1 : 1
    await store.say({ settings: [withWriting(store, now(), readSettings(store).writingSeconds, { seconds, outcome }), placeRow({ ...place, mark, empty })] })
    parts.models.changed()
  }

  /** The thirty that the belief expects most of: do they say too much of the same? */
  function lookAtSlate(): void {
    const pool = openPool({ ...parts, settings: readSettings(store) }).map(({ item }) => item)
    const { mean } = score(mind.belief(), pool, { style: 'none' })
    const best = pool.map((item, index) => ({ item, mean: mean[index]! })).sort((a, b) => b.mean - a.mean).slice(0, SLATE)
    isAlike = diversity(best.map(({ item }) => item.vector)) < DIVERSE
  }

  const writerOf = (model: LanguageModel): string => {
    const { models, server } = parts.models.view()
    return server?.model || (models.find(({ kind, isChosen }) => kind === 'chat' && isChosen)?.name ?? model.id)
  }

  async function writeNow(count: number): Promise<WritingRun> {
    const model = languageModel()
    if (model === null) throw new AppError('MODEL_NONE', parts.models.trouble() ?? 'No model is chosen that could write. Choose one in Settings, Models, or with `tacit models choose`.')
    if (asked === 0) asking = new AbortController()
    asked += 1
    const { signal } = asking
    try {
      stop.abort()
      await running
      // What was read just now is written from too. One look: while a model decides on sentences, one follows the other.
      await unlessStopped(signal, parts.groundings.refresh())
      const kept: WritingRun['kept'][number][] = []
      let sum: Omit<WritingRun, 'kept'> = { written: 0, rejected: [], tokens: 0, seconds: 0 }
      while (kept.length < count && sum.written < count * TRIES_FOR_EACH && !closing.signal.aborted && !signal.aborted) {
        const done = await one(model, 'person', AbortSignal.any([closing.signal, signal]), ASKED_LIMIT_MS).catch((thrown: unknown) => {
          if (signal.aborted && toAppError(thrown).code === 'CANCELLED') return 'stopped' as const
          throw thrown
        })
        if (done === 'stopped') break
        if (done === null) throw new AppError('NOT_FOUND', 'There is nothing to write from yet: no open thread in your notes that proposals may answer, and no state that you rated 4 or 5. Rate five states, or add notes.')
        const { outcome, row, tokens, seconds } = done
        sum = { written: sum.written + 1, rejected: outcome === 'kept' ? sum.rejected : counted(sum.rejected, outcome), tokens: sum.tokens + tokens, seconds: sum.seconds + seconds }
        if (row) kept.push({ id: row.id, text: row.text, quotes: row.data.quotes.map(({ text }) => text) })
      }
      // Whoever asked is there and wants more: it need not wait for something new.
      failed = null
      return { kept, ...sum }
    } finally {
      asked -= 1
      look()
    }
  }

  return {
    now: writeNow,
    stop: () => asking.abort(),
    days: () => writingDays(store),
    waits,
    look,
    settled: async () => void (await running),
    [Symbol.asyncDispose]: async () => {
      clearInterval(looking)
      closing.abort()
      stop.abort()
      await running
    },
  }
}

/** Waits for it as long as the person does. */
function unlessStopped(signal: AbortSignal, work: Promise<void>): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))])
}
