import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../agent/contract/index.ts'
import type { Client, Source } from '../../agent/contract/index.ts'
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

    const folders = folder.length > 0 ? folder : ['.']
    const unknown = folders.find((name) => name !== '.' && !dryRun.folders.some((known) => known.path === name))
    if (unknown !== undefined) throw new AppError('FOLDER_MISSING', `${dryRun.path} has no folder ${JSON.stringify(unknown)} with notes. It has ${dryRun.folders.map((known) => known.path).join(', ') || 'none'}.`)
    if (!yes) await consent(context, shown, folders, dryRun.notes)
    const source = await untilRead(client, await client.request('sources.add', { path, folders: [...folders] }), context)
    if (source.state === 'failed' || source.state === 'missing') throw new AppError('FOLDER_UNREADABLE', source.message ?? `${source.path} could not be read.`)
    context.answer({ dryRun, source }, paragraphs(sourceText(source, context.style, context.width), withheldText(source.withheld)))
  },
})

async function consent({ confirm, note }: Context, shown: string, folders: readonly string[], notes: number): Promise<void> {
  note(shown)
  const what = folders.includes('.') ? `these ${counted(notes, 'note')}` : `the notes in ${folders.join(', ')}`
  if (!(await confirm(`Read ${what}?`))) throw new AppError('CANCELLED', 'Nothing was read, and nothing is kept.')
}

/** Looks until the source is read, or the reading has failed. */
export async function untilRead(client: Client, added: Source, { progress }: Pick<Context, 'progress'>): Promise<Source> {
  let source = added
  while (source.state === 'reading') {
    if (source.total > 0) progress(`Reading ${source.done} of ${source.total}`)
    await wait(LOOK_EVERY_MS)
    const found = (await client.request('sources.list', {})).find(({ id }) => id === added.id)
    if (!found) throw new AppError('NOT_FOUND', `The source ${added.name} was removed while it was read.`)
    source = found
  }
  progress('')
  return source
}
