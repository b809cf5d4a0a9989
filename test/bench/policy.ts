// Votes as answers to proposals: agreeing is accepting, passing and disagreeing are not. Each day some texts come up, and a rule
// decides which of them, if any, are put to the person. A welcome one is worth B = 2, an unwelcome one costs C = 1.

import { update } from '../../src/agent/game/belief.ts'
import type { Belief } from '../../src/agent/game/belief.ts'
import { budgetOf, NEEDED } from '../../src/agent/game/budget.ts'
import type { Spoken } from '../../src/agent/game/budget.ts'
import { COSTS, decide } from '../../src/agent/game/policy.ts'
import { forecastAccept, skill } from '../../src/agent/game/predict.ts'
import type { Prior } from '../../src/agent/game/prior.ts'
import { refit } from '../../src/agent/game/refit.ts'
import type { Evidence, Item } from '../../src/agent/game/types.ts'
import type { Options } from './bench.ts'
import { dataFolder, readVotes } from './data.ts'
import type { Person, Vote } from './data.ts'
import { appPrior, plainItems } from './items.ts'
import { randomOf } from './random.ts'
import { differenceRow, rowOf } from './rows.ts'
import type { Row } from './rows.ts'
import { bootstrap, mean } from './statistics.ts'
import { choosePeople } from './subject.ts'
import type { Items } from './subject.ts'
import { vectorsOf } from './vectors.ts'

const PEOPLE = 150
const DAY = 86_400_000
const DAYS = 20
/** Texts that come up in a day, fewer where a person has answered fewer. */
const OFFERED = 10
const FEWEST_DAYS = 6
/** From this chance on, what a welcome proposal is worth exceeds what an unwelcome one costs. */
const WORTH_IT = COSTS.wrong / (COSTS.benefit + COSTS.wrong)

type Situation = Readonly<{ belief: Belief; offered: readonly Item[]; isWelcome: (item: Item) => boolean; shown: readonly Item[]; spoken: readonly Spoken[]; now: number }>
type Rule = (situation: Situation) => readonly Item[]

const left = ({ belief, spoken, now }: Situation): number => {
  const { allowed, used } = budgetOf(spoken, now, skill(belief).odds)
  return Math.max(0, allowed - used)
}

const RULES = {
  ours: ({ belief, offered, shown, spoken, now }) => {
    const candidates = offered.map((item, i) => ({ kind: 'state', id: String(i), topic: null, item }) as const)
    const decision = decide(belief, candidates, { asOf: now, seed: 1, mode: 'push', count: OFFERED, shown, spoken, isGoodMoment: true })
    return decision.chosen.map(({ id }) => offered[Number(id)]!)
  },
  /** The same belief and the same budget; whatever comes up first with a chance above the threshold is put to the person. */
  threshold: (situation) => situation.offered.filter((item) => forecastAccept(situation.belief, item) >= WORTH_IT).slice(0, left(situation)),
  top5: ({ belief, offered }) => {
    const chances = new Map(offered.map((item) => [item, forecastAccept(belief, item)]))
    return offered.toSorted((a, b) => chances.get(b)! - chances.get(a)!).slice(0, 5)
  },
  /** The same budget, and knows the answers. */
  oracle: (situation) => situation.offered.filter(situation.isWelcome).slice(0, left(situation)),
} as const satisfies Readonly<Record<string, Rule>>
type RuleName = keyof typeof RULES

type Outcome = Readonly<{ net: number; accepted: number; interruptions: number }>

