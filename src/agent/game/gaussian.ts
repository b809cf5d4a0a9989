// The posterior over z, and the three things that happen to it: it grows, it observes, it is told.

import { addOuter, dot, rowStart } from './linear.ts'

/** N(mean, covariance), the covariance packed (see linear.ts). */
export type Gaussian = Readonly<{ mean: Float64Array; covariance: Float64Array }>

/** What one row says of a scalar a·z, as a Gaussian factor exp(shift·u − precision·u²/2). */
export type Message = Readonly<{ precision: number; shift: number }>

/** Independent new coordinates, each N(0, 1). */
export const extend = ({ mean, covariance }: Gaussian, count: number): Gaussian => {
  if (count === 0) return { mean, covariance }
  const size = mean.length + count
  const grown = { mean: new Float64Array(size), covariance: new Float64Array(rowStart(size)) }
  grown.mean.set(mean)
  grown.covariance.set(covariance)
  for (let i = mean.length; i < size; i += 1) grown.covariance[rowStart(i) + i] = 1
  return grown
}

/** The message that turns N(mean, variance) of u into what its likelihood's first two derivatives say (moment matching). */
export const messageOf = ({ gain, shrink }: Readonly<{ gain: number; shrink: number }>, mean: number, variance: number): Message => {
  const left = 1 - shrink * variance
  return { precision: shrink / left, shift: (gain + shrink * mean) / left }
}

/** Multiplies a message on a·z in; `along` is S·a. The rank-one update, in place where the Gaussian `isSpent`. */
export const observe = (
  gaussian: Gaussian,
  a: Float64Array,
  along: Float64Array,
  { precision, shift }: Message,
  isSpent = false,
): Gaussian => {
  const { mean, covariance } = isSpent ? gaussian : { mean: gaussian.mean.slice(), covariance: gaussian.covariance.slice() }
  const scale = 1 + precision * dot(a, along)
  const gain = (shift - precision * dot(a, mean)) / scale
  for (let i = 0; i < mean.length; i += 1) mean[i]! += gain * along[i]!
  addOuter(covariance, along, -precision / scale)
  return { mean, covariance }
}

/** Conditions on z[index] = value exactly: its variance and covariances become 0, and no evidence moves it. */
export const condition = ({ mean, covariance }: Gaussian, index: number, value: number): Gaussian => {
  const told = { mean: mean.slice(), covariance: covariance.slice() }
  const variance = covariance[rowStart(index) + index]!
  const along = Float64Array.from(mean, (_, i) => covariance[i < index ? rowStart(index) + i : rowStart(i) + index]!)
  if (variance > 0) {
    for (let i = 0; i < mean.length; i += 1) told.mean[i]! += ((value - mean[index]!) / variance) * along[i]!
    addOuter(told.covariance, along, -1 / variance)
  }
  told.mean[index] = value
  for (let i = 0; i < mean.length; i += 1) told.covariance[i < index ? rowStart(index) + i : rowStart(i) + index] = 0
  return told
}
