// Made by `npm run learn:outcomes`: logistic regression with a normal prior (standard deviation 1) on each weight but that of "always".
// What they are worth on people left out is measured by `npm run bench -- hindsight`.

import type { Head, Weights } from './model.ts'

export const WEIGHTS: Readonly<Record<Head, Weights>> = {
  // realhumaneval: was the answer copied? 484 answers, 166 yes, 54 people or dialogues.
  used: { always: -2.50, 'holds code': 1.88, 'much code': 1.18, 'short request': -1.17, 'long request': 0.58, orders: 0.99, asks: -0.24, last: 0.31, soon: -0.92, late: 0.14, 'takes up the answer': -0.49, 'reuses code': 0.83, failed: 0.39, changes: 0.72 },
  // eurtad: does the turn judge the answer? 280 answers, 51 yes, 257 people or dialogues.
  corrected: { always: -3.03, wrong: 2.78, denies: -0.44, 'denies unasked': -0.86, unclear: 2.43, again: 0.21, thanks: -0.36, 'goes on': -0.25, changes: -0.44, 'short turn': 1.07, asks: 0.33, 'takes up the answer': 0.45, 'new subject': -0.04, 'asks the same': -0.15 },
  // aider: was the edit undone? 54 answers, 16 yes, 31 people or dialogues.
  undone: { always: -1.64, undone: 2.82 },
}
