// Seeded randomness for the simulators (sfc32): other code than the learner's own.

export type Random = Readonly<{
  /** In [0, 1). */
  uniform: () => number
  normal: () => number
  /** An integer in [0, below). */
  below: (below: number) => number
  shuffled: <T>(values: readonly T[]) => T[]
}>

/** The same parts give the same sequence. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1]
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum | 0
    return sum >>> 0
  }
  for (const code of Buffer.from(parts.join('\0'))) {
    a ^= Math.imul(code + 1, 0x01000193)
    next()
  }
  for (let i = 0; i < 15; i += 1) next()

  const uniform = (): number => (next() * 0x200000 + (next() >>> 11)) / 2 ** 53
  const below = (limit: number): number => Math.floor(uniform() * limit)
  return {
    uniform,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.sin(2 * Math.PI * uniform()),
    shuffled: (values) => {
      const mixed = [...values]
      for (let i = mixed.length - 1; i > 0; i -= 1) {
        const j = below(i + 1)
        ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
      }
      return mixed
    },
  }
}
