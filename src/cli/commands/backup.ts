import { AppError } from '../../agent/contract/index.ts'
import type { BackupView } from '../../agent/contract/index.ts'
import { command } from '../command.ts'
import { completeId } from '../ids.ts'
import { block, bytes, columns, counted, day } from '../text/lines.ts'
import { agreed } from './sources.ts'

export const backupList = command({
  name: 'backup',
  operands: [],
  summary: 'the copies of all that was said, the latest first; Tacit makes one a day',
  options: {},
  run: async ({ connect, answer }) => {
    const backups = await (await connect()).request('backups.list', {})
    answer({ backups }, backups.length === 0 ? 'No backup yet. tacit backup make makes one.' : columns(backups.map(row), [2, 3]))
  },
})

export const backupMake = command({
  name: 'backup make',
  operands: [],
  summary: 'a backup now, restored to a scratch folder and compared',
  options: {},
  run: async ({ connect, answer, progress }) => {
    const client = await connect()
    progress('Writing and comparing')
    const [made] = await client.request('backups.make', {})
    progress('')
    answer({ backup: made }, `${made!.id}: ${counted(made!.rows, 'row')}, ${bytes(made!.bytes)}. Restored to a scratch folder and compared: equal.`)
  },
})

export const backupRestore = command({
  name: 'backup restore',
  operands: ['ID'],
  summary: 'put a backup in the place of what was said; that is backed up first, and sources are read again',
  options: { yes: { type: 'boolean', help: 'do not ask; needed where nobody can be asked' } },
  run: async (context, [given], { yes }) => {
    const client = await context.connect()
    const backups = await client.request('backups.list', {})
    const id = completeId(given!, backups.map((backup) => backup.id))
    const found = backups.find((backup) => backup.id === id)
    if (!found) throw new AppError('NOT_FOUND', `There is no backup ${JSON.stringify(given)}. tacit backup lists them.`)
    await agreed(context, yes, `This puts the backup of ${day(found.at)}, ${counted(found.rows, 'row')}, in the place of what was said since. What is here now is backed up first.`)
    await client.request('backups.restore', { id })
    // Answers once the home is open again.
    const { ratings } = await client.request('app.status', {})
    context.answer({ restored: found, ratings }, block(`Restored: ${counted(found.rows, 'row')}, ${counted(ratings, 'rating')}. What was here is the latest backup.`, context.width, 0))
  },
})

function row({ id, at, bytes: size, rows, checkedAt, problem }: BackupView): readonly string[] {
  return [id, day(at), problem === null ? counted(rows, 'row') : '', bytes(size), problem ?? (checkedAt === null ? 'not tried yet' : 'restored to a scratch folder and compared: equal')]
}
