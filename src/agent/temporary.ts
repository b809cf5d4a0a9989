import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toWriteError } from './store/trouble.ts'

const VARIABLES = process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR']

/**
 * Native libraries leave files in the temporary folder, vectors of passages among them. From here on this process's lies
 * in the home and is emptied at each start and end, so that what is forgotten is forgotten there too. Call it before they load.
 */
export async function openTemporary(home: string): Promise<AsyncDisposable> {
  const folder = join(home, 'temporary')
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  await clear().then(() => mkdir(folder, { mode: 0o700 })).catch((error: unknown) => {
    throw toWriteError(error, home)
  })
  for (const name of VARIABLES) process.env[name] = folder
  return { [Symbol.asyncDispose]: clear }
}
