import type { FirstRunStep } from '../../../agent/contract/index.ts'

export const STEPS: readonly Readonly<{ id: FirstRunStep; name: string; words: string }>[] = [
  { id: 'hello', name: 'Try one', words: 'twenty seconds' },
  { id: 'read', name: 'Choose what it may read', words: 'a dry run first' },
  { id: 'choices', name: 'A few choices', words: 'only if there is little text' },
  { id: 'model', name: 'A model, if you want one', words: 'or none' },
  { id: 'first', name: 'First proposals', words: 'each with its quote' },
]
