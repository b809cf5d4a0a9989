import { basename } from 'node:path'
import { judgedOf } from '../../src/agent/model/decisions/ask.ts'
import type { Decide } from '../../src/agent/model/decisions/ask.ts'
import { calibrate } from '../../src/agent/model/decisions/calibration.ts'
import type { Calibration } from '../../src/agent/model/decisions/calibration.ts'
import { loadLabelled } from '../../src/agent/model/decisions/labelled.ts'
import type { QuestionName } from '../../src/agent/model/decisions/questions.ts'
import { openRuntime } from '../../src/agent/model/runtime/runtime.ts'
import { resource } from '../../src/agent/paths.ts'
import { loadAxes } from '../../src/agent/propose/library.ts'
import type { KeptAnswers } from './kept-answers.ts'

/** As many as the app tries a model on. */
export const MOST_LABELLED = 160
/** Fewer say nothing of a model. */
const FEWEST_LABELLED = 24

/** A model on the processor, in its own process, as the app runs it. */
export function openDecider(file: string): AsyncDisposable & Readonly<{ decide: Decide }> {
  const runtime = openRuntime({ hardware: async () => ({ backend: 'cpu', key: 'bench' }), idleMs: () => 600_000 })
  const { decide } = runtime.open({ id: basename(file), name: basename(file), path: file, digest: null })
  return { decide: decide!, [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose]() }
}

/** What the app would make of a model's answers to one question: fitted on half of our labelled texts, judged on the other; on as many as were answered until then. */
export async function calibrationFor(answers: KeptAnswers, name: QuestionName, isOver: () => boolean): Promise<Calibration> {
  const labelled = await loadLabelled(await loadAxes(resource('axes.json')))
  const judged = []
  for (const each of labelled[name].slice(0, MOST_LABELLED)) {
    if (judged.length >= FEWEST_LABELLED && isOver() && !answers.has(each.asked)) break
    judged.push({ isHeldOut: each.isHeldOut, ...judgedOf(each, await answers.of(each.asked)) })
  }
  return calibrate(judged.filter(({ isHeldOut }) => !isHeldOut), judged.filter(({ isHeldOut }) => isHeldOut))
}
