import { z } from 'zod'
import { MOST_POLES, SPEAKERS, answerSchema, poleSchema, reasonText, stars, stateText } from './entities.ts'
import { THREAD_STATES, sourceUsesSchema } from './sources.ts'
import { interruptionCost, settingsSchema } from './settings.ts'
import type { AxisDetail, Card, ChannelView, Chip, EvidenceView, Finding, Opened, Pole, Skill, Status, Tray, Why, You } from './entities.ts'
import type { AuditWeek, DryRun, Exclusion, PassageView, Purge, SearchHit, Source, SourceLoss, ThreadState, ThreadView, Withheld } from './sources.ts'
import type { Settings } from './settings.ts'
import type { AcceptanceWeek, KeptQuiet, PresetReplay, Replay } from './trust.ts'
import type { BackupView, DataSize } from './data.ts'
import type { MoodView } from './moods.ts'
import { principleSchema } from './principles.ts'
import type { PrincipleNear, PrincipleView } from './principles.ts'
import type { ProfileDiff, ProfileImport } from './profiles.ts'
import { MODEL_KINDS, serverSchema } from './models.ts'
import type { Hardware, Models, ModelView, NetworkUse, Speed, WritingRun } from './models.ts'

const none = z.strictObject({})
const id = z.string().min(1).max(200)
const path = z.string().min(1).max(4096)
const rowId = z.int().min(1)
const furtherRows = z.array(rowId).max(1000).optional()
const profileText = z.string().min(2).max(7_500_000)
const profileWanted = z.strictObject({ json: profileText, axes: z.array(id).max(200).default([]), states: z.boolean().default(false) })
const axisValue = z.number().min(-1.25).max(1.25)

/** Input is parsed (it is not trusted); output is a type (we build it). */
function route<Output>() {
  return <Input extends z.ZodType>(input: Input) => ({ input, output: undefined as unknown as Output })
}

