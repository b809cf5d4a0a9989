import { join } from 'node:path'
import { appRoot } from '../paths.ts'

/** Where the built-in embedder lies; a packaged app names the folder. */
export function embedderFile(folder: string = join(appRoot(), 'build', 'embedder')): string {
  return join(folder, 'all-MiniLM-L6-v2.f16.gguf')
}
