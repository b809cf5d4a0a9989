import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder that holds `resources/`: the repository when run from source or `out/`, the packaged app otherwise. */
export function appRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'resources', 'axes.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`No resources/axes.json above ${import.meta.dirname}: the app is incomplete, install it again.`)
    folder = parent
  }
  return folder
}

export function resource(...parts: string[]): string {
  return join(appRoot(), 'resources', ...parts)
}
