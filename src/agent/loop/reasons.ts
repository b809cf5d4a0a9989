import type { Axis, Contribution, Reasons, Regret } from '../contract/index.ts'
import type { Chosen, Decision } from '../game/policy.ts'
import { regretOf } from '../game/regret.ts'
import type { Judged } from './seal.ts'
import type { Contribution as Term, Explanation } from '../game/explain.ts'
import type { Item } from '../game/types.ts'
import { labelOf, saidOf } from './views.ts'
import type { LedgerRow } from '../store/types.ts'

/** The arithmetic behind a choice, in the words of the axes and of the person's own rows. */
export function reasonsOf(explanation: Explanation, item: Item, chosen: Judged, axes: readonly Axis[], rowOf: (id: number) => LedgerRow | undefined): Reasons {
  const contributions = explanation.contributions
    .map((term) => named(term, item, axes))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  return {
    contributions,
    evidence: explanation.evidence.flatMap(({ rowId, weight }) => {
      const row = rowOf(rowId)
      return row ? [{ rowId, weight, label: `${labelOf(row)} (${saidOf(row)})` }] : []
    }),
    style: { label: 'style, not counted in choosing', value: explanation.style.value, spread: explanation.style.spread, axisId: null },
    chance: chosen.chance,
    threshold: chosen.threshold,
    choice: choiceOf(chosen),
    otherwise: otherwiseOf(contributions, chosen),
    ...(chosen.regret && { regret: chosen.regret }),
  }
}

function named(term: Term, item: Item, axes: readonly Axis[]): Contribution {
  if (term.axis === null) {
    const label = term.id === 'usual' ? 'what you say to most things' : 'what you said of things like it'
    return { label, value: term.value, spread: term.spread, axisId: null }
  }
  const axis = axes[term.axis]!
  return { label: item.axes[term.axis]! < 0 ? axis.left : axis.right, value: term.value, spread: term.spread, axisId: axis.id }
}

function choiceOf({ isAnchor, isGuess, value, informationValue }: Pick<Chosen, 'isAnchor' | 'isGuess' | 'value' | 'informationValue'>): string {
  if (isAnchor) return 'Drawn at random, to check that Tacit is honest; it was not chosen.'
  if (isGuess) return 'A guess: it could turn out far better or worse than what is known.'
  return informationValue > value
    ? 'Chosen mostly for what the answer would teach.'
    : 'Chosen mostly because you were expected to want it.'
}

function otherwiseOf(contributions: readonly Contribution[], { isAnchor, chance, threshold }: Pick<Chosen, 'isAnchor' | 'chance' | 'threshold'>): string {
  if (isAnchor) return 'Another draw would have shown another state.'
  if (threshold === 0) return 'You opened the deck; nothing had to be passed.'
  const top = contributions.find((term) => term.value > 0)
  const margin = `The chance of a 4 or 5 was ${Math.round(chance * 100)} in 100; below ${Math.round(threshold * 100)} it would have stayed quiet.`
  return top ? `${margin} Without “${top.label}” it would have been ${top.value.toFixed(2)} points lower.` : margin
}

/** Each card that was chosen, with what it and the other actions were expected to cost. */
export function withRegret(decision: Decision): readonly (Chosen & Readonly<{ regret: Regret }>)[] {
  const { actions, options } = regretOf(decision)
  return decision.chosen.map((chosen, i) => {
    const card = options[i]!.regret
    return { ...chosen, regret: { card, ...actions, said: saidOfRegret(card, actions) } }
  })
}

function saidOfRegret(card: number, { wait, ask, propose }: Readonly<{ wait: number; ask: number | null; propose: number | null }>): string {
  const costs: readonly (readonly [string, number | null])[] = [['this card', card], ['saying nothing', wait], ['asking instead', propose === null ? null : ask], ['proposing instead', ask === null ? null : propose]]
  const said = costs.flatMap(([what, points]) => (points === null ? [] : [`${what} ${Math.abs(points) < 0.005 ? 'nothing' : points.toFixed(2)}`]))
  return `What each choice was expected to cost, in points: ${said.join(', ')}.`
}
