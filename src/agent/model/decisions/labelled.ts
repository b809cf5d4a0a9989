import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Axis } from '../../contract/entities.ts'
import { resource } from '../../paths.ts'
import { textKey } from '../text-key.ts'
import { INTENTS, TURNS } from './questions.ts'
import type { Asked, QuestionName } from './questions.ts'

/** A question whose answer is known. Which half it belongs to is fixed by its words. */
export type Labelled = Readonly<{ asked: Asked; answer: string; isHeldOut: boolean }>

const pair = z.tuple([z.string(), z.string()])
const schema = z.strictObject({
  version: z.literal(1),
  intent: z.record(z.enum(INTENTS), z.array(z.string()).min(1)),
  turn: z.record(z.enum(TURNS), z.array(z.tuple([z.string(), z.string(), z.string()])).min(1)),
  edit: z.record(z.string(), z.strictObject({ left: z.array(pair).min(1), right: z.array(pair).min(1) })),
})

/** Our own sentences with our own labels: what a model's answers are calibrated on. */
export async function loadLabelled(axes: readonly Axis[], file = resource('decisions.json')): Promise<Readonly<Record<QuestionName, readonly Labelled[]>>> {
  const { intent, turn, edit } = schema.parse(JSON.parse(await readFile(file, 'utf8')))
  const edits = Object.entries(edit).flatMap(([id, sides]) => {
    const axis = axes.find((each) => each.id === id)
    if (axis === undefined) throw new Error(`${file} labels an edit with the axis ${id}, which is not in axes.json.`)
    return (['left', 'right'] as const).flatMap((side) => sides[side].map(([before, after]) => ({ axis, side, before, after })))
  })
  return {
    intent: inTurns(Object.entries(intent).map(([answer, list]) => list.map((sentence) => labelled({ name: 'intent', sentence }, answer)))),
    turn: inTurns(Object.entries(turn).map(([answer, list]) => list.map(([request, given, said]) => labelled({ name: 'turn', request, answer: given, said }, answer)))),
    axis: inTurns([edits.map(({ axis, before, after }) => labelled({ name: 'axis', axes, before, after }, axis.id))]),
    direction: inTurns([edits.map(({ axis, side, before, after }) => labelled({ name: 'direction', axis, before, after }, side))]),
  }
}

type Keyed = Labelled & Readonly<{ key: string }>

function labelled(asked: Asked, answer: string): Keyed {
  const key = wordsKey(asked)
  return { asked, answer, isHeldOut: Number.parseInt(key[0]!, 16) % 2 === 1, key }
}

/** Of the words alone, so that another wording of a question leaves the halves as they are. */
function wordsKey(asked: Asked): string {
  if (asked.name === 'intent') return textKey(asked.sentence)
  return textKey(asked.name === 'turn' ? `${asked.request}\n${asked.answer}\n${asked.said}` : `${asked.before}\n${asked.after}`)
}

/** One of each answer after the other, so that the first so many are balanced. */
function inTurns(groups: readonly (readonly Keyed[])[]): readonly Labelled[] {
  const sorted = groups.map((group) => group.toSorted((a, b) => (a.key < b.key ? -1 : 1)))
  const most = Math.max(...sorted.map((group) => group.length))
  return Array.from({ length: most }, (_, index) => sorted.flatMap((group) => group.slice(index, index + 1))).flat().map(({ asked, answer, isHeldOut }) => ({ asked, answer, isHeldOut }))
}