/** A person's days under one rule, after the ratings that are needed before anything comes unasked. */
function live(prior: Prior, person: Person<Vote>, items: Items, rule: Rule, seed: number): Outcome | null {
  const order = randomOf('days', person.id, seed).shuffled(person.answers)
  const offered = Math.min(OFFERED, Math.floor((order.length - NEEDED) / FEWEST_DAYS))
  if (offered < 2) return null
  const welcome = new Map(order.map(({ text, verdict }) => [items.get(text)!, verdict === 'agree']))
  const rowOf = (id: number, item: Item, at: number): Evidence => ({ id, at, topic: null, channel: 'accept', item, accepted: welcome.get(item)! })
  const rated = order.slice(0, NEEDED).map(({ text }) => items.get(text)!)
  let belief = refit(rated.map((item, i) => rowOf(i + 1, item, 0)), 0, prior)
  const shown = [...rated]
  const spoken: Spoken[] = []
  const days = Math.min(DAYS, Math.floor((order.length - NEEDED) / offered))
  for (let day = 1; day <= days; day += 1) {
    const now = day * DAY
    const start = NEEDED + (day - 1) * offered
    const today = order.slice(start, start + offered).map(({ text }) => items.get(text)!)
    const chosen = rule({ belief, offered: today, isWelcome: (item) => welcome.get(item)!, shown, spoken, now })
    for (const item of chosen) {
      belief = update(belief, rowOf(shown.length + 1, item, now))
      shown.push(item)
      spoken.push({ at: now, answer: welcome.get(item)! ? 'welcome' : 'unwelcome' })
    }
  }
  const accepted = spoken.filter(({ answer }) => answer === 'welcome').length
  return { accepted, interruptions: spoken.length, net: COSTS.benefit * accepted - COSTS.wrong * (spoken.length - accepted) }
}

export async function policy({ data: named, people: count = PEOPLE, seed, say }: Options): Promise<readonly Row[]> {
  const data = await readVotes(dataFolder(named, 'polis', 'american-assembly.bowling-green'))
  const prior = await appPrior()
  const items = plainItems(await vectorsOf(data.texts, say), prior.kinds.length)
  const names = Object.keys(RULES) as RuleName[]
  const people = choosePeople(data.people, count, [NEEDED + DAYS * OFFERED, NEEDED + FEWEST_DAYS * 2], seed).flatMap((person, i) => {
    if ((i + 1) % 25 === 0) say(`${i + 1} people`)
    const outcomes = names.map((name) => [name, live(prior, person, items, RULES[name], seed)] as const)
    return outcomes.some(([, outcome]) => outcome === null) ? [] : [Object.fromEntries(outcomes) as Readonly<Record<RuleName, Outcome>>]
  })
  if (people.length === 0) throw new Error(`Nobody in ${data.folder} has answered enough for a policy to be measured.`)
  return rowsOf(people)
}

type Lives = readonly Readonly<Record<RuleName, Outcome>>[]

function rowsOf(people: Lives): readonly Row[] {
  const nets = (rule: RuleName): readonly number[] => people.map((person) => person[rule].net)
  const total = (lives: Lives, rule: RuleName, what: keyof Outcome): number => lives.reduce((sum, person) => sum + person[rule][what], 0)
  const ratio = (name: string, what: (lives: Lives) => number, more: Partial<Row> = {}): Row => {
    const [low, high] = bootstrap(people, what)
    return { name, value: what(people), unit: 'ratio', low, high, n: people.length, ...more }
  }
  const per = (rule: RuleName) => (lives: Lives): number => total(lives, rule, 'interruptions') / total(lives, rule, 'accepted')
  const against = (what: 'interruptions' | 'accepted') => (lives: Lives): number => total(lives, 'ours', what) / total(lives, 'threshold', what)
  const utility = (name: string, rule: RuleName): Row =>
    rowOf(name, nets(rule), { unit: 'utility per person', baseline: { name: 'threshold rule', value: mean(nets('threshold')) } })
  return [
    utility('net', 'ours'),
    differenceRow('net-threshold', nets('ours'), nets('threshold'), { unit: 'utility per person', goal: 'interval above 0' }),
    utility('net.top5', 'top5'),
    utility('net.oracle', 'oracle'),
    ratio('interruptions/threshold', against('interruptions'), { goal: '≤ .85' }),
    ratio('accepts/threshold', against('accepted'), { goal: '≥ .9' }),
    ratio('perAccept', per('ours'), { unit: 'interruptions per accept', baseline: { name: 'threshold rule', value: per('threshold')(people) } }),
    ratio('perAccept/threshold', (lives) => per('ours')(lives) / per('threshold')(lives)),
    ratio('perAccept.top5', per('top5'), { unit: 'interruptions per accept' }),
    rowOf('interruptions', people.map(({ ours }) => ours.interruptions), { unit: 'per person', baseline: { name: 'threshold rule', value: mean(people.map(({ threshold }) => threshold.interruptions)) } }),
  ]
}
