/**
 * Tells of an id, or a text, that it surely was never added; of others only that it may have been (a Bloom filter of 2 MB: among a million, of one in a thousand wrongly).
 * To look up whether thousands of new passages have ids of others, or words that have vectors, would read all of them each time.
 */
export type Sieve = Readonly<{ add: (value: string) => void; mayHold: (value: string) => boolean }>

const BITS = 2 ** 24
const PROBES = 5

export function openSieve(): Sieve {
  const bits = new Uint8Array(BITS / 8)
  /** Double hashing: FNV-1a, and a step that is made of the value in the other direction. Sets the bits where `sets`; returns whether all were set. */
  const visit = (value: string, sets: boolean): boolean => {
    let first = 0x811c9dc5
    let step = 0x01000193
    for (let at = 0; at < value.length; at += 1) {
      first = Math.imul(first ^ value.charCodeAt(at), 0x01000193)
      step = Math.imul(step ^ value.charCodeAt(value.length - 1 - at), 0x85ebca6b)
    }
    step = (step ^ (step >>> 13)) | 1
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = (first + Math.imul(probe, step)) & (BITS - 1)
      const mask = 1 << (bit & 7)
      if (sets) bits[bit >> 3]! |= mask
      else if ((bits[bit >> 3]! & mask) === 0) return false
    }
    return true
  }
  return { add: (value) => void visit(value, true), mayHold: (value) => visit(value, false) }
}
