// What became of an answer in a chat, read from the next turn by a few weights that people left out have taught.

import { featuresOf } from '../../src/agent/observe/outcomes/features.ts'
import type { Exchange } from '../../src/agent/observe/outcomes/features.ts'
import { logistic, LOOKS_AT } from '../../src/agent/observe/outcomes/model.ts'
import type { Head } from '../../src/agent/observe/outcomes/model.ts'
import { readChats } from './chat-data.ts'
import type { ChatSet } from './chat-data.ts'
import { fit } from './logistic.ts'
import type { Judged } from './logistic.ts'
import { randomOf } from './random.ts'
import type { Row } from './rows.ts'
import { bootstrap, calibrationError, calibrationOf, mean } from './statistics.ts'

const FOLDS = 10

export const HEAD_OF: Readonly<Record<ChatSet['name'], Head>> = { realhumaneval: 'used', eurtad: 'corrected', aider: 'undone', 'aider, words alone': 'undone' }
const SHOWN: Readonly<Record<ChatSet['name'], string>> = { realhumaneval: 'use', eurtad: 'correction', aider: 'undone', 'aider, words alone': 'undone.words' }

/** What one would look for first. */
const KEYWORDS: Readonly<Record<Head, RegExp>> = {
  used: /\b(?:thanks?|thank you|works?|great|error|errors|now|also)\b/i,
  corrected: /\b(?:no|not|wrong|incorrect|actually|what do you mean|(?:doesn't|does not) make sense)\b/i,
  undone: /\b(?:undo|revert|wrong|no|not)\b/i,
}

/** One answer that was left out while the weights were learnt; `keyword` and `majority` are the baselines' answers. */
export type Told = Readonly<{ person: string; exchange: Exchange; came: boolean; chance: number; threshold: number; said: boolean; keyword: boolean; majority: boolean }>
export type ToldSet = Readonly<{ label: string; head: Head; told: readonly Told[] }>

export async function tellChats(folder: string, seed: number, say: (line: string) => void): Promise<readonly ToldSet[]> {
  return (await readChats(folder)).map((set) => {
    say(`${set.name}: ${set.asked}? ${set.examples.length} answers`)
    return { label: SHOWN[set.name], head: HEAD_OF[set.name], told: tell(set, seed) }
  })
}

/** Each scored answer, told by weights learnt from other people; a dialogue or a chat counts as a person where nothing says who it was. */
function tell({ name, examples }: ChatSet, seed: number): readonly Told[] {
  const head = HEAD_OF[name]
  const judged = examples.map((example) => ({ ...example, features: featuresOf(example.exchange) }))
  const people = randomOf('chat outcomes', name, seed).shuffled([...new Set(examples.map(({ person }) => person))])
  return Array.from({ length: FOLDS }, (_, fold) => new Set(people.filter((_person, index) => index % FOLDS === fold))).flatMap((out) => {
    const known = judged.filter(({ person }) => !out.has(person))
    const weights = fit(known, LOOKS_AT[head])
    const threshold = thresholdFor(known.map((each) => ({ ...each, chance: logistic(weights, each.features) })))
    const majority = mean(known.filter(({ isScored }) => isScored).map(({ came }) => Number(came))) > 0.5
    return judged
      .filter(({ person, isScored }) => isScored && out.has(person))
      .map(({ person, came, features, exchange }): Told => {
        const chance = logistic(weights, features)
        return { person, exchange, came, chance, threshold, said: chance >= threshold, keyword: hasKeyword(head, exchange), majority }
      })
  })
}

const hasKeyword = (head: Head, { next }: Exchange): boolean => KEYWORDS[head].test(next?.text ?? '')

/** In the middle of the thresholds that separate the known answers about as well as the best does. */
function thresholdFor(known: readonly (Judged & Readonly<{ chance: number }>)[]): number {
  const tried = Array.from({ length: 39 }, (_, index) => (index + 1) / 40).map((threshold) => ({ threshold, score: macro(known.map(({ came, chance }) => ({ came, said: chance >= threshold }))) }))
  const best = Math.max(...tried.map(({ score }) => score))
  return mean(tried.filter(({ score }) => score > best - 0.01).map(({ threshold }) => threshold))
}

type Answer = Readonly<{ came: boolean; said: boolean }>

/** Of one class; 0 where nothing of it was found. */
function f1(answers: readonly Answer[], of: boolean): number {
  let [both, either] = [0, 0]
  for (const { came, said } of answers) {
    if (came === of && said === of) both += 1
    if (came === of) either += 1
    if (said === of) either += 1
  }
  return either === 0 ? 0 : (2 * both) / either
}

/** The mean of the two classes' F1. */
export const macro = (answers: readonly Answer[]): number => (f1(answers, true) + f1(answers, false)) / 2

export const byPerson = <T extends Readonly<{ person: string }>>(told: readonly T[]): readonly (readonly T[])[] =>
  [...new Set(told.map(({ person }) => person))].map((person) => told.filter((each) => each.person === person))

export function outcomeRows({ label: name, told }: ToldSet): readonly Row[] {
  const people = byPerson(told)
  const n = people.length
  const by = (pick: 'said' | 'keyword' | 'majority') => (drawn: readonly (readonly Told[])[]): number => macro(drawn.flat().map((each) => ({ came: each.came, said: each[pick] })))
  const [ours, keyword, majority] = [by('said'), by('keyword'), by('majority')]
  const best = keyword(people) >= majority(people) ? { name: 'keyword', measure: keyword } : { name: 'majority', measure: majority }
  const over = (drawn: readonly (readonly Told[])[]): number => ours(drawn) - best.measure(drawn)
  const row = (label: string, measure: (drawn: readonly (readonly Told[])[]) => number, more: Partial<Row> = {}): Row => {
    const [low, high] = bootstrap(people, measure)
    return { name: `${name}.${label}`, value: measure(people), unit: 'F1', low, high, n, ...more }
  }
  return [
    { name: `${name}.answers`, value: told.length, unit: 'answers', n },
    row('macroF1', ours, { baseline: { name: best.name, value: best.measure(people) } }),
    row(`macroF1.over.${best.name}`, over),
    row('macroF1.keyword', keyword),
    row('macroF1.majority', majority),
    row('ece', (drawn) => calibrationError([calibrationOf(drawn.flat())]), { unit: 'probability' }),
    row('logLoss', (drawn) => logLossOf(drawn.flat()), { unit: 'nats', baseline: { name: 'base rate', value: entropy(mean(told.map(({ came }) => Number(came)))) } }),
  ]
}

export const logLossOf = (told: readonly Pick<Told, 'came' | 'chance'>[]): number => mean(told.map(({ came, chance }) => -Math.log(came ? chance : 1 - chance)))
const entropy = (share: number): number => -(share * Math.log(share) + (1 - share) * Math.log(1 - share))
