import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../agent/contract/index.ts'
import type { Client, DryRun, Source } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import type { Context } from '../command.ts'
import { counted, paragraphs } from '../text/lines.ts'
import { dryRunText, sourceText, withheldText } from '../text/source-text.ts'

const LOOK_EVERY_MS = 200

export const observe = command({
  name: 'observe',
  operands: ['PATH?'],
  summary: 'read a folder of notes: shows what would be read and what is kept out, and reads it if you agree',
  options: {
    'dry-run': { type: 'boolean', help: 'only show it; nothing is kept' },
    folder: { type: 'string', multiple: true, placeholder: 'F', help: 'only this folder of it; can be given several times' },
    sample: { type: 'boolean', help: 'the sample notes, in place of PATH' },
    yes: { type: 'boolean', help: 'you agree; needed where nobody can be asked' },
  },
  run: async (context, [given], { 'dry-run': isDry, folder, sample, yes }) => {
    if ((given === undefined) !== sample) throw new UsageError('tacit observe needs the PATH of a folder of notes, or --sample.', 'tacit observe ~/Notes --dry-run')
    if (!isDry && !yes && !context.isInteractive) throw new UsageError('Nothing is read without your consent, and nobody can be asked here.', 'Look with --dry-run, then give --yes.', 'CONSENT_MISSING')
    const path = given === undefined ? null : resolve(given)
    const client = await context.connect()
    const dryRun = await client.request('sources.dryRun', { path })
    const shown = dryRunText(dryRun, context.style, context.width)
    if (isDry) return context.answer({ dryRun }, shown)

    const folders = foldersOf(dryRun, folder)
    if (!yes) await consent(context, shown, dryRun, folders)
    const source = await read(client, path, folders, context)
    context.answer({ dryRun, source }, paragraphs(sourceText(source, context.style, context.width), withheldText(source.withheld)))
  },
})

/** The folders to read: those that were named, or all that the dry run found. */
export function foldersOf({ path, folders }: DryRun, named: readonly string[]): string[] {
  const known = folders.map((folder) => folder.path)
  const unknown = named.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new AppError('FOLDER_MISSING', `${path} has no folder ${JSON.stringify(unknown)} with notes. It has ${known.join(', ') || 'none'}.`)
  return named.length > 0 ? [...named] : known
}

async function consent({ confirm, note }: Context, shown: string, { folders }: DryRun, chosen: readonly string[]): Promise<void> {
  note(shown)
  const notes = folders.filter(({ path }) => chosen.includes(path)).reduce((sum, folder) => sum + folder.notes, 0)
  if (!(await confirm(`Read these ${counted(notes, 'note')}?`))) throw new AppError('CANCELLED', 'Nothing was read, and nothing is kept.')
}

/** Has the folders read, and waits for the end of it. Throws where they could not be read. */
export async function read(client: Client, path: string | null, folders: readonly string[], { progress }: Pick<Context, 'progress'>): Promise<Source> {
  let source = await client.request('sources.add', { path, folders: [...folders], uses: { memory: true, evidence: false, proposals: true } })
  while (source.state === 'reading') {
    if (source.total > 0) progress(`Reading ${source.done} of ${source.total}`)
    await wait(LOOK_EVERY_MS)
    const found = (await client.request('sources.list', {})).find(({ id }) => id === source.id)
    if (!found) throw new AppError('NOT_FOUND', `The source ${source.name} was removed while it was read.`)
    source = found
  }
  progress('')
  if (source.state !== 'current') throw new AppError('FOLDER_UNREADABLE', source.message ?? `${source.path} was not read to the end: it is ${source.state}.`)
  return source
}
