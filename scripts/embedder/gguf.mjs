// Writes GGUF 3, the file format of llama.cpp: header, metadata, tensor table, then the tensors, each aligned to 32 bytes.
// https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

const ALIGNMENT = 32
const VALUE_TYPES = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 }
export const TENSOR_TYPES = { f32: 0, f16: 1 }

/**
 * @typedef {keyof typeof VALUE_TYPES} ValueType
 * @typedef {{ key: string, type: ValueType, value: unknown, of?: ValueType }} Metadata `of` is the type of an array's elements
 * @typedef {{ name: string, type: keyof typeof TENSOR_TYPES, shape: readonly number[], data: Buffer }} Tensor `shape` is row-major
 */

/** @param {bigint | number} value */
function uint64(value) {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** @param {string} text */
function string(text) {
  const bytes = Buffer.from(text, 'utf8')
  return Buffer.concat([uint64(bytes.length), bytes])
}

/**
 * @param {ValueType} type
 * @param {any} value
 * @param {ValueType} [of]
 * @returns {Buffer}
 */
function encode(type, value, of) {
  switch (type) {
    case 'uint32':
      return uint32(value)
    case 'int32':
      return Buffer.from(Int32Array.of(value).buffer)
    case 'float32':
      return Buffer.from(Float32Array.of(value).buffer)
    case 'bool':
      return Buffer.of(value ? 1 : 0)
    case 'string':
      return string(value)
    case 'array':
      if (of === undefined) throw new TypeError('An array of GGUF metadata needs the type of its elements.')
      return Buffer.concat([uint32(VALUE_TYPES[of]), uint64(value.length), ...value.map((/** @type {unknown} */ each) => encode(of, each))])
  }
}

/** @param {number} length */
const padding = (length) => Buffer.alloc((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT)

/**
 * @param {readonly Metadata[]} metadata
 * @param {readonly Tensor[]} tensors
 * @returns {Buffer} the whole file
 */
export function encodeGguf(metadata, tensors) {
  const table = []
  const data = []
  let offset = 0
  for (const tensor of tensors) {
    // GGUF names the fastest dimension first.
    const dimensions = tensor.shape.toReversed()
    table.push(string(tensor.name), uint32(dimensions.length), ...dimensions.map(uint64), uint32(TENSOR_TYPES[tensor.type]), uint64(offset))
    const rest = padding(tensor.data.length)
    data.push(tensor.data, rest)
    offset += tensor.data.length + rest.length
  }
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(tensors.length),
    uint64(metadata.length),
    ...metadata.flatMap(({ key, type, value, of }) => [string(key), uint32(VALUE_TYPES[type]), encode(type, value, of)]),
    ...table,
  ])
  return Buffer.concat([head, padding(head.length), ...data])
}
