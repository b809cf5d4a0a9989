// Axis labels by rule, for texts that nobody labelled: only where the words decide it (time of day, duration, horizon, cost, company).

type Rule = Readonly<{ axis: string; left: RegExp; right: RegExp }>

const RULES: readonly Rule[] = [
  {
    axis: 'daytime',
    left: /\b(mornings?|breakfast|dawn|sunrise|before (six|seven|eight|nine|ten|noon))\b/i,
    right: /\b(evenings?|nights?|dinner|supper|dusk|sunset|bedtime|after (six|seven|eight|nine|ten) (in the evening|at night))\b/i,
  },
  {
    axis: 'duration',
    left: /\b((two|three|five|ten|fifteen|twenty|\d{1,2}) minutes|(a )?quarter of an hour|half an hour)\b/i,
    right: /\b(all day|whole (day|week|month|summer|winter|afternoon)|for (days|weeks|hours)|(two|three|four|five) (days|weeks|months|hours))\b/i,
  },
  {
    axis: 'horizon',
    left: /\b(today|tonight|this (morning|afternoon|evening))\b/i,
    right: /\b(in (five|ten|twenty|\d{1,2}) years|for years|years from now|decades?|each year for)\b/i,
  },
  {
    axis: 'cost',
    left: /\b(for free|costs? nothing|second-?hand|borrowed|mended|free of charge)\b/i,
    right: /\b(bought|paid|costs? (a lot|more)|expensive|hired|(\d+|hundred|thousand) (euros?|pounds?|dollars?))\b/i,
  },
  {
    axis: 'company',
    left: /\b(alone|by (yourself|oneself|myself)|on (your|my) own|nobody else|no one else|without company)\b/i,
    right: /\b(friends?|neighbours?|together|guests?|the (family|choir|team|group|club)|with (others|people))\b/i,
  },
]

/** −1 or +1 where exactly one pole's words occur; an axis whose words are absent or contradict each other is left out. */
export function labelByRule(text: string): Readonly<Record<string, number>> {
  const labels: Record<string, number> = {}
  for (const { axis, left, right } of RULES) {
    const isLeft = left.test(text)
    const isRight = right.test(text)
    if (isLeft !== isRight) labels[axis] = isLeft ? -1 : 1
  }
  return labels
}
