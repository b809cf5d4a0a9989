import { join } from 'node:path'
import { createCatchUp } from './catch-up.ts'
import type { CatchUp } from './catch-up.ts'
import { readCheckpoint, refuseNewerTables } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { makeFolder } from './durable.ts'
import { createJournal, openJournal } from './journal.ts'
import type { Journal } from './journal.ts'
import { JOURNAL_FORMAT, readJournal } from './journal-file.ts'
import type { JournalContent, JournalHeader } from './journal-file.ts'
import { keepCopy, migrateAct, migrateTables, planMigration } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { openMirror, parseStored } from './mirror.ts'
import type { WritableMirror } from './mirror.ts'
import { keysOf } from './purge.ts'
import type { PlainRow } from './rows.ts'
import { SAID_TABLES, TABLE_NAMES } from './tables.ts'
import type { Definition, Layout, SaidTable } from './tables.ts'
import { damaged } from './trouble.ts'
import type { Forgotten, LedgerRow, ProposalRow, Said, SettingRow, SourceRow, StateRow } from './types.ts'

export type Mirrors = Readonly<{
  ledger: WritableMirror<number, LedgerRow>
  proposals: WritableMirror<string, ProposalRow>
  sources: WritableMirror<string, SourceRow>
  settings: WritableMirror<string, SettingRow>
  states: WritableMirror<string, StateRow>
}>

export type Unfinished = Readonly<{ seq: number; what: Forgotten }>

/** An open home: what the tables hold and what the journal adds to it. */
export type Home = Readonly<{
  folder: string
  database: Database
  journal: Journal
  mirrors: Mirrors
  catchUp: CatchUp
  ledgerId: number
  /** What was to be forgotten when Tacit was stopped. */
  unfinished: readonly Unfinished[]
  /** The journal's rows are of an older version, and rows of this one must not be added to them. */
  isOldJournal: boolean
  reports: readonly string[]
}>

export function headerFor(layout: Layout, seq: number, ledgerId: number): JournalHeader {
  return { journal: JOURNAL_FORMAT, seq, ledgerId, schemas: Object.fromEntries(TABLE_NAMES.map((name) => [name, layout[name].version])) }
}

export async function openHome(home: string, layout: Layout, migrations: readonly Migration[]): Promise<Home> {
  const folder = join(home, 'store')
  const path = join(home, 'journal')
  const reports: string[] = []
  const checkpoint = await readCheckpoint(folder, layout)
  const found = await readJournal(path)
  if (found) refuseNewerTables(path, found.header.schemas, layout)
  if (!checkpoint && found && (found.header.seq > 0 || found.lines.length > 0)) {
    throw damaged(`${join(folder, 'checkpoint.json')} is missing, and ${path} goes on from it.`, `Put ${folder} back from a copy of the home.`, { data: { home } })
  }
  await makeFolder(home)
  const plan = planMigration(versionsOf(checkpoint), layout, migrations)
  if (plan.old.length > 0) {
    const copy = await keepCopy(home, found ? ['store', 'journal'] : ['store'])
    reports.push(`The tables ${plan.old.join(', ')} were brought to this version. A copy of what was before is in ${copy}.`)
  }
  if (!found) {
    if (checkpoint) reports.push(`${path} was missing. What was said last and was not in the tables yet is gone.`)
    await createJournal(path, headerFor(layout, checkpoint?.seq ?? 0, 0))
  }
  const content = found ?? (await readJournal(path))!
  if (content.torn) reports.push(content.torn)
  const database = await openDatabase(folder, checkpoint, layout)
  try {
    await migrateTables(database, layout, plan)
    const mirrors = await openMirrors(database, layout)
    const catchUp = createCatchUp(database, layout)
    const { broughtBack, ...replayed } = replay(content, { database, mirrors, catchUp, layout, migrations })
    if (broughtBack > 0) reports.push(`Brought back from ${path} what was not in the tables yet: ${broughtBack} ${broughtBack === 1 ? 'row' : 'rows'}.`)
    const journal = await openJournal(path, content, database.checkpoint().seq)
    return { folder, database, journal, mirrors, catchUp, reports, ...replayed }
  } catch (thrown) {
    await database.close()
    throw thrown
  }
}