export const routes = {
  'app.status': route<Status>()(none),
  'app.doctor': route<readonly Finding[]>()(none),

  /** The live card of the first run; nothing about it is kept. */
  'sample.card': route<Card>()(none),
  'sample.rate': route<Opened>()(z.strictObject({ rating: stars })),

  'today.tray': route<Tray>()(none),
  /** Sets out (or continues) the deck that the person opened: five states, or pairs in the first run. */
  'today.five': route<Tray>()(
    z.strictObject({ form: z.enum(['state', 'pair', 'grounded']).default('state'), count: z.int().min(1).max(12).default(5), /** `false`: with what the notes are known to ask for by now. */ waits: z.boolean().optional() }),
  ),
  /** Answers once the notes were read and looked through for what they ask for, or after 20 s; other requests are answered meanwhile. */
  'today.notes': route<Readonly<Record<string, never>>>()(none),
  'today.leaveFive': route<Tray>()(none),

  'proposals.rate': route<Opened>()(z.strictObject({ id, answer: answerSchema })),
  'proposals.unseal': route<Why>()(z.strictObject({ id })),
  /** `note` is kept beside the answer, null takes it away; absent, it stays as it is. */
  'proposals.reason': route<Opened>()(z.strictObject({ id, chips: z.array(id).max(8), note: reasonText.nullable().optional() })),
  /** The chips that these words may be taken for, for the person to confirm; none where they cannot be read. Nothing is kept. */
  'proposals.readReason': route<readonly Chip[]>()(z.strictObject({ id, text: reasonText })),
  'proposals.why': route<Why>()(z.strictObject({ id })),
  /** Takes back today's last answer (or the one that holds this row); the card is open again, with its old seal. */
  'proposals.undo': route<Tray>()(z.strictObject({ undoId: rowId.optional() })),
  /** What the policy would do now, or why it stays silent. */
  'proposals.next': route<Readonly<{ cards: readonly Card[]; silence: string | null }>>()(z.strictObject({ count: z.int().min(1).max(20).default(3) })),
  /** The last set out or answered first. `undoId` is what `proposals.undo` takes the answer back by. */
  'proposals.list': route<readonly Readonly<{ card: Card; answer: Readonly<{ text: string; at: number; undoId: number | null }> | null }>[]>()(z.strictObject({ limit: z.int().min(1).max(500).default(50) })),
  /** A state of the person's own. It comes back as a card to rate and is kept apart from Tacit's. */
  'states.write': route<Card>()(z.strictObject({ text: stateText })),

  'belief.you': route<You>()(none),
  'belief.axis': route<AxisDetail>()(z.strictObject({ id })),
  'belief.previewSet': route<Readonly<{ mean: number; low: number; high: number }>>()(z.strictObject({ id, value: axisValue })),
  'belief.setAxis': route<AxisDetail>()(z.strictObject({ id, value: axisValue })),
  'belief.lockAxis': route<AxisDetail>()(z.strictObject({ id, locked: z.boolean() })),
  /** The poles that the person said matter to them, in order of the axes. */
  'belief.poles': route<readonly Pole[]>()(none),
  /** These and no others: each counts as less than one rating. */
  'belief.setPoles': route<readonly Pole[]>()(z.strictObject({ poles: z.array(poleSchema).max(MOST_POLES, `at most ${MOST_POLES} poles can matter at one time`) })),
  'belief.channels': route<readonly ChannelView[]>()(none),
  'belief.skill': route<Skill>()(none),
  'belief.moods': route<readonly MoodView[]>()(none),
  /** Says that the rows of the last two weeks that lean on the axis were a mood, or takes that back. */
  'belief.markMood': route<readonly MoodView[]>()(z.strictObject({ id, isMood: z.boolean() })),
  /** What was kept quiet in the last 30 days, the latest first. */
  'quiet.list': route<readonly KeptQuiet[]>()(none),
  /** The person wants to see it after all. */
  'quiet.put': route<Tray>()(z.strictObject({ id, /** Whether its chance was told beside it, so that the rating says nothing of Tacit. */ isForetold: z.boolean() })),
  'trust.weeks': route<readonly AcceptanceWeek[]>()(none),
  'presets.replay': route<readonly PresetReplay[]>()(none),
  /** The same with a cost of the person's own. */
  'presets.replayCost': route<Replay>()(z.strictObject({ cost: interruptionCost })),
  /** When something came unasked in the last four weeks, the earliest first. */
  'presets.spoke': route<readonly number[]>()(none),
  'principles.list': route<readonly PrincipleView[]>()(none),
  /** The states that lie near what is written, for the person to say which are meant; nothing is kept. */
  'principles.near': route<readonly PrincipleNear[]>()(principleSchema),
  /** A new one where `id` is null. What is tighter holds at once, what is looser in 24 hours. */
  'principles.save': route<readonly PrincipleView[]>()(principleSchema.extend({ id: id.nullable().default(null) })),
  'principles.remove': route<readonly PrincipleView[]>()(z.strictObject({ id })),
  /** Calls off what waits. */
  'principles.keep': route<readonly PrincipleView[]>()(z.strictObject({ id })),

  /** The latest first; `You` says how many there are. */
  'evidence.list': route<readonly EvidenceView[]>()(z.strictObject({ offset: z.int().min(0).optional(), limit: z.int().min(1).max(1000).default(100) })),
  'evidence.without': route<Readonly<{ mean: number; low: number; high: number }>>()(z.strictObject({ rowId, also: furtherRows, axisId: id })),
  /** Takes a row, and `also` further ones, out of what Tacit believes. They stay in the ledger, and can be put back. */
  'evidence.takeBack': route<You>()(z.strictObject({ rowId, also: furtherRows })),
  /** Puts back what was removed by that act. */
  'evidence.putBack': route<You>()(z.strictObject({ undoId: rowId })),
  /** What forgetting these rows would take away, without doing it. */
  'evidence.previewRemove': route<Readonly<{ rows: number; proposals: number }>>()(z.strictObject({ rowId, also: furtherRows })),
  /** Forgets a row, and `also` further ones, for good: the belief becomes what it would be had they never been. */
  'evidence.remove': route<You>()(z.strictObject({ rowId, also: furtherRows })),

  'sources.list': route<readonly Source[]>()(none),
  /** Reads names, front matter and three notes in memory; writes nothing. `path: null` is the sample vault. */
  'sources.dryRun': route<DryRun>()(z.strictObject({ path: path.nullable(), seed: z.int().default(0) })),
  /** The consent: reads these folders of the path, as the dry run names them ("." is what lies at its top), and keeps what passes the gate. */
  'sources.add': route<Source>()(z.strictObject({ path: path.nullable(), folders: z.array(path).min(1).max(1000), uses: sourceUsesSchema })),
  /** Passages, claims and unanswered proposals that a use no longer covers are forgotten. */
  'sources.setUses': route<Source>()(z.strictObject({ id, uses: sourceUsesSchema })),
  'sources.readAgain': route<Source>()(z.strictObject({ id })),
  'sources.pause': route<Source>()(z.strictObject({ id, paused: z.boolean() })),
  /** What forgetting the source would take away, without doing it. */
  'sources.previewRemove': route<SourceLoss>()(z.strictObject({ id })),
  /** Forgets the source with every passage, vector and unanswered proposal that came from it. */
  'sources.remove': route<Readonly<{ passages: number; proposals: number; rows: number }>>()(z.strictObject({ id })),

  'memory.passages': route<Readonly<{ total: number; passages: readonly PassageView[] }>>()(
    z.strictObject({ query: z.string().max(500).default(''), sourceId: id.optional(), speaker: z.enum(SPEAKERS).optional(), offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) }),
  ),
  'memory.passage': route<PassageView>()(z.strictObject({ id })),
  'memory.withheld': route<readonly Withheld[]>()(none),
  /** By words and by meaning together, the best first. */
  'memory.search': route<readonly SearchHit[]>()(
    z.strictObject({ query: z.string().trim().min(1).max(500), sourceId: id.optional(), speaker: z.enum(SPEAKERS).optional(), limit: z.int().min(1).max(100).default(30) }),
  ),
  'memory.forget': route<Readonly<{ passages: number; proposals: number; rows: number }>>()(z.strictObject({ passageId: id })),

  'exclusions.list': route<readonly Exclusion[]>()(none),
  /** What the rule would take away, without doing it. */
  'exclusions.preview': route<Purge>()(z.strictObject({ rule: z.string().trim().min(1).max(500), sourceId: id.nullable().default(null) })),
  /** Keeps the rule, and forgets all that it covers. */
  'exclusions.add': route<Purge>()(z.strictObject({ rule: z.string().trim().min(1).max(500), sourceId: id.nullable().default(null) })),
  /** What it kept out may be read again. */
  'exclusions.remove': route<readonly Exclusion[]>()(z.strictObject({ id })),

  /** `total` counts those of the state that was asked for, `counts` all by state. */
  /** While `isLooking`, what was read is still being looked through, and there may be more. */
  'threads.list': route<Readonly<{ total: number; counts: Readonly<Record<ThreadState, number>>; threads: readonly ThreadView[]; isLooking: boolean }>>()(
    z.strictObject({ state: z.enum(THREAD_STATES).optional(), offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) }),
  ),
  /** `state: null` leaves it to the words again; a thread that is `wrong` is no longer taken for an aim. */
  'threads.correct': route<ThreadView | null>()(z.strictObject({ id, state: z.enum(THREAD_STATES).nullable().optional(), wrong: z.boolean().optional() })),

  'memory.audit': route<readonly AuditWeek[]>()(z.strictObject({ weeks: z.int().min(1).max(52).default(4) })),

  /** The window has shown these cards whole; nothing is said of how long. */
  'proposals.seen': route<Readonly<Record<string, never>>>()(z.strictObject({ ids: z.array(id).min(1).max(20) })),

  /** Axes and principles that are not named stay here; where none are named at all, all go out. Without `states` no rated state does. */
  'profile.export': route<Readonly<{ json: string; markdown: string }>>()(z.strictObject({ axes: z.array(id).max(200).optional(), principles: z.array(id).max(1000).optional(), states: z.boolean().optional() })),
  'profile.compare': route<ProfileDiff>()(z.strictObject({ json: profileText })),
  /** What importing these axes and the states would do, without doing it. */
  'profile.preview': route<ProfileImport>()(profileWanted),
  'profile.import': route<ProfileImport>()(profileWanted),
  'profile.takeBack': route<You>()(z.strictObject({ undoId: id })),

  'settings.get': route<Settings>()(none),
  'settings.set': route<Settings>()(settingsSchema.partial()),

  'models.list': route<Models>()(none),
  /** Looks again at what this machine can compute with. */
  'models.test': route<Hardware>()(none),
  /** A GGUF from disk: its header is read and checked, and nothing is loaded. */
  'models.add': route<ModelView>()(z.strictObject({ file: path })),
  /** Asks the hub for a file that the catalogue does not have: OWNER/REPOSITORY/FILE.gguf, or its address. It is listed with its size and digest; nothing of it is fetched. */
  'models.find': route<ModelView>()(z.strictObject({ address: z.string().trim().min(1).max(2000) })),
  /** A downloaded file is deleted; one of the person's own is only no longer named. */
  'models.remove': route<Models>()(z.strictObject({ id })),
  'models.choose': route<Models>()(z.strictObject({ kind: z.enum(MODEL_KINDS), id: id.nullable() })),
  /** The consent to this download; goes on with one that was paused or cut off. */
  'models.download': route<Models>()(z.strictObject({ id })),
  'models.pause': route<Models>()(z.strictObject({ id })),
  /** What is here already is kept for the next time, unless it is to be discarded. */
  'models.cancel': route<Models>()(z.strictObject({ id, discard: z.boolean().default(false) })),
  /** Five seconds of work, measured. */
  'models.measure': route<Speed>()(z.strictObject({ id })),
  'models.unload': route<Models>()(none),
  /** The models that a server of the person's own offers, and how long it took to say so. Nothing is kept. */
  'server.try': route<Readonly<{ models: readonly string[]; ms: number }>>()(serverSchema),
  /** Null goes back to the model here. */
  'server.set': route<Models>()(z.strictObject({ server: serverSchema.nullable() })),
  /** Writes states now, because the person asked. */
  'writing.now': route<WritingRun>()(z.strictObject({ count: z.int().min(1).max(20).default(5) })),
  /** Ends what `writing.now` does; it answers with what it has by then. */
  'writing.stop': route<Readonly<Record<string, never>>>()(none),
  'data.size': route<DataSize>()(none),
  /** Everything in the home but the window's own place, and the backups unless they are named; the notes are elsewhere and stay. */
  'data.erase': route<Readonly<Record<string, never>>>()(z.strictObject({ word: z.literal('erase', { error: 'type the word erase' }), backups: z.boolean() })),
  /** All that was said, as the text of a backup that was restored to a scratch folder and compared. Under `name` in the folder `backups` of a home it can be restored. */
  'data.export': route<Readonly<{ name: string; text: string }>>()(none),
  'backups.list': route<readonly BackupView[]>()(none),
  /** Makes one, restores it to a scratch folder and compares. */
  'backups.make': route<readonly BackupView[]>()(none),
  'backups.check': route<readonly BackupView[]>()(z.strictObject({ id })),
  /** Puts it in the place of what was said; that is backed up first. Sources are read again. */
  'backups.restore': route<Readonly<Record<string, never>>>()(z.strictObject({ id })),
  'network.use': route<NetworkUse>()(none),

  /** What only the shell knows. */
  'host.set': route<Readonly<Record<string, never>>>()(
    z.strictObject({ proxy: z.string().nullable().optional(), onBattery: z.boolean().optional(), idle: z.boolean().optional(), locked: z.boolean().optional(), screenShared: z.boolean().optional() }),
  ),
}

export type Routes = typeof routes
export type RouteName = keyof Routes
export type RouteInput<Name extends RouteName> = z.input<Routes[Name]['input']>
export type RouteParsed<Name extends RouteName> = z.output<Routes[Name]['input']>
export type RouteOutput<Name extends RouteName> = Routes[Name]['output']

/** One function for each route, each with its parsed input; the compiler proves that none is missing. */
export type Handlers = { readonly [Name in RouteName]: (input: RouteParsed<Name>) => Promise<RouteOutput<Name>> | RouteOutput<Name> }
