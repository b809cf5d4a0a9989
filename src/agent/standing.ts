import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { STANDING_FILE } from './contract/standing.ts'
import type { Standing } from './contract/standing.ts'
import { replaceFile } from './store/durable.ts'
import { toWriteError } from './store/trouble.ts'

/** Before anything of the home is opened: from then on it may not be true any more, nor allowed to stay. */
export async function removeStanding(home: string): Promise<void> {
  const file = join(home, STANDING_FILE)
  for (const path of [file, `${file}.new`]) {
    await rm(path, { force: true, maxRetries: 3 }).catch((error: unknown) => {
      throw toWriteError(error, path)
    })
  }
}

/** As the last act before the home is closed. */
export async function keepStanding(home: string, standing: Standing): Promise<void> {
  const file = join(home, STANDING_FILE)
  await replaceFile(file, JSON.stringify(standing)).catch((error: unknown) => {
    throw toWriteError(error, file)
  })
}
