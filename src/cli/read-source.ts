import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../agent/contract/index.ts'
import type { Client, Source, SourceUses } from '../agent/contract/index.ts'
import type { Context } from './command.ts'

const LOOK_EVERY_MS = 200

/** Has the folders read, and waits for the end of it. Throws where they could not be read. */
export async function readSource(client: Client, path: string | null, folders: readonly string[], uses: SourceUses, context: Pick<Context, 'progress'>): Promise<Source> {
  return whenRead(client, await client.request('sources.add', { path, folders: [...folders], uses }), context)
}

/** Waits until a source is read. Throws where it could not be. */
export async function whenRead(client: Client, begun: Source, { progress }: Pick<Context, 'progress'>): Promise<Source> {
  let source = begun
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
