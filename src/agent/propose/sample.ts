/** The state of the first run's live card, with its labels. */
export const SAMPLE = {
  text: 'Tuesday mornings have no meetings, and the first hour is for drawing.',
  axes: { daytime: -1, medium: -1, plan: -1, purpose: 1, ending: 1 },
} as const
