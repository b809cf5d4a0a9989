import type { AxisView, ChannelView, Skill, Strength, You } from '../contract/index.ts'
import { PROFILE_ID } from './schema.ts'
import type { Profile } from './schema.ts'

/** A state with the rating that stands, whatever came before it. `rating` is 1 to 5; `axes` are its labels by axis id, absent is 0. */
export type RatedState = Readonly<{ text: string; rating: number; at: number; isOwn: boolean; axes: Readonly<Record<string, number>> }>

export type ProfileInput = Readonly<{
  you: You
  skill: Skill
  channels: readonly ChannelView[]
  rated: readonly RatedState[]
  principles?: readonly Readonly<{ text: string; strength: Strength; since: number }>[]
  exportedAt: number
  version: string
}>

export function buildProfile({ you, skill, channels, rated, principles = [], exportedAt, version }: ProfileInput): Profile {
  const states = [...rated].sort((a, b) => b.at - a.at)
  return {
    $schema: PROFILE_ID,
    exportedAt: iso(exportedAt),
    madeBy: { app: 'Tacit', version },
    evidence: {
      rows: you.rows,
      ratings: skill.ratings,
      firstRating: states.length > 0 ? iso(states.at(-1)!.at) : null,
      lastRating: states.length > 0 ? iso(states[0]!.at) : null,
    },
    axes: you.axes.map(exportAxis),
    principles: principles.map(({ text, strength, since }) => ({ text, strength, since: iso(since) })),
    channels: channels.map(({ id, name, rows, beta, standing }) => ({ id, name, rows, beta: rounded(beta), standing })),
    states: states.map(({ text, rating, at, isOwn, axes }) => ({
      text,
      rating,
      at: iso(at),
      writtenBy: isOwn ? 'person' : 'tacit',
      axes: Object.fromEntries(Object.entries(axes).filter(([, label]) => label !== 0)),
    })),
    accuracy: {
      ratings: skill.ratings,
      opened: skill.opened,
      held: skill.held,
      anchors: { opened: skill.anchors.opened, held: skill.anchors.held },
      odds: rounded(skill.odds),
      logLoss: skill.logLoss === null ? null : rounded(skill.logLoss),
      baseLogLoss: skill.baseLogLoss === null ? null : rounded(skill.baseLogLoss),
      calibration: skill.calibration.map(({ low, high, said, came, n }) => ({ low, high, said: rounded(said), came, n })),
    },
    limits: limits(you, skill),
  }
}

function exportAxis({ id, left, right, kind, mean, low, high, isSure, rows, locked }: AxisView): Profile['axes'][number] {
  const leans = !isSure || mean === 0 ? null : mean < 0 ? 'left' : 'right'
  return { id, left, right, kind, worth: { mean: rounded(mean), low: rounded(low), high: rounded(high) }, leans, rows, isLocked: locked }
}

function limits(you: You, skill: Skill): string[] {
  const unsure = you.axes.length - you.sure
  return [
    ...(skill.ratings < 12 ? [`It rests on ${skill.ratings} ${skill.ratings === 1 ? 'rating' : 'ratings'}; below 12 it says little about anyone.`] : []),
    ...(unsure > 0 ? [`On ${unsure} of ${you.axes.length} axes the direction is not known. A mean near zero there is ignorance, not indifference.`] : []),
    ...(skill.opened < 20 ? [`Only ${skill.opened} sealed predictions were opened: too few to judge how well it predicts.`] : []),
    ...(skill.opened >= 20 && skill.odds < 20 ? ['It has not been shown to predict this person better than their own average rating does.'] : []),
    'Ratings are what the person would want to be so when asked. What they did, or were glad of later, can differ.',
    'Leanings hold other things equal. A single state can please or displease for reasons that no axis names.',
    'Tastes and moods change; evidence loses half its weight in 90 and 14 days, so an old profile is worth less.',
  ]
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

function rounded(value: number): number {
  // Four digits are past what any of these numbers is known to; −0 would not survive JSON.
  return Number(value.toPrecision(4)) + 0
}
