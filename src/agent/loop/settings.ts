import { settingsSchema } from '../contract/index.ts'
import type { Settings } from '../contract/index.ts'
import { HUB } from '../model/hub.ts'
import type { Store } from '../store/types.ts'

const DEFAULTS: Settings = {
  theme: 'system',
  singleKeys: true,
  chartsAsNumbers: [],
  language: 'system',
  speaking: 'even',
  interruptionCost: null,
  dayLimit: null,
  hourLimit: null,
  quietFrom: '22:00',
  quietUntil: '07:30',
  notifications: false,
  trayIcon: false,
  startsWithSystem: false,
  firstRunStep: 'hello',
  firstRunDone: false,
  quietUntilTime: null,
  allowed: [],
  channelsOff: [],
  noNetwork: false,
  chatModel: null,
  embedder: null,
  hubAddress: HUB,
  modelIdleMinutes: 5,
  writingSeconds: 60,
}

const PREFIX = 'settings.'
const some = settingsSchema.partial()

/** The person's settings; one that was never set, or that this version cannot read, has its default. */
export function readSettings(store: Store): Settings {
  const kept = Object.entries(DEFAULTS).map(([key, fallback]) => {
    const value = store.settings.get(PREFIX + key)?.value
    const parsed = some.safeParse({ [key]: value })
    return [key, value !== undefined && parsed.success ? value : fallback]
  })
  return Object.fromEntries(kept) as Settings
}

export async function writeSettings(store: Store, changes: Partial<Settings>): Promise<Settings> {
  await store.say({ settings: Object.entries(changes).map(([key, value]) => ({ key: PREFIX + key, value })) })
  return readSettings(store)
}
