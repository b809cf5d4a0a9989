export type DiffPart = Readonly<{ kind: 'same' | 'gone' | 'new'; text: string }>

/** The words that went and came between two texts, by their longest common subsequence; spaces stay with the word before. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const old = words(before)
  const fresh = words(after)
  const common = Array.from({ length: old.length + 1 }, () => Array.from({ length: fresh.length + 1 }, () => 0))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i]![j] = same(old[i]!, fresh[j]!) ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
    }
  }
  const parts: DiffPart[] = []
  const push = (kind: DiffPart['kind'], text: string): void => {
    const last = parts.at(-1)
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text }
    else parts.push({ kind, text })
  }
  let i = 0
  let j = 0
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && same(old[i]!, fresh[j]!)) {
      push('same', fresh[j]!)
      i += 1
      j += 1
    } else if (i < old.length && (j === fresh.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      push('gone', old[i]!)
      i += 1
    } else {
      push('new', fresh[j]!)
      j += 1
    }
  }
  return parts
}

const words = (text: string): readonly string[] => text.match(/\S+\s*/g) ?? []
const same = (a: string, b: string): boolean => a.trimEnd() === b.trimEnd()
