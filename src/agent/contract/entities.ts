import { z } from 'zod'

// Units everywhere: times in milliseconds since 1970, ratings and axis worth in points of five, probabilities in [0, 1].

export const HORIZONS = ['today', 'week', 'month', 'season', 'year', 'years'] as const
export const SIZES = ['small', 'medium', 'large'] as const
export const AXIS_KINDS = ['value', 'taste', 'mood'] as const

/** A legible feature of a state between two poles; `left` is −1 and `right` is +1. */
export const axisSchema = z.strictObject({
  id: z.string().min(1),
  left: z.string().min(1),
  right: z.string().min(1),
  kind: z.enum(AXIS_KINDS),
  leftAnchors: z.array(z.string()).min(1),
  rightAnchors: z.array(z.string()).min(1),
})
export type Axis = z.infer<typeof axisSchema>

/** A state of the built-in library. `axes` holds the authored labels; an axis that is absent is 0. */
export const libraryStateSchema = z.strictObject({
  id: z.string().min(1),
  text: z.string().min(1),
  area: z.string().min(1),
  horizon: z.enum(HORIZONS),
  size: z.enum(SIZES),
  axes: z.record(z.string(), z.number().min(-1).max(1)),
})
export type LibraryState = z.infer<typeof libraryStateSchema>

export const stars = z.int().min(1).max(5)
export type Stars = 1 | 2 | 3 | 4 | 5

/** Where a passage stands in the person's own files; lines count from 1. */
export type Place = Readonly<{ sourceId: string; file: string; heading: string | null; lineStart: number; lineEnd: number }>

/** Whose words a passage holds. Only the person's own can be evidence of the person; the rest is context. */
export const SPEAKERS = ['person', 'assistant', 'other'] as const
export type Speaker = (typeof SPEAKERS)[number]

/** What the kept words of a turn do not show: the thumb that its answer got, that it was stopped, that it holds code or something pasted that failed. */
export const MARKS = ['up', 'down', 'stopped', 'code', 'failure'] as const
export type Mark = (typeof MARKS)[number]

/** A passage of a source, as it was read. In a chat `file` names the conversation, `heading` is its title, and lines count within the turn. */
export type Passage = Place &
  Readonly<{
    id: string
    text: string
    date: number | null
    fileHash: string
    speaker: Speaker
    /** The conversation's id and the turn's position in it, from 0; null in notes. */
    conversation: string | null
    turn: number | null
    /** Marks of the turn, apart by spaces; null where there are none. */
    marks: string | null
  }>

/** The exact words of a passage that a proposal answers. Always a substring of the passage's text. */
export type Quote = Place & Readonly<{ passageId: string; text: string; date: number | null; sourceName: string }>

export type Range = readonly [low: number, high: number]

export type GivenRating = Readonly<{ rating: number; at: number }>

/** What a card shows before it is answered. Nothing here may depend on the prediction. */
export type Card = Readonly<{
  id: string
  /** `state`: rate it; `pair`: choose one; `change`: say whether this has changed for you; `contradiction`: two ratings that hardly go together; `hindsight`: say whether you are glad of it. */
  form: 'state' | 'pair' | 'change' | 'contradiction' | 'hindsight'
  /** `guess` marks the exploratory slot, `own` a state that the person wrote, `sample` one that is forgotten. */
  kind: 'proposal' | 'guess' | 'own' | 'sample'
  origin: 'library' | 'notes' | 'own' | 'generated'
  /** The name of the model that wrote it; absent where none did. */
  writer?: string
  text: string
  /** The second text of a pair, or of a contradiction. */
  other: string | null
  /** For a contradiction: how its two texts were rated, the earlier first; absent elsewhere. */
  ratings?: readonly [earlier: GivenRating, later: GivenRating]
  topics: readonly string[]
  quotes: readonly Quote[]
  sealedAt: number
  isSample: boolean
  /** For hindsight: what was answered then, and when; `quotes` hold what the notes and chats say of it since. */
  looksBack: Readonly<{ answer: string; at: number; happened: 'happened' | 'stalled' | 'dropped' | null }> | null
}>

