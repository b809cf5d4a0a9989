import type { Collector, Draft } from '../types.ts'

/** For formats of text: gathers the chunks and reads the lines when all are there. */
export function collectLines(read: (lines: readonly string[]) => readonly Draft[]): Collector<string> {
  const chunks: string[] = []
  return { take: (chunk) => void chunks.push(chunk), close: () => read(chunks.join('').split(/\r?\n/)) }
}

/** Walks over lines and says of each whether it stands in a fenced block, where nobody speaks. */
export function fenceWatcher(): (line: string) => boolean {
  let fence: string | null = null
  return (line) => {
    const found = /^\s{0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence === null) {
      if (found) fence = found[1]!
      return fence !== null
    }
    if (found && found[1]!.startsWith(fence) && found[2]!.trim() === '') fence = null
    return true
  }
}
