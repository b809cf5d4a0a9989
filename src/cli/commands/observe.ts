import { resolve } from 'node:path'
import { AppError } from '../../agent/contract/index.ts'
import type { DryRun, SourceUses } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import type { Context } from '../command.ts'
import { readSource } from '../read-source.ts'
import { paragraphs } from '../text/lines.ts'
import { dryRunText, sourceText, unitsOf, withheldText } from '../text/source-text.ts'
import { askUses, hasUse, readUses, USE_NAMES } from '../uses.ts'

/** The sample notes are nobody's: they take no consent beyond asking for them. */
const SAMPLE_USES: SourceUses = { memory: true, evidence: false, proposals: true }

export const observe = command({
  name: 'observe',
  operands: ['PATH?'],
  summary: 'read a folder of notes or an export of chats: shows what would be read and what is kept out, asks what it may be used for, and reads it if you agree',
  options: {
    'dry-run': { type: 'boolean', help: 'only show it; nothing is kept' },
    for: { type: 'string', placeholder: 'USES', help: `what it may be used for, of ${USE_NAMES}; you are asked where it is not given` },
    folder: { type: 'string', multiple: true, placeholder: 'F', help: 'only this folder of it; can be given several times' },
    sample: { type: 'boolean', help: 'the sample notes, in place of PATH; used for memory,proposals where --for is not given' },
    yes: { type: 'boolean', help: 'you agree; needed, with --for, where nobody can be asked' },
  },
  run: async (context, [given], { 'dry-run': isDry, for: named, folder, sample, yes }) => {
    if ((given === undefined) !== sample) throw new UsageError('tacit observe needs the PATH of a folder of notes or of an export of chats, or --sample.', 'tacit observe ~/Notes --dry-run')
    const known = named === undefined ? (sample ? SAMPLE_USES : null) : readUses(named)
    if (!isDry && !context.isInteractive) refuseUnasked(yes, known)
    const path = given === undefined ? null : resolve(given)
    const client = await context.connect()
    const dryRun = await client.request('sources.dryRun', { path })
    const shown = dryRunText(dryRun, context.style, context.width)
    if (isDry) return context.answer({ dryRun }, shown)

    const folders = foldersOf(dryRun, folder)
    if (!yes) context.note(shown)
    const uses = known ?? (await askUses(context))
    if (!hasUse(uses)) throw new AppError('CANCELLED', 'It may be used for nothing, so nothing was read.')
    if (!yes) await consent(context, dryRun, folders)
    const source = await readSource(client, path, folders, uses, context)
    context.answer({ dryRun, source }, paragraphs(sourceText(source, context.style, context.width), withheldText(source.withheld), withheldText(source.secrets, 'Replaced')))
  },
})

/** Where nobody can be asked, both the consent and the uses stand in the command. */
function refuseUnasked(yes: boolean, uses: SourceUses | null): void {
  if (yes && uses) return
  throw new UsageError(
    `Nothing is read without your consent${uses ? '' : ' and without a use'}, and nobody can be asked here.`,
    'Look with --dry-run, then give --yes --for memory,proposals (or whichever of memory, evidence and proposals it may be used for).',
    'CONSENT_MISSING',
  )
}

/** The folders to read: those that were named, or all that the dry run found. */
export function foldersOf({ path, folders }: DryRun, named: readonly string[]): string[] {
  const known = folders.map((folder) => folder.path)
  const unknown = named.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new AppError('FOLDER_MISSING', `${path} has no folder ${JSON.stringify(unknown)} with notes. It has ${known.join(', ') || 'none'}.`)
  return named.length > 0 ? [...named] : known
}

async function consent({ confirm }: Context, { kind, folders }: DryRun, chosen: readonly string[]): Promise<void> {
  const notes = folders.filter(({ path }) => chosen.includes(path)).reduce((sum, folder) => sum + folder.notes, 0)
  if (!(await confirm(`Read ${notes === 1 ? 'this' : 'these'} ${unitsOf(kind, notes)}?`))) throw new AppError('CANCELLED', 'Nothing was read, and nothing is kept.')
}
