// Reads safetensors: eight bytes of header length, a JSON header, then the tensors.
// https://github.com/huggingface/safetensors#format

/**
 * @param {Buffer} file
 * @returns {Map<string, { dtype: string, shape: number[], data: Buffer }>}
 */
export function readSafetensors(file) {
  const headerLength = Number(file.readBigUInt64LE(0))
  const start = 8 + headerLength
  if (start > file.length) throw new Error(`Not a safetensors file: its header should take ${headerLength} bytes, and the file has ${file.length}.`)
  const header = JSON.parse(file.toString('utf8', 8, start))
  const tensors = new Map()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const [from, to] = entry.data_offsets
    if (start + to > file.length) throw new Error(`The safetensors file ends before its tensor ${name}; install the package again.`)
    tensors.set(name, { dtype: entry.dtype, shape: entry.shape, data: file.subarray(start + from, start + to) })
  }
  return tensors
}

/**
 * IEEE 754 half precision to single, exactly.
 * @param {Buffer} halves
 */
export function widen(halves) {
  const singles = Buffer.alloc(halves.length * 2)
  for (let at = 0; at < halves.length; at += 2) {
    const half = halves.readUInt16LE(at)
    const sign = half & 0x8000 ? -1 : 1
    const exponent = (half >> 10) & 0x1f
    const fraction = half & 0x3ff
    const magnitude = exponent === 0 ? fraction * 2 ** -24 : exponent === 31 ? (fraction ? Number.NaN : Infinity) : (1 + fraction / 1024) * 2 ** (exponent - 15)
    singles.writeFloatLE(sign * magnitude, at * 2)
  }
  return singles
}