async function openMirrors(database: Database, layout: Layout): Promise<Mirrors> {
  return {
    ledger: await openMirror(database, layout.ledger),
    proposals: await openMirror(database, layout.proposals),
    sources: await openMirror(database, layout.sources),
    settings: await openMirror(database, layout.settings),
    states: await openMirror(database, layout.states),
  }
}

type Replayed = Pick<Home, 'unfinished' | 'ledgerId' | 'isOldJournal'> & Readonly<{ broughtBack: number }>
type Target = Pick<Home, 'database' | 'mirrors' | 'catchUp'> & Readonly<{ layout: Layout; migrations: readonly Migration[] }>

/** All acts go to the mirrors in order, also those that the tables have: a forgetting may not have got so far. */
function replay(content: JournalContent, { database, mirrors, catchUp, layout, migrations }: Target): Replayed {
  const { schemas } = content.header
  const plan = planMigration(schemas, layout, migrations)
  const unfinished: Unfinished[] = []
  let broughtBack = 0
  let ledgerId = Math.max(content.header.ledgerId, mirrors.ledger.all().at(-1)?.id ?? 0)
  for (const { from, acts } of content.lines) {
    for (const [index, act] of acts.map((each) => migrateAct(each, schemas, plan)).entries()) {
      const seq = from + index
      if ('forgotten' in act) {
        const instead = parseSaid(act.forgotten.instead ?? {}, layout)
        const what = { ...act.forgotten, ...(act.forgotten.instead && { instead }) }
        unfinished.push({ seq, what })
        applyForgotten(mirrors, catchUp, what)
        catchUp.note(seq, instead)
        continue
      }
      const said = parseSaid(act.said, layout)
      ledgerId = Math.max(ledgerId, ...(said.ledger ?? []).map(({ id }) => id))
      applySaid(mirrors, said)
      if (seq <= database.checkpoint().seq) continue
      catchUp.note(seq, said)
      broughtBack += Object.values(said).reduce((sum, rows) => sum + rows.length, 0)
    }
  }
  return { unfinished, broughtBack, ledgerId, isOldJournal: plan.old.length > 0 }
}

export function applySaid(mirrors: Mirrors, said: Said): void {
  mirrors.ledger.put(said.ledger ?? [])
  mirrors.proposals.put(said.proposals ?? [])
  mirrors.sources.put(said.sources ?? [])
  mirrors.settings.put(said.settings ?? [])
  mirrors.states.put(said.states ?? [])
}

/** Returns how many rows went, by table. */
export function applyForgotten(mirrors: Mirrors, catchUp: CatchUp, what: Forgotten): Readonly<Record<SaidTable, number>> {
  applySaid(mirrors, what.instead ?? {})
  for (const [name, keys] of Object.entries(keysOf(what))) catchUp.drop(name as SaidTable, keys)
  return {
    ledger: mirrors.ledger.delete(what.ledgerIds ?? []),
    proposals: mirrors.proposals.delete(what.proposalIds ?? []),
    sources: mirrors.sources.delete(what.sourceIds ?? []),
    settings: mirrors.settings.delete(what.settingKeys ?? []),
    states: mirrors.states.delete(what.stateIds ?? []),
  }
}

function parseSaid(said: Said, layout: Layout): Said {
  return Object.fromEntries(SAID_TABLES.flatMap((name) => {
    const definition: Definition<unknown> = layout[name]
    return said[name] ? [[name, said[name].map((row) => parseStored(definition, row as PlainRow))]] : []
  }))
}

function versionsOf(checkpoint: Checkpoint | null): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(checkpoint?.tables ?? {}).map(([name, { schema }]) => [name, schema]))
}
