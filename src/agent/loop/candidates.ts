import { randomUUID } from 'node:crypto'
import type { Quote } from '../contract/index.ts'
import type { JudgedState } from '../govern/principles.ts'
import type { LanguageModel, Priority, Written } from '../model/language-model.ts'
import { replaceSecretsOf } from '../observe/secrets.ts'
import type { AxisProbe } from '../propose/probe.ts'
import { labelText } from '../propose/probe.ts'
import { dot } from '../propose/vectors.ts'
import { noveltyProblem, readCandidate, wordProblem, wordsOf } from '../propose/writing/check.ts'
import { EARLIER_NAMED, promptOf } from '../propose/writing/prompt.ts'
import type { Candidate, Rejection, Task } from '../propose/writing/types.ts'
import type { LabelledText } from './items.ts'
import type { Parts } from './parts.ts'
import { allProposals } from './proposals.ts'
import { readSettings } from './settings.ts'
import { nearestArea } from './topics.ts'
import { isAllowed } from './pool.ts'
import { judgeOf, principlesOf } from './principles.ts'
import { quotesOf } from './writing-material.ts'
import { allWritten } from './written-states.ts'
import type { WrittenRow } from './written-states.ts'

// From a task to a state that is kept, or to the reason why it is not. Nothing is put on disk of one that is not kept.

export type Attempt = Readonly<{ outcome: 'kept' | Rejection; row: WrittenRow | null; seconds: number; tokens: number }>
export type Asking = Readonly<{ model: LanguageModel; writer: string; task: Task; turn: number; temperature: number; priority: Priority; signal: AbortSignal; limitMs: number }>

/** Kept states that were never shown are this many at most; the oldest are retired. */
const MOST_WAITING = 120
/** How long a model that was told to stop may take for it. */
const STOPS_WITHIN_MS = 5000
const EXAMPLES = 2

type CandidateParts = Pick<Parts, 'store' | 'embedder' | 'items' | 'library' | 'libraryItems' | 'written' | 'now'> &
  Readonly<{ probes: () => Promise<readonly AxisProbe[]>; inTurn: <Value>(action: () => Promise<Value>) => Promise<Value> }>

