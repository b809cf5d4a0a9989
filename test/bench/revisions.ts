// One person's notes as they were rewritten over years: having seen the revisions so far, does the belief prefer the next one?

import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startWith, update } from '../../src/agent/game/belief.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import { NEUTRAL } from '../../src/agent/game/human.ts'
import { score } from '../../src/agent/game/predict.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import type { Evidence, Item } from '../../src/agent/game/types.ts'
import { changedParagraphs, rewritten } from '../../src/agent/observe/rewritten.ts'
import type { Rewritten } from '../../src/agent/observe/rewritten.ts'
import type { Options } from './bench.ts'
import { publicData } from './data.ts'
import { appPrior, plainItems } from './items.ts'
import { rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { bootstrap, mean } from './statistics.ts'
import { vectorsOf } from './vectors.ts'

type Version = Readonly<{ path: string; date: string; text: string }>

/** One rewriting of a note: the paragraphs that only one version holds, and those that say the same anew. */
type Step = Readonly<{ note: string; at: number; gone: readonly string[]; added: readonly string[]; pairs: readonly Rewritten[] }>

/** How often the later one is preferred; a tie is half. One number a note. */
type Judged = ReadonlyMap<string, readonly number[]>

async function readSteps(folder: string): Promise<readonly Step[]> {
  const files = existsSync(folder) ? (await readdir(folder)).filter((file) => file.endsWith('-revisions.jsonl')) : []
  if (files.length === 0) throw new Error(`There is no file of revisions (*-revisions.jsonl) in ${folder}. Name a folder that has one with --data.`)
  const steps: Step[] = []
  for (const file of files.sort()) {
    const notes = new Map<string, Version[]>()
    for (const line of (await readFile(join(folder, file), 'utf8')).split('\n').filter((each) => each !== '')) {
      const version = JSON.parse(line) as Version
      const note = `${file} ${version.path}`
      notes.set(note, [...(notes.get(note) ?? []), version])
    }
    for (const [note, versions] of notes) {
      for (const [index, version] of versions.entries()) {
        if (index === 0) continue
        const before = versions[index - 1]!
        steps.push({ note, at: Date.parse(version.date), ...changedParagraphs(before.text, version.text), pairs: rewritten(before.text, version.text) })
      }
    }
  }
  return steps.sort((a, b) => a.at - b.at || (a.note < b.note ? -1 : 1))
}

const textsOf = (step: Step): readonly string[] => [...step.gone, ...step.added]
const preferred = (later: number, earlier: number): number => (1 + Math.sign(later - earlier)) / 2

/** The accuracy over notes, each note one person's one subject; intervals by drawing notes. */
function accuracy(name: string, judged: Judged, baseline: Readonly<{ name: string; value: number }>): Row {
  const notes = [...judged.values()]
  const of = (drawn: readonly (readonly number[])[]): number => mean(drawn.flat())
  const [low, high] = bootstrap(notes, of)
  return { name, value: of(notes), unit: 'share', low, high, n: notes.flat().length, baseline }
}

const meanLength = (texts: readonly string[]): number => mean(texts.map(({ length }) => length))

/** Walks through the years: each revision is forecast by what was seen before it, and then learnt. */
function follow(steps: readonly Step[], items: ReadonlyMap<string, Item>, prior: Prior): Readonly<Record<'pairs' | 'pairsByLength' | 'versions' | 'versionsByLength', Judged>> {
  const judged = { pairs: new Map<string, number[]>(), pairsByLength: new Map<string, number[]>(), versions: new Map<string, number[]>(), versionsByLength: new Map<string, number[]>() }
  const note = (kind: keyof typeof judged, step: Step, value: number): void => void judged[kind].set(step.note, [...(judged[kind].get(step.note) ?? []), value])
  let belief: Belief = startWith(prior, [], { ...NEUTRAL, revisions: true })
  let id = 0
  const worth = (texts: readonly string[]): number => mean([...score(belief, texts.map((text) => items.get(text)!), { style: 'none' }).mean])
  const seen = new Set<string>()
  for (const step of steps) {
    if (seen.has(step.note)) {
      for (const { before, after } of step.pairs) {
        note('pairs', step, preferred(worth([after]), worth([before])))
        note('pairsByLength', step, preferred(after.length, before.length))
      }
      if (step.gone.length > 0 && step.added.length > 0) {
        note('versions', step, preferred(worth(step.added), worth(step.gone)))
        note('versionsByLength', step, preferred(meanLength(step.added), meanLength(step.gone)))
      }
    }
    seen.add(step.note)
    const rows = step.pairs.map(({ before, after }): Evidence => ({ id: (id += 1), at: step.at, topic: null, channel: 'revision', before: items.get(before)!, after: items.get(after)! }))
    belief = rows.reduce(update, belief)
  }
  return judged
}

/** Does a belief that listens to revisions prefer a note's next version to the one before, style held out? */
export async function revisions({ data, say }: Options): Promise<readonly Row[]> {
  const steps = await readSteps(data ?? join(publicData(), 'vaults'))
  const prior = await appPrior()
  const items = plainItems(await vectorsOf(steps.flatMap(textsOf), say), prior.kinds.length)
  const judged = follow(steps, items, prior)
  const notes = new Set(steps.map(({ note }) => note))
  say(`${notes.size} notes of one person, ${steps.length} revisions, ${steps.flatMap(({ pairs }) => pairs).length} paragraphs rewritten: what holds here may not hold for others.`)
  const byLength = (kind: 'pairsByLength' | 'versionsByLength') => ({ name: 'the longer', value: mean([...judged[kind].values()].flat()) })
  const gain = (ours: Judged, theirs: Judged): readonly number[] => [...ours].map(([note, values]) => mean(values) - mean(theirs.get(note)!))
  return [
    accuracy('paragraph', judged.pairs, { name: 'chance', value: 0.5 }),
    rowOf('paragraph.overLength', gain(judged.pairs, judged.pairsByLength), { baseline: byLength('pairsByLength') }),
    accuracy('version', judged.versions, { name: 'chance', value: 0.5 }),
    rowOf('version.overLength', gain(judged.versions, judged.versionsByLength), { baseline: byLength('versionsByLength') }),
  ]
}
