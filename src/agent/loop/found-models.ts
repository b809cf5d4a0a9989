import { basename } from 'node:path'
import { z } from 'zod'
import type { Published } from '../model/hub.ts'
import type { Store } from '../store/types.ts'

// Files of the hub that the person named: listed with what the hub said of them, to be downloaded like those of the catalogue.

const KEY = 'models.found'
const MOST = 50

const foundSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  repository: z.string(),
  revision: z.string(),
  file: z.string(),
  size: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type FoundModel = Readonly<z.infer<typeof foundSchema>>

export const readFound = (store: Pick<Store, 'settings'>): readonly FoundModel[] => z.array(foundSchema).catch([]).parse(store.settings.get(KEY)?.value ?? [])

/** The latest stay. */
export async function writeFound(store: Pick<Store, 'say'>, found: readonly FoundModel[]): Promise<readonly FoundModel[]> {
  const kept = found.slice(-MOST)
  await store.say({ settings: [{ key: KEY, value: kept }] })
  return kept
}

/** The same file has the same id, wherever it was found. */
export function foundOf({ repository, revision, file, size, sha256 }: Published): FoundModel {
  return { id: `hub-${sha256.slice(0, 12)}`, name: basename(file, '.gguf'), repository, revision, file, size, sha256 }
}

/** Two repositories may have different files of one name. */
export const savedName = ({ name, sha256 }: FoundModel): string => `${name.slice(0, 120)}.${sha256.slice(0, 8)}.gguf`
