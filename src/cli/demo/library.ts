import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { axisSchema, libraryStateSchema } from '../../agent/contract/index.ts'
import type { Axis } from '../../agent/contract/index.ts'
import { appRoot } from '../../agent/paths.ts'

/** The axes, and the labels of the library's states by their text: what the simulated person judges by. */
export async function readLibrary(): Promise<Readonly<{ axes: readonly Axis[]; labels: ReadonlyMap<string, Readonly<Record<string, number>>> }>> {
  const folder = join(appRoot(), 'resources')
  const { axes } = z.object({ axes: z.array(axisSchema) }).parse(JSON.parse(await readFile(join(folder, 'axes.json'), 'utf8')))
  const files = (await readdir(join(folder, 'states'))).filter((file) => file.endsWith('.json'))
  const states = await Promise.all(files.map(async (file) => z.array(libraryStateSchema).parse(JSON.parse(await readFile(join(folder, 'states', file), 'utf8')))))
  return { axes, labels: new Map(states.flat().map((state) => [state.text, state.axes])) }
}