export function openCandidates(parts: CandidateParts) {
  const { store, embedder, items, library, libraryItems, written, now } = parts
  const common = new Set(library.flatMap(({ text }) => wordsOf(text)))

  async function attempt(asking: Asking): Promise<Attempt> {
    const { model, task, turn, temperature, priority, signal, limitMs } = asking
    const earlier = await nearestEarlier(task)
    const { system, prompt, schema, maxTokens } = promptOf(task, { earlier, examples: examplesOf(turn), principles: principlesOf(store, now()).map(({ text }) => text) })
    const begun = performance.now()
    const answer = await within(limitMs, signal, (stop) => model.write({ system, prompt, schema, maxTokens, temperature, priority, signal: stop }))
    const { seconds, tokens } = answer ?? { seconds: (performance.now() - begun) / 1000, tokens: 0 }
    const found = answer === null ? ('it did not end' as const) : await judge(answer, task, earlier, asking)
    return typeof found === 'string' ? { outcome: found, row: null, seconds, tokens } : { outcome: 'kept', row: found, seconds, tokens }
  }

  async function judge(answer: Written, task: Task, earlier: readonly string[], asking: Asking): Promise<WrittenRow | Rejection> {
    const candidate = readCandidate(answer)
    if (typeof candidate === 'string') return candidate
    const { allowed } = readSettings(store)
    const problem = wordProblem(candidate, { task, common, earlier, allowed })
    if (problem !== null) return problem
    const [checked] = await replaceSecretsOf([candidate.text])
    if (checked!.secrets.length > 0) return 'a secret'
    // Not through the kept vectors: of what is not kept nothing stays.
    const sentences = task.pieces.map((piece) => piece.sentences.join(' '))
    const [vector, ...evidence] = await embedder.embed([candidate.text, ...sentences])
    const judge = judgeOf(store, now(), judgedOf)
    if (judge({ id: '', text: candidate.text, vector: vector! })?.strength === 'never') return 'against a principle of yours'
    const [nearest] = await store.memories.nearest(vector!, { count: 1, embedder: embedder.id, speaker: 'person' })
    const novelty = noveltyProblem(vector!, {
      evidence: evidence.map((each) => ({ vector: each })),
      library: [...libraryItems.values()],
      said: await saidSoFar(),
      nearestNote: nearest?.similarity ?? -1,
    })
    return novelty ?? keep(candidate, vector!, asking)
  }

  function judgedOf(id: string): JudgedState | undefined {
    const item = libraryItems.get(id)
    return item && { id, ...item }
  }

  /** What it rests on may have been forgotten while it was written: so that is asked again in the turn in which it is kept. */
  function keep(candidate: Candidate, vector: Float32Array, { task, model, writer }: Asking): Promise<WrittenRow | Rejection> {
    return parts.probes().then((probes) =>
      parts.inTurn(async () => {
        const material = await quotesOf(parts, task)
        const parents = task.pieces.filter(({ kind }) => kind === 'state').map(({ of }) => of)
        if (material === null || parents.some((id) => store.proposals.get(id)?.status !== 'answered')) return 'words that are not in their passage'
        const { text, horizon, size } = candidate
        const row: WrittenRow = {
          id: `written-${randomUUID()}`, at: now(), status: 'kept', text,
          data: { area: nearestArea(vector, library, libraryItems), horizon, size, axes: labelText(text, vector, probes), operator: task.operator, model: model.id, writer, quotes: cited(candidate, task, material), material, parents },
        }
        await store.say({ states: [row, ...tooMany()] })
        await written.load()
        return row
      }),
    )
  }

  function tooMany(): readonly WrittenRow[] {
    const waiting = unshown()
    return waiting.slice(0, Math.max(0, waiting.length + 1 - MOST_WAITING)).map((row) => ({ ...row, status: 'retired' as const }))
  }

  /** Those that are offered and were not on a card yet, the oldest first. */
  function unshown(): readonly WrittenRow[] {
    const shown = new Set(allProposals(store).filter(({ status }) => status !== 'withdrawn').flatMap(({ data }) => data.stateIds))
    return allWritten(store).filter(({ id, status }) => status === 'kept' && !shown.has(id))
  }

  /** All that was ever shown or written, whatever became of it. */
  async function saidSoFar() {
    const texts = allProposals(store).flatMap(({ data }): readonly LabelledText[] => (data.other ? [data.item, data.other] : [data.item]))
    return items.many([...texts, ...allWritten(store).map(({ text, data }) => ({ text, axes: data.axes }))])
  }

  /** The texts that came before and are nearest to what is to be written of; none of the person's own. */
  async function nearestEarlier({ pieces }: Task): Promise<readonly string[]> {
    const settings = readSettings(store)
    const shown = allProposals(store).flatMap(({ card, data }) => (card.origin === 'own' || (card.form !== 'state' && card.form !== 'pair') ? [] : data.other ? [data.item, data.other] : [data.item]))
    const given = new Set(pieces.flatMap(({ sentences }) => sentences))
    const texts = [...new Map([...shown, ...allWritten(store).map(({ text, data }) => ({ text, axes: data.axes }))].map((each) => [each.text, each])).values()].filter(({ text }) => !given.has(text) && isAllowed(text, settings))
    if (texts.length === 0) return []
    const [about] = await embedder.embed([pieces.map(({ sentences }) => sentences.join(' ')).join(' ')])
    const known = await items.many(texts)
    return known.map(({ text, vector }) => ({ text, likeness: dot(vector, about!) })).sort((a, b) => b.likeness - a.likeness).slice(0, EARLIER_NAMED).map(({ text }) => text)
  }

  function examplesOf(turn: number): readonly string[] {
    const settings = readSettings(store)
    const usable = library.filter(({ text }) => isAllowed(text, settings))
    return Array.from({ length: EXAMPLES }, (_, index) => usable[(turn * 131 + index * 389) % usable.length]!.text)
  }

  return { attempt, unshown }
}

function cited({ evidence }: Candidate, { pieces }: Task, material: readonly Quote[]): readonly Quote[] {
  return evidence.flatMap(({ id, quote }) => {
    const passageId = pieces.find((piece) => piece.id === id)?.of
    const found = quote === null ? undefined : material.find((each) => each.passageId === passageId && each.text.includes(quote))
    return found ? [{ ...found, text: quote! }] : []
  })
}

/** Null where it has not ended in that time, whatever it does when it is told to stop. Errors: those of `work`; CANCELLED where the person's signal came. */
async function within<Value>(limitMs: number, signal: AbortSignal, work: (stop: AbortSignal) => Promise<Value>): Promise<Value | null> {
  const late = AbortSignal.timeout(limitMs)
  const stop = AbortSignal.any([signal, late])
  const stopped = new Promise<null>((resolve) => {
    stop.addEventListener('abort', () => setTimeout(resolve, STOPS_WITHIN_MS, null).unref(), { once: true })
  })
  try {
    const value = await Promise.race([work(stop), stopped])
    signal.throwIfAborted()
    return value
  } catch (thrown) {
    if (late.aborted && !signal.aborted) return null
    throw thrown
  }
}
