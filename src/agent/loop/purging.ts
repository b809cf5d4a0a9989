import { toAppError } from '../contract/index.ts'
import type { Axis, Purge, Source, SourceLoss } from '../contract/index.ts'
import { axisView } from '../game/predict.ts'
import type { Belief } from '../game/belief.ts'
import { contentOf, openRules, parseRule, ruleReason } from '../observe/rules.ts'
import type { Content } from '../observe/rules.ts'
import { groundsOf, textsOf } from './evidence.ts'
import { goneWith, pagesOf, passagesOf, planForgetting, planForgettingSource, scopeOfFiles } from './forgetting.ts'
import type { Files, Plan } from './forgetting.ts'
import type { Parts } from './parts.ts'
import { allProposals } from './proposals.ts'
import type { LedgerRow } from '../store/types.ts'

const SMALLEST_MOVE = 0.02

/** What a rule would take away, with the plan that does it. */
export type Purging = Readonly<{ rule: string; files: Files; plan: Plan; purge: Purge }>

/** Looks at everything that is kept, by the gate itself, and writes nothing. Throws RULE_INVALID. */
export async function lookFor(parts: Parts, written: string, sourceId: string | null): Promise<Purging> {
  const { text } = parseRule(written)
  const sources = sourceId === null ? parts.reading.list() : [parts.reading.get(sourceId)]
  const files = new Map<string, ReadonlySet<string>>()
  const later: string[] = []
  for (const source of sources) {
    const caught = await caughtIn(parts, source, text, (problem) => later.push(`${source.name}: ${problem}`))
    if (caught.size > 0) files.set(source.id, caught)
  }
  const passages = (await Promise.all([...files].map(async ([id, caught]) => passagesOf(parts, id, ({ file }) => caught.has(file))))).flat()
  const scope = scopeOfFiles(files, passages)
  const isRefused = rowsRefusedBy(text, new Set(sources.map(({ id }) => id)))
  const plan = planForgetting(parts.store, { ...scope, holdsRow: (row) => scope.holdsRow(row) || isRefused(row) })
  return { rule: text, files, plan, purge: await purgeOf(parts, text, files, plan, later) }
}

/** A row may hold words that stand in no passage any more: how a paragraph was before. */
function rowsRefusedBy(rule: string, sourceIds: ReadonlySet<string>): (row: LedgerRow) => boolean {
  const rules = openRules([rule])
  return (row) => {
    const grounds = groundsOf(row)
    if (grounds === null || !sourceIds.has(grounds.sourceId)) return false
    const texts = row.proposalId === null ? textsOf(row).map(({ text }) => text) : []
    return rules.refuseContent(contentOf('', [grounds.quote, ...texts])) !== null
  }
}

async function purgeOf(parts: Parts, rule: string, files: Files, plan: Plan, later: readonly string[]): Promise<Purge> {
  const names = new Map(parts.reading.list().map(({ id, name }) => [id, name]))
  return {
    rule,
    places: [...files].flatMap(([id, found]) => [...found].sort().map((file) => `${names.get(id)}: ${file}`)),
    ...(await lossOf(parts, plan)),
    ...(later.length > 0 && { later }),
  }
}

/** What goes with a source, by the plan that forgets it. */
export async function lookAtSource(parts: Parts, id: string): Promise<SourceLoss> {
  return lossOf(parts, planForgettingSource(parts.store, parts.reading.get(id), await passagesOf(parts, id)))
}

async function lossOf(parts: Parts, plan: Plan): Promise<SourceLoss> {
  const going = new Set(plan.passages.map(({ id }) => id))
  return {
    ...goneWith(plan),
    threads: parts.groundings.aims.all().filter(({ mentions }) => mentions.some(({ passageId }) => going.has(passageId))).length,
    axes: await movesWithout(parts, plan.rowIds),
  }
}

async function movesWithout({ mind, axes, now }: Parts, rowIds: readonly number[]): Promise<Purge['axes']> {
  if (rowIds.length === 0) return []
  const gone = new Set(rowIds)
  const without = await mind.refit(mind.evidence().filter(({ id }) => !gone.has(id)), now())
  return axisMoves(axes, mind.belief(), without)
}

function axisMoves(axes: readonly Axis[], from: Belief, to: Belief): Purge['axes'] {
  return axes
    .map(({ id, left, right }, index) => ({ axisId: id, left, right, before: axisView(from, index).mean, after: axisView(to, index).mean }))
    .filter(({ before, after }) => Math.abs(after - before) >= SMALLEST_MOVE)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
}

/** The files or conversations of a source, of which something is kept, that the rule keeps out: as they are now, and as they were when they were read. */
async function caughtIn(parts: Parts, source: Source, rule: string, tell: (problem: string) => void): Promise<ReadonlySet<string>> {
  const rules = openRules([rule])
  const kept = new Set<string>()
  const caught = new Set<string>()
  for await (const content of keptOf(parts, source.id)) {
    kept.add(content.place)
    if (rules.refuseContent(content) !== null) caught.add(content.place)
  }
  const isByName = ['folder', 'glob'].includes(parseRule(rule).kind) && source.kind === 'notes'
  const unread = new Map([...(await parts.store.memories.files(source.id))].filter(([file]) => !caught.has(file)))
  if (isByName || unread.size === 0) return caught
  try {
    for await (const note of parts.reading.readerOf(source).read(source.path, source.folders, unread, { rules, areRulesNew: source.kind === 'notes' })) {
      if (note.kind === 'withheld' && kept.has(note.file) && note.reason === ruleReason(rule)) caught.add(note.file)
    }
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    if (code === 'INTERNAL') throw thrown
    tell(message)
  }
  return caught
}

/** What the store holds of each file of a source, one file at a time: its passages, and the quotes that cards took from it. */
async function* keptOf({ store }: Pick<Parts, 'store'>, sourceId: string): AsyncGenerator<Content> {
  const quoted = new Map<string, string[]>()
  for (const { card } of allProposals(store)) {
    for (const { file, heading, text, sourceId: id } of card.quotes) if (id === sourceId) quoted.set(file, [...(quoted.get(file) ?? []), heading ?? '', text])
  }
  const contentWith = (file: string, texts: readonly string[]): Content => {
    const quotes = quoted.get(file) ?? []
    quoted.delete(file)
    return contentOf(file, [...texts, ...quotes])
  }
  let open: { file: string; texts: string[] } | null = null
  for await (const passages of pagesOf({ store }, sourceId)) {
    for (const { file, heading, text } of passages) {
      if (open !== null && open.file !== file) yield contentWith(open.file, open.texts)
      if (open === null || open.file !== file) open = { file, texts: [] }
      open.texts.push(heading ?? '', text)
    }
  }
  if (open !== null) yield contentWith(open.file, open.texts)
  for (const file of quoted.keys()) yield contentWith(file, [])
}
