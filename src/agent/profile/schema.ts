import { z } from 'zod'
import { AXIS_KINDS, stars, STRENGTHS } from '../contract/index.ts'

export const PROFILE_ID = 'urn:tacit:profile:1'

const points = z.number().describe('Points of a five-point rating.')
const count = z.int().min(0)
const time = z.iso.datetime()
const probability = z.number().min(0).max(1)

const axis = z.strictObject({
  id: z.string().min(1),
  left: z.string().min(1).describe('The pole at −1.'),
  right: z.string().min(1).describe('The pole at +1.'),
  kind: z.enum(AXIS_KINDS).describe('How fast it forgets: a value halves in 365 days, a taste in 90, a mood in 14.'),
  worth: z
    .strictObject({ mean: points, low: points, high: points })
    .describe('What moving a state from the left pole to the right one is worth to the person; negative leans left. Four times in five it lies between low and high.'),
  leans: z.enum(['left', 'right']).nullable().describe('The pole that the person is surely drawn to; null while the likely range includes zero.'),
  rows: count.describe('Rows of evidence that bear on it.'),
  isLocked: z.boolean().describe('The person fixed this value.'),
})

const channel = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  rows: count,
  beta: z.number().min(0).describe('How strongly what the person did here follows what they want; ratings are 1 by definition, 0 is noise.'),
  standing: z.enum(['fixed', 'trusted', 'weak', 'off', 'unused']),
})

const state = z.strictObject({
  text: z.string().min(1).describe('A state of affairs: something that could be so in the person’s life.'),
  rating: stars.describe('How much the person would want it to be so: 1 no, 2 rather not, 3 either way, 4 would like, 5 very much.'),
  at: time,
  writtenBy: z.enum(['person', 'tacit']),
  axes: z.record(z.string(), z.number().min(-1).max(1)).describe('Where the state lies between the poles, −1 to +1; an axis that is absent is 0.'),
})

/** The portable profile. It holds what the person rated and what follows from it; no note and no passage, but states that a model wrote from them, once rated. */
export const profileSchema = z.strictObject({
  $schema: z.literal(PROFILE_ID),
  exportedAt: time,
  madeBy: z.strictObject({ app: z.literal('Tacit'), version: z.string().min(1) }),
  evidence: z.strictObject({ rows: count, ratings: count, firstRating: time.nullable(), lastRating: time.nullable() }),
  axes: z.array(axis),
  principles: z
    .array(z.strictObject({ text: z.string().min(1), strength: z.enum(STRENGTHS).describe('`never` forbids; `strong` is a preference with a price.'), since: time }))
    .optional()
    .describe('What the person wrote as rules of their own; nothing that is learnt may move them. Absent in profiles of before they were exported.'),
  channels: z.array(channel),
  states: z.array(state).describe('What the person rated, the newest first. A state that a model wrote from their notes is among them once it was rated, and may say what stands in those notes.'),
  accuracy: z
    .strictObject({
      ratings: count,
      opened: count.describe('Predictions that were sealed before the person answered.'),
      held: count.describe('How many of their likely ranges, meant to hold four times in five, held the answer.'),
      anchors: z.strictObject({ opened: count, held: count }).describe('The same for items drawn at random, not chosen by Tacit.'),
      odds: z.number().min(0).describe('Odds that the predictions beat this person’s own base rate; above 20 is strong evidence.'),
      logLoss: z.number().nullable(),
      baseLogLoss: z.number().nullable(),
      calibration: z
        .array(z.strictObject({ low: probability, high: probability, said: probability, came: count, n: count }))
        .describe('Groups of sealed chances of a 4 or 5: what was said on average, and how many of the n came true.'),
    })
    .describe('How well it predicted ratings that it had not seen.'),
  limits: z.array(z.string().min(1)).describe('What this profile cannot tell.'),
})
export type Profile = z.infer<typeof profileSchema>

/** The published JSON Schema; `resources/profile.schema.json` is this, written out. */
export function profileJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(profileSchema)
  return {
    $schema,
    $id: PROFILE_ID,
    title: 'Tacit preference profile',
    description: 'What one person wants, as learnt from how they rated states of affairs, and how sure that is.',
    ...rest,
  }
}
