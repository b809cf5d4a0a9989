import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { NetworkAttempt, NetworkUse } from '../contract/index.ts'

const ATTEMPTS_KEPT = 200
const WRITE_AFTER_MS = 1000
const RUNNING = 'running'

const count = z.number().nonnegative()
const countedSchema = z.object({
  since: z.number(),
  addresses: z.array(z.object({ host: z.string(), what: z.string(), requests: count, blocked: count, sent: count, received: count, lastAt: z.number() })),
  attempts: z.array(z.object({ at: z.number(), host: z.string(), what: z.string(), sent: count, received: count, ms: count, outcome: z.string() })),
})
type Counted = z.infer<typeof countedSchema>
type Bytes = Readonly<{ sent: number; received: number }>

export type Counter = AsyncDisposable &
  Readonly<{
    /** Counts an attempt from now on; `bytes` is asked until it has ended. */
    begin: (host: string, what: string, bytes: () => Bytes) => Readonly<{ end: (outcome: string) => void }>
    block: (host: string, what: string) => void
    use: () => Omit<NetworkUse, 'isOff'>
    /** Why the counts before are not here, or cannot be written; null where all is well. */
    trouble: () => string | null
  }>

type Options = Readonly<{ file: string; now: () => number; onCount: (requests: number) => void }>

/**
 * Requests and bytes by host and purpose, kept in a file of its own: the store's journal syncs each act to disk, and a count must
 * never make a rating wait. It is written at most once a second and not synced; a crash can cost the last second's counts.
 */
export async function openCounter({ file, now, onCount }: Options): Promise<Counter> {
  /** Of what was counted before; it holds as long as this runs. */
  let lost: string | null = null
  let unwritten: string | null = null
  const kept = await read(file).catch(async (error: unknown) => {
    const aside = `${file}.damaged`
    await rename(file, aside)
    lost = `What had been counted could not be read (${error instanceof Error ? error.message : String(error)}); it was moved to ${aside}, and counting began anew.`
    return null
  })
  const since = kept?.since ?? now()
  const addresses = new Map((kept?.addresses ?? []).map((address) => [keyOf(address), address]))
  let ended: readonly NetworkAttempt[] = (kept?.attempts ?? []).map((attempt) => (attempt.outcome === RUNNING ? { ...attempt, outcome: 'cut off: Tacit was stopped' } : attempt))
  const running = new Set<() => NetworkAttempt>()
  let timer: NodeJS.Timeout | null = null
  let writing = Promise.resolve()

  function counted(): Counted {
    const live = [...running].map((attempt) => attempt()).toReversed()
    const all = new Map(addresses)
    for (const attempt of live) all.set(keyOf(attempt), withAttempt(all.get(keyOf(attempt)), attempt))
    return { since, addresses: [...all.values()].sort((a, b) => b.lastAt - a.lastAt), attempts: [...live, ...ended].slice(0, ATTEMPTS_KEPT) }
  }

  function write(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    writing = writing.then(() => replace(file, JSON.stringify(counted()))).then(() => void (unwritten = null)).catch((error: unknown) => {
      unwritten = `What is counted cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}`
    })
    return writing
  }

  function changed(): void {
    timer ??= setTimeout(() => {
      void write().then(() => running.size > 0 && changed())
    }, WRITE_AFTER_MS).unref()
    onCount(total(counted(), ({ requests }) => requests))
  }

  function keep(attempt: NetworkAttempt, isBlocked: boolean): void {
    addresses.set(keyOf(attempt), withAttempt(addresses.get(keyOf(attempt)), attempt, isBlocked))
    ended = [attempt, ...ended].slice(0, ATTEMPTS_KEPT)
    changed()
  }

  return {
    begin: (host, what, bytes) => {
      const at = now()
      const attempt = (outcome: string): NetworkAttempt => ({ at, host, what, ...bytes(), ms: now() - at, outcome })
      const live = (): NetworkAttempt => attempt(RUNNING)
      running.add(live)
      changed()
      return {
        end: (outcome) => {
          if (running.delete(live)) keep(attempt(outcome), false)
        },
      }
    },
    block: (host, what) => keep({ at: now(), host, what, sent: 0, received: 0, ms: 0, outcome: 'not let out: "No network" is on' }, true),
    use: () => {
      const use = counted()
      return { ...use, requests: total(use, ({ requests }) => requests), blocked: total(use, ({ blocked }) => blocked), sent: total(use, ({ sent }) => sent), received: total(use, ({ received }) => received) }
    },
    trouble: () => [lost, unwritten].filter((each) => each !== null).join(' ') || null,
    [Symbol.asyncDispose]: async () => {
      if (timer) await write()
      await writing
    },
  }
}

type Address = Counted['addresses'][number]

const total = ({ addresses }: Counted, of: (address: Address) => number): number => addresses.reduce((sum, address) => sum + of(address), 0)
const keyOf = ({ host, what }: Readonly<{ host: string; what: string }>): string => JSON.stringify([host, what])

function withAttempt(before: Address | undefined, { at, host, what, sent, received }: NetworkAttempt, isBlocked = false): Address {
  return {
    host,
    what,
    requests: (before?.requests ?? 0) + (isBlocked ? 0 : 1),
    blocked: (before?.blocked ?? 0) + (isBlocked ? 1 : 0),
    sent: (before?.sent ?? 0) + sent,
    received: (before?.received ?? 0) + received,
    lastAt: Math.max(before?.lastAt ?? at, at),
  }
}

async function read(file: string): Promise<Counted | null> {
  try {
    return countedSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null
    throw error
  }
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}
