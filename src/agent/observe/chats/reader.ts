import { stat } from 'node:fs/promises'
import { AppError } from '../../contract/errors.ts'
import { detectChats } from './detect.ts'
import { dryRunChats } from './dry-run.ts'
import { readChats } from './read.ts'
import type { Reader } from '../reader.ts'

/** Chats with assistants. For a file that is none, the reason is said: nobody else reads files. */
export const chats: Reader = {
  kind: 'chats',
  holds: async (path) => {
    const detected = await detectChats(path)
    if (detected.formats === null && (await stat(path)).isFile()) throw new AppError('FORMAT_UNKNOWN', detected.reason, { data: { path } })
    return detected.formats !== null
  },
  dryRun: dryRunChats,
  read: readChats,
}
