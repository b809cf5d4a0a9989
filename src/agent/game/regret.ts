// What each action and each option falls short of the best open action, so that a decision can be questioned in points.

import type { Decision, Option } from './policy.ts'

export type Regret = Readonly<{
  best: Decision['action']
  /** Points behind the best action; 0 for the best, null for one that was not open. */
  actions: Readonly<{ wait: number; ask: number | null; propose: number | null }>
  /** The same for each card chosen or withheld, by id. Below 0: worth more than what was open, and withheld all the same. */
  options: readonly Readonly<{ id: string; regret: number }>[]
}>

export const regretOf = ({ worth, chosen, withheld }: Decision): Regret => {
  const { wait, ask, propose } = worth
  const most = Math.max(wait, ask ?? -Infinity, propose ?? -Infinity)
  const behind = (value: number | null): number | null => (value === null ? null : most - value)
  const optionOf = ({ id, net }: Option) => ({ id, regret: most - net })
  return {
    best: most === wait ? 'wait' : most === ask ? 'ask' : 'propose',
    actions: { wait: most - wait, ask: behind(ask), propose: behind(propose) },
    options: [...chosen, ...withheld].map(optionOf),
  }
}
