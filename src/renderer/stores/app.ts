import { create } from 'zustand'
import type { Settings, Status } from '../../agent/contract/index.ts'
import { client, onLost } from '../api.ts'
import { RequestError, toRequestError } from '../request-error.ts'
import { clock } from '../words/dates.ts'
import { writeIn } from '../words/language.ts'
import { say } from './announcer.ts'
import { openOnTheWay } from './on-the-way.ts'

type AppState = Readonly<{
  /** `stopped`: the assistant went away and is waited for; `failed`: it answers that it cannot work. */
  phase: 'starting' | 'running' | 'stopped' | 'failed'
  status: Status | null
  settings: Settings | null
  error: RequestError | null
  /** What the shell said went wrong; stays until the person has read it. */
  incident: string | null
  /** When it was found to be away; the places show what they had then. */
  stoppedAt: number | null
  /** Counts the times that the assistant came back; places read again when it changes. */
  returns: number
  start: () => Promise<void>
  setStatus: (status: Status) => void
  change: (settings: Partial<Settings>) => Promise<void>
  keepQuiet: (until: number | null) => Promise<void>
}>

const RETRY_MS = 2000
const HOUR_MS = 3_600_000
export const QUIET_HOURS = 4
const onTheWay = openOnTheWay<Settings>()
const RECONNECT_CODES = new Set(['AGENT_STOPPED'])

export const useApp = create<AppState>()((set, get) => ({
  phase: 'starting',
  status: null,
  settings: null,
  error: null,
  returns: 0,
  stoppedAt: null,
  incident: null,
  start: async () => {
    try {
      const [status, settings] = await Promise.all([client.request('app.status', {}), client.request('settings.get', {})])
      set(({ phase, returns }) => ({ phase: 'running', error: null, stoppedAt: null, settings: onTheWay.told(settings), status, returns: phase === 'stopped' ? returns + 1 : returns }))
    } catch (thrown) {
      const error = toRequestError(thrown)
      if (RECONNECT_CODES.has(error.code) && get().status) setTimeout(() => void get().start(), RETRY_MS)
      else set({ phase: 'failed', error })
    }
  },
  setStatus: (status) => {
    if (get().phase === 'stopped') void get().start()
    else set({ status })
  },
  change: async (changes) => {
    const sent = { ...changes }
    set({ settings: onTheWay.sent(sent) })
    try {
      onTheWay.told(await client.request('settings.set', changes))
    } finally {
      set({ settings: onTheWay.over(sent) })
    }
  },
  keepQuiet: async (until) => {
    await get().change({ quietUntilTime: until })
    set({ status: await client.request('app.status', {}) })
    say(until === null ? 'The quiet you asked for has ended.' : `Quiet until ${clock(until)}.`)
  },
}))

/** Whether the places are there to go to; while setting up, links to them are left out. */
export const useIsSetUp = (): boolean => useApp((state) => state.status?.firstRun.done ?? false)

export function keepQuietForHours(): void {
  useApp.getState().keepQuiet(Date.now() + QUIET_HOURS * HOUR_MS).catch(noticeFailure)
}

/** To be told of every failure: says it, and notices the ones that mean that the assistant went away. */
export function noticeFailure(thrown: unknown): RequestError {
  const error = toRequestError(thrown)
  if (RECONNECT_CODES.has(error.code)) waitFor(error)
  say(error.message)
  return error
}

/** The assistant is away: it is asked again until it answers. */
function waitFor(error: RequestError): void {
  const { phase, start } = useApp.getState()
  if (phase !== 'running') return
  useApp.setState({ phase: 'stopped', error, stoppedAt: Date.now() })
  setTimeout(() => void start(), RETRY_MS / 4)
}

/** Resolves when the assistant answers again. Rejects after `limitMs`. */
export function whenRunning(limitMs = 20_000): Promise<void> {
  return new Promise((resolve, reject) => {
    if (useApp.getState().phase === 'running') {
      resolve()
      return
    }
    const timer = setTimeout(() => {
      leave()
      reject(new RequestError({ code: 'AGENT_STOPPED', message: 'The assistant did not come back. What you said stays on the card: answer again once it is there.' }))
    }, limitMs)
    const leave = useApp.subscribe(({ phase }) => {
      if (phase !== 'running') return
      clearTimeout(timer)
      leave()
      resolve()
    })
  })
}

export function listen(): void {
  useApp.subscribe(({ settings }) => settings && writeIn(settings.language))
  client.on('status', (status) => useApp.getState().setStatus(status))
  client.on('settings', (settings) => useApp.setState(({ settings: before }) => (before === null ? {} : { settings: onTheWay.told(settings) })))
  onLost(waitFor)
  client.on('stopped', ({ message }) => waitFor(new RequestError({ code: 'AGENT_STOPPED', message })))
  client.on('log', ({ level, text }) => {
    if (level !== 'error') return
    useApp.setState({ incident: text })
    say(text)
  })
}
