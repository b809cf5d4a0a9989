import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { axisSchema, libraryStateSchema } from '../contract/index.ts'
import type { Axis, LibraryState } from '../contract/index.ts'

const axesFileSchema = z.strictObject({ version: z.literal(1), axes: z.array(axisSchema).length(14) })

export async function loadAxes(file: string): Promise<readonly Axis[]> {
  return axesFileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).axes
}

/** All library states, in order of file and line. Throws where an id occurs twice or a label names no axis. */
export async function loadLibrary(folder: string, axes: readonly Axis[]): Promise<readonly LibraryState[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  const lists = await Promise.all(
    files.map(async (file) => z.array(libraryStateSchema).parse(JSON.parse(await readFile(join(folder, file), 'utf8')))),
  )
  const states = lists.flat()
  const axisIds = new Set(axes.map((axis) => axis.id))
  const seen = new Set<string>()
  for (const state of states) {
    if (seen.has(state.id)) throw new Error(`The state library has the id ${state.id} twice.`)
    seen.add(state.id)
    for (const id of Object.keys(state.axes)) {
      if (!axisIds.has(id)) throw new Error(`The state ${state.id} is labelled on ${id}, which is no axis.`)
    }
  }
  return states
}
