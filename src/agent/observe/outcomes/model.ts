import type { Feature } from './features.ts'
import { WEIGHTS } from './weights.ts'

/** `used`: the answer was taken up; `corrected`: the person judged it wrong or did not understand it; `undone`: they took back what it did. */
export const HEADS = ['used', 'corrected', 'undone'] as const
export type Head = (typeof HEADS)[number]
export type Weights = Readonly<Partial<Record<Feature, number>>>

/** What each head looks at: few things, so that few examples teach it. */
export const LOOKS_AT: Readonly<Record<Head, readonly Feature[]>> = {
  used: ['always', 'holds code', 'much code', 'short request', 'long request', 'orders', 'asks', 'last', 'soon', 'late', 'takes up the answer', 'reuses code', 'failed', 'changes'],
  corrected: ['always', 'wrong', 'denies', 'denies unasked', 'unclear', 'again', 'thanks', 'goes on', 'changes', 'short turn', 'asks', 'takes up the answer', 'new subject', 'asks the same'],
  undone: ['always', 'undone'],
}

/** 1 / (1 + exp(−w·x)). */
export function logistic(weights: Weights, features: Readonly<Record<Feature, number>>): number {
  const score = Object.entries(weights).reduce((sum, [feature, weight]) => sum + weight * features[feature as Feature], 0)
  return 1 / (1 + Math.exp(-score))
}

export const probabilityOf = (head: Head, features: Readonly<Record<Feature, number>>): number => logistic(WEIGHTS[head], features)
