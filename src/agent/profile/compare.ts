import { AppError } from '../contract/index.ts'
import type { AxisView, ProfileDiff } from '../contract/index.ts'
import { PROFILE_ID, profileSchema } from './schema.ts'
import type { Profile } from './schema.ts'

/** Far more than a life of ratings takes. */
const MOST_STATES = 20_000

/** A profile from text that nobody vouches for. INPUT_INVALID says what is wrong with it, and where. */
export function readProfile(json: string): Profile {
  const data = parse(json)
  const schema = (data as { $schema?: unknown } | null)?.$schema
  if (schema !== PROFILE_ID) throw invalid(typeof schema === 'string' ? `it follows ${JSON.stringify(schema.slice(0, 80))}, and this version reads ${PROFILE_ID}` : 'it is not a preference profile of Tacit')
  const parsed = profileSchema.safeParse(data)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw invalid(`at ${path.join('.') || 'its top'}: ${message}`)
  }
  if (parsed.data.states.length > MOST_STATES) throw invalid(`it has ${parsed.data.states.length} states, and at most ${MOST_STATES} are read`)
  return parsed.data
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw invalid(`it is not JSON (${(error as Error).message})`)
  }
}

const invalid = (reason: string): AppError => new AppError('INPUT_INVALID', `The profile cannot be read: ${reason}. Nothing was changed.`)

/** States by their text, each with the rating that stands. */
export type Rated = ReadonlyMap<string, number>

export function compareProfiles(theirs: Profile, axes: readonly AxisView[], rated: Rated): ProfileDiff {
  const ours = new Map(axes.map((axis) => [axis.id, axis]))
  const rows = theirs.axes.flatMap(({ id, worth }) => {
    const axis = ours.get(id)
    if (!axis) return []
    const { left, right, mean, low, high, locked } = axis
    const beyond = Math.max(worth.mean - high, low - worth.mean)
    return [{ beyond, row: { axisId: id, left, right, ours: { mean, low, high }, theirs: worth, isBeyond: beyond > 0, isLocked: locked } }]
  })
  const known = standing(theirs).map(({ text, rating }) => ({ text, there: rating, here: rated.get(text) }))
  return {
    exportedAt: Date.parse(theirs.exportedAt),
    ratings: theirs.evidence.ratings,
    axes: rows.toSorted((a, b) => b.beyond - a.beyond).map(({ row }) => row),
    unknownAxes: theirs.axes.flatMap(({ id, left, right }) => (ours.has(id) ? [] : [`${left} ↔ ${right}`])),
    states: {
      fresh: known.filter(({ here }) => here === undefined).length,
      same: known.filter(({ here, there }) => here === there).length,
      differ: known.flatMap(({ text, here, there }) => (here === undefined || here === there ? [] : [{ text, here, there }])),
    },
  }
}

/** The states of a profile, one rating each: the latest. */
export function standing({ states }: Profile): Profile['states'] {
  const latest = new Map<string, Profile['states'][number]>()
  for (const state of states) {
    const before = latest.get(state.text)
    if (!before || Date.parse(state.at) > Date.parse(before.at)) latest.set(state.text, state)
  }
  return [...latest.values()]
}
