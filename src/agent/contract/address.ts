import { createHash } from 'node:crypto'
import { homedir, platform, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The folder that holds all that Tacit keeps, unless `--home` or TACIT_HOME names another. */
export function defaultHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.TACIT_HOME) return resolve(environment.TACIT_HOME)
  if (platform() === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Tacit')
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Tacit')
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'tacit')
}

/** Where the process that owns a home listens: a named pipe on Windows, else a socket in the home itself. */
export function ownerAddress(home: string): string {
  const name = createHash('sha256').update(resolve(home)).digest('hex').slice(0, 24)
  if (platform() === 'win32') return `\\\\.\\pipe\\tacit-${name}`
  const inHome = join(resolve(home), 'owner.sock')
  // A socket's path holds at most 103 bytes on macOS and 107 on Linux.
  return Buffer.byteLength(inHome) <= 100 ? inHome : join(tmpdir(), `tacit-${name}.sock`)
}