/** The content of an envelope, fixed when the card was made. */
export type Sealed = Readonly<{
  /** Expected rating (state), or chance that the first is chosen (pair), or of *glad* (hindsight). */
  mean: number
  /** The 80 % range; null for a pair and for hindsight. */
  likely: Range | null
  /** P(rating ≥ 4), or P(first is chosen), or P(glad). */
  chance: number
  /** Set by the person: counts on Trust only when false. */
  openedEarly: boolean
  isAnchor: boolean
}>

export type Move = Readonly<{ axisId: string; pole: string; by: number }>

/** One term of a score. `value` in points; `spread` its standard deviation. */
export type Contribution = Readonly<{ label: string; value: number; spread: number; axisId: string | null }>
export type EvidenceWeight = Readonly<{ rowId: number; label: string; weight: number }>

/** By how many points a choice was expected to fall short of the best one that was open; null for an action that was not. */
export type Regret = Readonly<{ card: number; wait: number; ask: number | null; propose: number | null; /** The same in one sentence. */ said: string }>

/** Why a card was there: all of it arithmetic on the belief at the time of sealing. */
export type Reasons = Readonly<{
  contributions: readonly Contribution[]
  evidence: readonly EvidenceWeight[]
  /** What style adds; never counted in choosing. */
  style: Contribution
  chance: number
  threshold: number
  /** Why this card and not another, in one sentence. */
  choice: string
  /** What would have kept it quiet, in one sentence. */
  otherwise: string
  /** What this card and each action that was open were expected to cost; absent where the policy chose nothing, and on cards sealed before it was kept. */
  regret?: Regret
}>

export type Chip = Readonly<{ id: string; label: string; axisId: string; sign: -1 | 1; chosen: boolean }>

/** An opened envelope: the answer to a rating. */
export type Opened = Readonly<{
  card: Card
  answer: Answer
  answeredAt: number
  sealed: Sealed | null
  reasons: Reasons | null
  /** The largest first; always positive, toward `pole`. */
  moves: readonly Move[]
  /** For a rating outside the likely range. */
  isSurprise: boolean
  chips: readonly Chip[]
  /** Why, in the person's own words; kept beside the answer, and evidence of nothing. Absent where nothing was said. */
  note?: string
  undoId: number | null
  status: Status
}>

/** Why, in the person's own words. */
export const reasonText = z.string().trim().min(2, 'a reason takes at least two characters').max(200, 'a reason takes at most 200 characters')

/** A state in the person's own words. */
export const stateText = z.string().trim().min(3, 'a state takes at least three characters').max(600, 'a state takes at most 600 characters')

/** What may be said to two ratings that hardly go together. */
export const CONTRADICTION_ANSWERS = ['changed', 'depends', 'first-slip', 'second-slip'] as const

export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stars'), rating: stars }),
  z.strictObject({ kind: z.literal('pair'), choice: z.enum(['first', 'second', 'equal']) }),
  z.strictObject({ kind: z.literal('change'), answer: z.enum(['yes', 'lately', 'no']) }),
  /** `changed`: the earlier one no longer holds as it did; `depends`: both hold; else the one that was a slip. */
  z.strictObject({ kind: z.literal('contradiction'), answer: z.enum(CONTRADICTION_ANSWERS) }),
  z.strictObject({ kind: z.literal('hindsight'), verdict: z.enum(['glad', 'neither', 'sorry', 'did-not-happen']) }),
  z.strictObject({ kind: z.literal('edit'), text: stateText }),
  z.strictObject({ kind: z.literal('dismiss') }),
  z.strictObject({ kind: z.literal('not-now') }),
  z.strictObject({ kind: z.literal('cannot-say') }),
])
export type Answer = z.infer<typeof answerSchema>

export type Silence = Readonly<{ isQuiet: boolean; text: string }>

/** What the status line needs. */
export type Status = Readonly<{
  version: string
  home: string
  /** Explicit ratings so far, and how many are needed before it may propose by itself. */
  ratings: number
  needed: number
  inTray: number
  silence: Silence
  /** The most in a day that it may propose by itself, before the person's own limits. */
  earned: number
  keptQuiet: number
  model: string
  network: Readonly<{ requests: number; since: number }>
  reading: Readonly<{ sourceId: string; name: string; done: number; total: number }> | null
  /** Facts that the person should know now, the gravest first. */
  notices: readonly Notice[]
  firstRun: Readonly<{ done: boolean; step: FirstRunStep }>
}>

