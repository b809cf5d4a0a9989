// Texts placed by how a crowd voted on them (alternating least squares). Stands for axes in which a person's taste is soon
// known, as it is not in the words of a text: the first is what most agree with, the others are where the crowd divides.

import type { Person, Vote } from './data.ts'
import { randomOf } from './random.ts'

const ROUNDS = 12
const RIDGE = 4
/** Votes' worth of doubt about what a text's mean is. */
const CAUTION = 8

const SIGN = { agree: 1, pass: 0, disagree: -1 } as const

type Rated = Readonly<{ index: number; value: number }>

/** For each text `width` numbers in [−1, 1]; 0 for a text that nobody voted on. */
export function crowdAxes(texts: readonly string[], people: readonly Person<Vote>[], width: number): ReadonlyMap<string, readonly number[]> {
  const at = new Map(texts.map((text, i) => [text, i]))
  const votes = people.map(({ answers }) => answers.map(({ text, verdict }) => ({ index: at.get(text)!, value: SIGN[verdict] as number })))
  const byText: Rated[][] = texts.map(() => [])
  for (const [person, answers] of votes.entries()) for (const { index, value } of answers) byText[index]!.push({ index: person, value })
  const total = votes.flat()
  const middle = total.reduce((sum, { value }) => sum + value, 0) / Math.max(1, total.length)
  const means = byText.map((answers) => answers.reduce((sum, { value }) => sum + value - middle, 0) / (answers.length + CAUTION))

  const random = randomOf('crowd', texts.length, people.length)
  const size = width - 1
  let places: Float64Array[] = texts.map(() => Float64Array.from({ length: size }, () => 0.1 * random.normal()))
  const residual = (text: number, value: number): number => value - middle - means[text]!
  for (let round = 0; round < ROUNDS; round += 1) {
    const leanings = votes.map((answers) => ridge(answers.map(({ index, value }) => ({ x: places[index]!, y: residual(index, value) })), size))
    places = byText.map((answers, text) => ridge(answers.map(({ index, value }) => ({ x: leanings[index]!, y: residual(text, value) })), size))
  }
  const columns = [means, ...Array.from({ length: size }, (_, k) => places.map((place) => place[k]!))].map(scaled)
  return new Map(texts.map((text, i) => [text, columns.map((column) => column[i]!)]))
}

/** To two standard deviations within [−1, 1]. */
function scaled(values: readonly number[]): readonly number[] {
  const spread = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) || 1
  return values.map((value) => Math.max(-1, Math.min(1, value / (2 * spread))))
}

/** Ridge regression by Gauss–Jordan elimination on a system that is positive definite. */
function ridge(rows: readonly Readonly<{ x: Float64Array; y: number }>[], size: number): Float64Array {
  const system = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size + 1)
    row[i] = RIDGE
    return row
  })
  for (const { x, y } of rows) {
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) system[i]![j]! += x[i]! * x[j]!
      system[i]![size]! += x[i]! * y
    }
  }
  for (let pivot = 0; pivot < size; pivot += 1) {
    const row = system[pivot]!
    const by = row[pivot]!
    for (let j = 0; j <= size; j += 1) row[j]! /= by
    for (const [i, other] of system.entries()) {
      const factor = other[pivot]!
      if (i !== pivot) for (let j = 0; j <= size; j += 1) other[j]! -= factor * row[j]!
    }
  }
  return Float64Array.from(system, (row) => row[size]!)
}
