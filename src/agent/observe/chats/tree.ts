import type { Said } from './types.ts'

/** A message with where it stands: on the way to what was seen last, or on a branch that was left. */
export type Placed = Readonly<{ said: Said; isSuperseded: boolean }>

/**
 * The messages in the order of reading: the path to `current` (else to the newest leaf), and before each message of it the branches that
 * it replaced. A parent that is missing is taken for the newest of the rest, a circle is cut where it closes, and what hangs on no path is superseded.
 */
export function order(said: readonly Said[], current: string | null): readonly Placed[] {
  const byId = new Map<string, Said>()
  for (const message of said) if (!byId.has(message.id)) byId.set(message.id, message)
  const leaf = current !== null && byId.has(current) ? current : newestLeaf(byId)
  const path = leaf === null ? [] : pathTo(leaf, byId)
  const onPath = new Set(path.map(({ id }) => id))
  prependLost(path, onPath, byId)
  const children = new Map<string | null, Said[]>()
  for (const message of byId.values()) {
    if (onPath.has(message.id)) continue
    const parent = message.parent !== null && byId.has(message.parent) ? message.parent : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(message)
    else children.set(parent, [message])
  }
  const placed: Placed[] = []
  const done = new Set<string>()

  function addBranches(parent: string | null): void {
    const stack = (children.get(parent) ?? []).toReversed()
    for (let message = stack.pop(); message !== undefined; message = stack.pop()) {
      if (done.has(message.id)) continue
      done.add(message.id)
      placed.push({ said: message, isSuperseded: true })
      stack.push(...(children.get(message.id) ?? []).toReversed())
    }
  }

  for (const [index, message] of path.entries()) {
    addBranches(index === 0 ? null : path[index - 1]!.id)
    placed.push({ said: message, isSuperseded: false })
  }
  addBranches(path.at(-1)?.id ?? null)
  // What is left hangs in a circle of its own.
  for (const message of byId.values()) if (!onPath.has(message.id) && !done.has(message.id)) placed.push({ said: message, isSuperseded: true })
  return placed
}

/** Where the first message's parent is not in the export, what came before it is the newest of what is left. */
function prependLost(path: Said[], onPath: Set<string>, byId: ReadonlyMap<string, Said>): void {
  const rest = new Map(byId)
  for (let first = path[0]; first !== undefined && first.parent !== null && !byId.has(first.parent); first = path[0]) {
    for (const id of onPath) rest.delete(id)
    const leaf = newestLeaf(rest)
    if (leaf === null) return
    const before = pathTo(leaf, rest)
    for (const { id } of before) onPath.add(id)
    path.unshift(...before)
  }
}

function pathTo(leaf: string, byId: ReadonlyMap<string, Said>): Said[] {
  const path: Said[] = []
  const seen = new Set<string>()
  for (let message = byId.get(leaf); message !== undefined && !seen.has(message.id); message = message.parent === null ? undefined : byId.get(message.parent)) {
    seen.add(message.id)
    path.push(message)
  }
  return path.toReversed()
}

/** The leaf that was written last; by position where nothing says when, and anything at all where every message is in a circle. */
function newestLeaf(byId: ReadonlyMap<string, Said>): string | null {
  const parents = new Set<string>()
  for (const { parent } of byId.values()) if (parent !== null) parents.add(parent)
  let newest: Said | null = null
  for (const message of byId.values()) {
    if (!parents.has(message.id) && (newest === null || (message.at ?? newest.at ?? 0) >= (newest.at ?? 0))) newest = message
  }
  return newest?.id ?? [...byId.keys()].at(-1) ?? null
}

/** Gives each message of a plain list the one before it as its parent. */
export function chain(said: readonly Omit<Said, 'parent'>[]): readonly Said[] {
  return said.map((message, index) => ({ ...message, parent: index === 0 ? null : said[index - 1]!.id }))
}