export const FIRST_RUN_STEPS = ['hello', 'read', 'choices', 'model', 'first'] as const
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number]

export type Notice = Readonly<{ code: string; cause: string; kept: string; action: { label: string; route: string } | null }>

/** Today. `cards` holds what is still to be answered, in the order it is shown. */
export type Tray = Readonly<{
  lede: string
  mode: 'tray' | 'five'
  cards: readonly Card[]
  answered: number
  total: number
  last: Opened | null
  keptQuiet: number
  end: string | null
  candidates: number
}>

export type AxisView = Readonly<{
  id: string
  left: string
  right: string
  kind: Axis['kind']
  /** 2·w: what moving from one pole to the other is worth, in points of rating; positive leans right. */
  mean: number
  low: number
  high: number
  isSure: boolean
  rows: number
  locked: boolean
  /** One point a day on which it moved, the oldest first. */
  history: readonly Readonly<{ at: number; mean: number; low: number; high: number }>[]
}>

/** Evidence that was removed today and can be put back by `undoId`; `label` and `said` are those of its first row. */
export type Removal = Readonly<{ undoId: number; at: number; rows: number; label: string; said: string }>

/** `removals`: the latest first. */
export type You = Readonly<{ lede: string; rows: number; axes: readonly AxisView[]; sure: number; asOf: number; removals: readonly Removal[] }>

export type EvidenceView = Readonly<{
  rowId: number
  at: number
  label: string
  said: string
  /** How far this row moved the axis, in points; positive leans right. */
  effect: number
  /** Of a channel that the person switched off: kept, and not learnt from. Left out where it is. */
  isOff?: true
  /** Read off what the person did, and not said or set by them. Left out where it is. */
  isInferred?: true
}>

export type AxisDetail = AxisView &
  Readonly<{ anchors: Readonly<{ left: readonly string[]; right: readonly string[] }>; halfLifeDays: number; evidence: readonly EvidenceView[] }>

/** A pole that the person said matters to them. */
export const poleSchema = z.strictObject({ axisId: z.string().min(1).max(200), side: z.enum(['left', 'right']) })
export type Pole = z.infer<typeof poleSchema>
/** So many may be said to matter at one time. */
export const MOST_POLES = 5

/** What Tacit reads off what the person did, and not what they said to it: they can switch the learning from it off. */
export const SWITCHED_CHANNELS = ['written', 'thumb', 'ignored', 'wish', 'outcome', 'revision'] as const

export type ChannelView = Readonly<{
  id: string
  name: string
  /** Rows that count; of a channel that is switched off, those that are kept and do not. */
  rows: number
  beta: number
  grid: readonly Readonly<{ beta: number; probability: number }>[]
  /** `off`: found to be noise. */
  standing: 'fixed' | 'trusted' | 'weak' | 'off' | 'unused'
  /** The person's own switch; `always` where there is none. */
  learns: 'on' | 'off' | 'always'
}>

/** Groups of sealed chances: `said` their mean, `came` how many of the `n` were rated 4 or 5, chosen as the first of a pair, or looked back on gladly. */
export type Calibration = readonly Readonly<{ low: number; high: number; said: number; came: number; n: number }>[]

export type Skill = Readonly<{
  ratings: number
  /** Sealed predictions opened, and how often the 80 % range held the rating. */
  opened: number
  held: number
  /** Answers to envelopes that were opened before: counted nowhere else. */
  early: number
  /** Odds that it beats guessing from the person's own base rate (an e-value). */
  odds: number
  logLoss: number | null
  baseLogLoss: number | null
  /** The same of the items drawn at random, not chosen by Tacit. */
  anchors: Readonly<{ opened: number; held: number; calibration: Calibration }>
  topics: readonly TopicSkill[]
  calibration: Calibration
}>

/** Log losses are means over the `n` forecasts that were opened, in nats. */
export type TopicSkill = Readonly<{ topic: string; n: number; odds: number; logLoss: number; baseLogLoss: number }>

export type Why = Readonly<{ card: Card; answer: Answer | null; sealed: Sealed | null; reasons: Reasons | null }>

export type Finding = Readonly<{
  part: string
  ok: boolean
  /** It is not here, and nothing has to be: neither works nor fails. `ok` is true. */
  isAbsent?: boolean
  text: string
  fix: string | null
}>
