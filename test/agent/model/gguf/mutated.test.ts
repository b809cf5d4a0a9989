import { describe, expect, test } from 'vitest'
import { seeded } from '../../../../src/agent/game/random.ts'
import type { Random } from '../../../../src/agent/game/random.ts'
import { factsSchema } from '../../../../src/agent/model/gguf/facts.ts'
import { needsOf } from '../../../../src/agent/model/gguf/needs.ts'
import { readFacts } from '../../../../src/agent/model/gguf/read.ts'
import { Refused } from '../../../../src/agent/model/gguf/refuse.ts'
import { MOST_HEADER_BYTES } from '../../../../src/agent/model/gguf/window.ts'
import { bytesOf, CHAT_MODEL, EMBEDDER, makeGguf, smallModel, startOf } from './files.ts'

/** `npm run soak -- gguf` asks for ten thousand. */
const HEADERS = Number(process.env['TACIT_HEADERS'] ?? 500)
const SEED = Number(process.env['TACIT_SEED'] ?? 5)

/** One buffer, whatever the header claims. */
const MOST_AT_ONCE = 256 * 1024
const EXTREMES = [0n, 1n, 0x7fn, 0xffn, 0x7fffffffn, 0xffffffffn, 0x1_0000_0000n, 0x1f_ffff_ffff_ffffn, 0x7fff_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn]

/** Its beginning and its end hold what everything else hangs on; between them lie the tokens. */
function place(random: Random, length: number): number {
  const where = random()
  if (where < 0.45) return Math.floor(random() * Math.min(length, 1600))
  if (where < 0.85) return Math.max(0, length - 1 - Math.floor(random() * 16_000))
  return Math.floor(random() * length)
}

function mutate(from: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(from)
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
    const at = place(random, bytes.length)
    const count = 1 + Math.floor(random() * 40)
    switch (Math.floor(random() * 6)) {
      case 0: bytes[at]! ^= 1 << Math.floor(random() * 8); break
      case 1: bytes[at] = Math.floor(random() * 256); break
      case 2: if (at + 8 <= bytes.length) bytes.writeBigUInt64LE(EXTREMES[Math.floor(random() * EXTREMES.length)]!, at); break
      case 3: if (at + 4 <= bytes.length) bytes.writeUInt32LE(Math.floor(random() * 16), at); break
      case 4: bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]); break
      default: bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - count), at), bytes.subarray(at)])
    }
  }
  return random() < 0.1 ? bytes.subarray(0, place(random, bytes.length)) : bytes
}

const sources = [
  { what: 'a small model', share: 0.5, head: async () => ({ head: makeGguf(smallModel()).subarray(0, 1100), size: 40_000 }) },
  { what: 'the built-in embedder', share: CHAT_MODEL ? 0.3 : 0.5, head: () => startOf(EMBEDDER, 627_723) },
  ...(CHAT_MODEL ? [{ what: 'a chat model', share: 0.2, head: () => startOf(CHAT_MODEL!, 1_769_507) }] : []),
]

describe.each(sources)('$what with a damaged header', ({ share, head }) => {
  const count = Math.ceil(HEADERS * share)

  test(`is taken or refused, ${count} times, and never makes memory of what it claims`, { timeout: 60_000 + count * 60 }, async () => {
    const random = seeded(SEED)
    const whole = await head()
    const outcomes = { taken: 0, refused: 0 }
    const before = process.memoryUsage().rss
    for (let index = 0; index < count; index++) {
      const bytes = mutate(whole.head, random)
      const size = random() < 0.05 ? Number.MAX_SAFE_INTEGER : whole.size + bytes.length - whole.head.length
      let asked = 0
      const file = bytesOf(bytes, Math.max(bytes.length, size))
      const read = (into: Buffer, position: number): Promise<number> => {
        asked += into.length
        expect(into.length).toBeLessThanOrEqual(MOST_AT_ONCE)
        return file.read(into, position)
      }
      const outcome = await readFacts({ size: file.size, read }).catch((error: unknown) => error)
      expect(asked, `header ${index} of seed ${SEED}`).toBeLessThanOrEqual(2 * MOST_HEADER_BYTES)
      if (outcome instanceof Error) {
        expect(outcome, `header ${index} of seed ${SEED}: ${outcome.stack}`).toBeInstanceOf(Refused)
        expect(outcome.message.length).toBeLessThan(600)
        outcomes.refused++
        continue
      }
      const facts = factsSchema.parse(outcome)
      expect(JSON.stringify(facts).length, `header ${index} of seed ${SEED}`).toBeLessThan(200_000)
      const { bytes: needed } = needsOf(facts)
      expect(Number.isFinite(needed) && needed > 0, `header ${index} of seed ${SEED} needs ${needed}`).toBe(true)
      outcomes.taken++
    }
    expect(outcomes.refused).toBeGreaterThan(count / 5)
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 1024 * 1024)
  })
})
