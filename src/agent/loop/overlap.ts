import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'

type Rooted = Readonly<{ id: string; path: string }>

/** The roots of other sources that lie inside this one: the person chose for them apart. */
export async function rootsInside(source: Rooted, all: readonly Rooted[]): Promise<readonly string[]> {
  const root = await resolved(source.path)
  const others = await Promise.all(all.filter(({ id }) => id !== source.id).map(({ path }) => resolved(path)))
  return others.filter((path) => path.startsWith(root.endsWith(sep) ? root : root + sep))
}

/** With every link resolved; as it is where it lies on a drive that is away. */
function resolved(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
