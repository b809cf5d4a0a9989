import { resolve } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { compact, fragmented } from './compact.ts'
import { createFollower } from './follow.ts'
import { applyForgotten, applySaid, headerFor, openHome } from './home.ts'
import type { Unfinished } from './home.ts'
import { createMemories } from './memories.ts'
import { MIGRATIONS } from './migrations/all.ts'
import type { Migration } from './migrations/migration.ts'
import { createPrepared } from './prepared.ts'
import { countToForget, merge, purge, removeBackups } from './purge.ts'
import { toForgotten, toSaid } from './say.ts'
import { LAYOUT } from './tables.ts'
import type { Layout } from './tables.ts'
import { toWriteError } from './trouble.ts'
import type { Forgotten, ForgottenCounts, Said, Store, StoreOptions } from './types.ts'
import { createVectors } from './vectors.ts'

const isNothing = ({ instead, ...keys }: Forgotten): boolean => instead === undefined && Object.values(keys).every((each) => each.length === 0)

const TRIM_BYTES = 262_144
const MOST_FRAGMENTS = 64

/**
 * Opens the home, or makes it; the caller owns it alone. Throws HOME_NEWER (and touches nothing), HOME_DAMAGED,
 * HOME_UNWRITABLE or DISK_FULL. `layout` and `migrations` are what this version writes; only tests of a next one give others.
 */
export async function openStore(path: string, options: StoreOptions = {}, layout: Layout = LAYOUT, migrations: readonly Migration[] = MIGRATIONS): Promise<Store> {
  const home = resolve(path)
  const opened = await openHome(home, layout, migrations).catch((thrown: unknown) => {
    throw toWriteError(thrown, home)
  })
  const { folder, database, journal, mirrors, catchUp } = opened
  const { haveChanged, ...memories } = createMemories(database, layout)
  const follower = createFollower(() => catchUp.waiting() + unfinished.length, follow, tellTrouble, options.onOver)
  let { ledgerId, unfinished } = opened
  let isClosed = false

  async function follow(): Promise<void> {
    await catchUp.drain()
    if (unfinished.length > 0 || journal.bytes() > TRIM_BYTES) await flush()
  }

  async function flush(): Promise<void> {
    await catchUp.drain()
    await finishForgetting()
    await trim()
  }

  /** A forgetting that is not finished stays in the journal, and so does what was said after it. */
  async function trim(): Promise<void> {
    const seq = Math.min(database.checkpoint().seq, ...unfinished.map((each) => each.seq - 1))
    await journal.trim(headerFor(layout, seq, ledgerId))
  }

  async function finishForgetting(): Promise<number> {
    const now: readonly Unfinished[] = unfinished
    if (now.length === 0) return 0
    await purge(database, layout, merge(now.map(({ what }) => what)), (name) => mirrors[name].all())
    haveChanged()
    const backups = await removeBackups(home)
    unfinished = unfinished.filter((each) => !now.includes(each))
    await trim()
    return backups
  }

  async function say(said: Said): Promise<void> {
    refuseIfClosed()
    const checked = toSaid(said, layout)
    if (Object.keys(checked).length === 0) return
    ledgerId = Math.max(ledgerId, ...(checked.ledger ?? []).map(({ id }) => id))
    await journal.append({ said: checked }, (seq) => {
      applySaid(mirrors, checked)
      catchUp.note(seq, checked)
    })
    follower.soon()
  }

  async function forget(asked: Forgotten): Promise<ForgottenCounts> {
    refuseIfClosed()
    const what = toForgotten(asked, layout)
    const gone = await countToForget(database, what)
    let rows = { ledger: 0, proposals: 0, sources: 0, settings: 0, states: 0 }
    if (isNothing(what)) return { ...rows, ...gone, backups: 0 }
    ledgerId = Math.max(ledgerId, ...(what.instead?.ledger ?? []).map(({ id }) => id))
    // The intent goes first: after a crash half-way the next open finishes it.
    await journal.append({ forgotten: what }, (seq) => {
      rows = applyForgotten(mirrors, catchUp, what)
      catchUp.note(seq, what.instead ?? {})
      unfinished = [...unfinished, { seq, what }]
    })
    try {
      await catchUp.drain()
      return { ...rows, ...gone, backups: await finishForgetting() }
    } catch (thrown) {
      follower.soon()
      const { code, message, data } = toWriteError(thrown, home)
      throw new AppError(code, `It is forgotten, but bytes of it are still on the disk, and Tacit goes on trying to take them off. ${message}`, { cause: thrown, data })
    }
  }

  async function close(): Promise<void> {
    if (isClosed) return
    isClosed = true
    await follower.stop()
    try {
      await flush()
    } catch (thrown) {
      // The journal has everything, so closing goes on; only with nobody to tell does it reject.
      if (!options.onTrouble) throw thrown
      tellTrouble(thrown)
    } finally {
      await database.close()
      await journal.close()
    }
  }

  function tellTrouble(thrown: unknown): void {
    options.onTrouble?.(toWriteError(thrown, home))
  }

  function refuseIfClosed(): void {
    if (isClosed) throw new AppError('AGENT_STOPPED', 'The store is closed. Start Tacit again.')
  }

  try {
    if (opened.isOldJournal) await flush()
    // A full disk must not keep a person out; what was to be forgotten is not shown, and is tried again.
    if (unfinished.length > 0) await flush().catch(tellTrouble)
    if (catchUp.waiting() + unfinished.length > 0) follower.soon()
    const slow = await fragmented(database, MOST_FRAGMENTS)
    if (slow.length > 0) void compact(database, folder, slow).catch(tellTrouble)
  } catch (thrown) {
    isClosed = true
    await database.close()
    await journal.close()
    throw thrown
  }

  return {
    home,
    reports: opened.reports,
    ...mirrors,
    memories,
    vectors: createVectors(database),
    prepared: createPrepared(database, layout, haveChanged),
    nextLedgerId: () => (ledgerId += 1),
    say,
    forget,
    flush,
    compact: () => compact(database, folder),
    [Symbol.asyncDispose]: close,
  }
}
