import type { Client, Source } from '../../agent/contract/index.ts'
import { AppError } from '../../agent/contract/index.ts'
import { command, UsageError } from '../command.ts'
import type { Context } from '../command.ts'
import { completeId } from '../ids.ts'
import { whenRead } from '../read-source.ts'
import { block, counted } from '../text/lines.ts'
import { sourcesText, sourceText } from '../text/source-text.ts'
import { readUses, USE_NAMES, USES } from '../uses.ts'

/** A source by its id, the beginning of it, or its name. Throws NOT_FOUND. */
export async function findSource(client: Client, given: string): Promise<Source> {
  const all = await client.request('sources.list', {})
  const named = all.filter(({ name }) => name === given)
  const id = named.length === 1 ? named[0]!.id : completeId(given, all.map((source) => source.id))
  const found = all.find((source) => source.id === id)
  if (!found) throw new AppError('NOT_FOUND', `There is no source ${JSON.stringify(given)}. tacit sources lists them.`)
  return found
}

export const sources = command({
  name: 'sources',
  operands: [],
  summary: 'what you let Tacit read, and what for',
  options: {},
  run: async ({ connect, answer, style, width }) => {
    const list = await (await connect()).request('sources.list', {})
    answer({ sources: list }, sourcesText(list, style, width))
  },
})

export const sourcesUses = command({
  name: 'sources uses',
  operands: ['ID', 'USES'],
  summary: `change what a source may be used for, of ${USE_NAMES}; what a use no longer covers is forgotten`,
  options: { yes: { type: 'boolean', help: 'do not ask; needed where a use goes and nobody can be asked' } },
  run: async (context, [given, named], { yes }) => {
    const uses = readUses(named!)
    const client = await context.connect()
    const source = await findSource(client, given!)
    const gone = USES.filter(({ name }) => source.uses[name] && !uses[name])
    if (gone.length > 0) await agreed(context, yes, `This forgets what ${source.name} is kept for only for ${gone.map(({ name }) => name).join(' and ')}.`)
    show(context, await client.request('sources.setUses', { id: source.id, uses }))
  },
})

export const sourcesPause = command({
  name: 'sources pause',
  operands: ['ID'],
  summary: 'read no more of a source for now; what was read stays',
  options: {},
  run: async (context, [given]) => {
    const client = await context.connect()
    show(context, await client.request('sources.pause', { id: (await findSource(client, given!)).id, paused: true }))
  },
})

export const sourcesResume = command({
  name: 'sources resume',
  operands: ['ID'],
  summary: 'go on with a source that was paused',
  options: {},
  run: async (context, [given]) => {
    const client = await context.connect()
    show(context, await whenRead(client, await client.request('sources.pause', { id: (await findSource(client, given!)).id, paused: false }), context))
  },
})

export const sourcesRead = command({
  name: 'sources read',
  operands: ['ID'],
  summary: 'read a source again, now',
  options: {},
  run: async (context, [given]) => {
    const client = await context.connect()
    show(context, await whenRead(client, await client.request('sources.readAgain', { id: (await findSource(client, given!)).id }), context))
  },
})

export const sourcesRemove = command({
  name: 'sources remove',
  operands: ['ID'],
  summary: 'forget a source with everything that came from it; your files stay',
  options: { yes: { type: 'boolean', help: 'do not ask; needed where nobody can be asked' } },
  run: async (context, [given], { yes }) => {
    const client = await context.connect()
    const source = await findSource(client, given!)
    await agreed(context, yes, `This forgets the source ${source.name} (${source.path}) with its ${counted(source.passages, 'passage')}, and the unanswered proposals and evidence that came from it. Your files stay.`)
    const forgotten = await client.request('sources.remove', { id: source.id })
    context.answer({ source: source.id, forgotten }, `Forgotten: ${counted(forgotten.passages, 'passage')}, ${counted(forgotten.proposals, 'proposal')}, ${counted(forgotten.rows, 'row')} of evidence.`)
  },
})

function show({ answer, style, width }: Context, source: Source): void {
  answer({ source }, sourceText(source, style, width))
}

/** Goes on only where the person agrees to what cannot be undone. */
export async function agreed({ isInteractive, note, confirm, width }: Context, yes: boolean, what: string): Promise<void> {
  if (yes) return
  if (!isInteractive) throw new UsageError(what, 'Give --yes to do it. It cannot be undone.', 'CONSENT_MISSING')
  note(block(what, width, 0))
  if (!(await confirm('Do it? This cannot be undone.'))) throw new AppError('CANCELLED', 'Nothing was changed.')
}
