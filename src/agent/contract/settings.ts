import { z } from 'zod'
import { FIRST_RUN_STEPS, SWITCHED_CHANNELS } from './entities.ts'

/** How readily it speaks by itself. */
export const SPEAKING_PRESETS = ['reserved', 'even', 'forthcoming'] as const
export type SpeakingPreset = (typeof SPEAKING_PRESETS)[number]
/** What a wrong interruption costs, in points of rating. */
export const interruptionCost = z.number().min(0.25).max(4)

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    // A RangeError is how it says no.
    return false
  }
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59 is needed')

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  singleKeys: z.boolean(),
  /** The charts, by name, whose numbers are shown in the place of the picture. */
  chartsAsNumbers: z.array(z.string().min(1).max(60)).max(32),
  /** How dates and numbers are written: as the system's language does, or one by its BCP 47 tag. Nothing else is translated. */
  language: z.string().max(40).refine((tag) => tag === 'system' || isLanguageTag(tag), 'a language is a tag such as de or pt-BR, or system'),
  speaking: z.enum(SPEAKING_PRESETS),
  /** The person's own cost in the place of the preset's; null is the preset's. */
  interruptionCost: interruptionCost.nullable(),
  /** The most it may propose by itself in a day, and in an hour; null is what it has earned, and nothing here raises that. */
  dayLimit: z.int().min(0).max(3).nullable(),
  hourLimit: z.int().min(1).max(3).nullable(),
  quietFrom: clockTime,
  quietUntil: clockTime,
  /** A notice of the system's when something waits in the tray; it says how many and nothing else. */
  notifications: z.boolean(),
  /** Tacit stays in the system's tray when its window is closed. */
  trayIcon: z.boolean(),
  startsWithSystem: z.boolean(),
  firstRunStep: z.enum(FIRST_RUN_STEPS),
  firstRunDone: z.boolean(),
  quietUntilTime: z.int().min(0).max(8.64e15).nullable(),
  /** Harm-gate categories that the person turned on. */
  allowed: z.array(z.enum(['health', 'self-harm', 'sexuality', 'money', 'others'])),
  /** Channels that nothing is learnt from; their rows are kept. */
  channelsOff: z.array(z.enum(SWITCHED_CHANNELS)).max(SWITCHED_CHANNELS.length),
  /** While set, no byte moves through the network, not even of a download that was asked for. */
  noNetwork: z.boolean(),
  /** The chosen model of each kind by its id; null is no model, and the built-in embedder. */
  chatModel: z.string().min(1).max(200).nullable(),
  embedder: z.string().min(1).max(200).nullable(),
  /** Where models are downloaded from: the hub itself, or a mirror of it. */
  hubAddress: z.string().trim().min(1).max(500),
  /** A model is released when nothing was asked of it for so long. */
  modelIdleMinutes: z.int().min(1).max(240),
  /** How long a model may write by itself in a day; 0 turns it off. */
  writingSeconds: z.int().min(0).max(3600),
})
export type Settings = z.infer<typeof settingsSchema>
