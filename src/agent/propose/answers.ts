import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { LibraryState } from '../contract/entities.ts'

const answersSchema = z.record(z.string(), z.array(z.string().min(3)).min(1))

/** For each library state the wants that it answers, in plain words, by id. Throws where an id names no state. */
export async function loadAnswers(file: string, library: readonly LibraryState[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const answers = answersSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  const known = new Set(library.map((state) => state.id))
  for (const id of Object.keys(answers)) if (!known.has(id)) throw new Error(`The file of answers names the state ${id}, which the library does not have.`)
  return new Map(Object.entries(answers))
}
