import { refuse } from './refuse.ts'
import { TENSOR_TYPES } from './tensor-types.ts'
import type { Window } from './window.ts'

/** A single value of the header; long texts and long lists are only counted. */
export type Value = number | boolean | string | readonly number[]

export type Tensor = Readonly<{ name: string; type: number; elements: number; bytes: number }>

/** All of a header that is kept. Tensor sizes in bytes. */
export type Header = Readonly<{
  values: ReadonlyMap<string, Value>
  /** How many bytes a text, or elements a list, has that was not kept. */
  lengths: ReadonlyMap<string, number>
  tensors: readonly Tensor[]
  /** Where the file has to end at the earliest. */
  end: number
}>

const MOST_KEYS = 10_000
const MOST_TENSORS = 50_000
const MOST_ELEMENTS = 1_000_000
const MOST_KEY_BYTES = 1024
const MOST_TEXT_BYTES = 512
const MOST_LISTED = 1024
/** llama.cpp's own (`GGML_MAX_NAME`, `GGML_MAX_DIMS`). */
const MOST_NAME_BYTES = 63
const MOST_DIMENSIONS = 4

const [BOOL, TEXT, LIST] = [7, 8, 9]
const SCALARS: ReadonlyMap<number, Readonly<{ bytes: number; read: (from: Buffer) => number }>> = new Map([
  [0, { bytes: 1, read: (from: Buffer) => from.readUInt8(0) }],
  [1, { bytes: 1, read: (from: Buffer) => from.readInt8(0) }],
  [2, { bytes: 2, read: (from: Buffer) => from.readUInt16LE(0) }],
  [3, { bytes: 2, read: (from: Buffer) => from.readInt16LE(0) }],
  [4, { bytes: 4, read: (from: Buffer) => from.readUInt32LE(0) }],
  [5, { bytes: 4, read: (from: Buffer) => from.readInt32LE(0) }],
  [6, { bytes: 4, read: (from: Buffer) => from.readFloatLE(0) }],
  [BOOL, { bytes: 1, read: (from: Buffer) => from.readUInt8(0) }],
  [10, { bytes: 8, read: (from: Buffer) => Number(from.readBigUInt64LE(0)) }],
  [11, { bytes: 8, read: (from: Buffer) => Number(from.readBigInt64LE(0)) }],
  [12, { bytes: 8, read: (from: Buffer) => from.readDoubleLE(0) }],
])

/** A name of the file's, for a message: nothing in it can end a line or colour a terminal. */
const shown = (name: string): string => JSON.stringify(name.slice(0, 80))

export async function readHeader(window: Window): Promise<Header> {
  await window.skip(8)
  const tensorCount = await window.u64()
  const keyCount = await window.u64()
  if (keyCount > MOST_KEYS) refuse(`claims ${keyCount} entries in its header, more than any model has. It is damaged.`)
  if (tensorCount > MOST_TENSORS) refuse(`claims ${tensorCount} tensors, more than any model has. It is damaged.`)
  const values = new Map<string, Value>()
  const lengths = new Map<string, number>()
  for (let index = 0; index < keyCount; index++) {
    const key = await text(window, MOST_KEY_BYTES, `the name of entry ${index + 1}`)
    if (values.has(key) || lengths.has(key)) refuse(`has the entry ${shown(key)} twice. It is damaged.`)
    await readValue(window, key, values, lengths)
  }
  const alignment = values.get('general.alignment') ?? 32
  if (typeof alignment !== 'number' || alignment < 8 || alignment > 65_536 || !Number.isInteger(Math.log2(alignment))) refuse(`says that its tensors are aligned to ${shown(String(alignment))} bytes, which cannot be. It is damaged.`)
  return { values, lengths, ...(await readTensors(window, tensorCount, alignment)) }
}

async function text(window: Window, most: number, what: string): Promise<string> {
  const length = await window.u64()
  if (length > most) refuse(`gives ${what} ${length} bytes, more than it can have. It is damaged.`)
  return (await window.take(length)).toString('utf8')
}

async function readValue(window: Window, key: string, values: Map<string, Value>, lengths: Map<string, number>): Promise<void> {
  const type = await window.u32()
  if (type === TEXT) {
    const length = await window.u64()
    if (length <= MOST_TEXT_BYTES) return void values.set(key, (await window.take(length)).toString('utf8'))
    lengths.set(key, length)
    return window.skip(length)
  }
  if (type === LIST) return readList(window, key, values, lengths)
  const scalar = SCALARS.get(type) ?? refuse(`has the entry ${shown(key)} with a value of the unknown type ${type}. It is damaged, or newer than this version of Tacit.`)
  const value = scalar.read(await window.take(scalar.bytes))
  values.set(key, type === BOOL ? value !== 0 : value)
}

async function readList(window: Window, key: string, values: Map<string, Value>, lengths: Map<string, number>): Promise<void> {
  const type = await window.u32()
  const count = await window.u64()
  if (count > MOST_ELEMENTS) refuse(`claims that the list ${shown(key)} has ${count} elements. It is damaged.`)
  if (type === TEXT) {
    lengths.set(key, count)
    return window.skipStrings(count)
  }
  const scalar = SCALARS.get(type) ?? refuse(`has a list ${shown(key)} of the unknown type ${type}. It is damaged, or newer than this version of Tacit.`)
  if (count > MOST_LISTED) {
    lengths.set(key, count)
    return window.skip(count * scalar.bytes)
  }
  const bytes = await window.take(count * scalar.bytes)
  values.set(key, Array.from({ length: count }, (_, index) => scalar.read(bytes.subarray(index * scalar.bytes))))
}

async function readTensors(window: Window, count: number, alignment: number): Promise<Pick<Header, 'tensors' | 'end'>> {
  const padded = (bytes: number): number => Math.ceil(bytes / alignment) * alignment
  const tensors: Tensor[] = []
  const names = new Set<string>()
  let offset = 0
  let last = 0
  for (let index = 0; index < count; index++) {
    const name = await text(window, MOST_NAME_BYTES, `the name of tensor ${index + 1}`)
    if (names.has(name)) refuse(`has the tensor ${shown(name)} twice. It is damaged.`)
    names.add(name)
    const dimensions = await window.u32()
    if (dimensions > MOST_DIMENSIONS) refuse(`says that the tensor ${shown(name)} has ${dimensions} dimensions. It is damaged.`)
    const lengths: number[] = []
    for (let each = 0; each < dimensions; each++) lengths.push(await window.u64())
    const type = await window.u32()
    const at = await window.u64()
    const { block, bytes } = TENSOR_TYPES.get(type) ?? refuse(`packs the tensor ${shown(name)} in the unknown way ${type}. It is damaged, or newer than the llama.cpp of this version of Tacit.`)
    const elements = lengths.reduce((product, length) => product * length, 1)
    const isWhole = lengths.every((length) => length > 0) && (lengths[0] ?? 1) % block === 0 && Number.isSafeInteger(elements)
    if (!isWhole) refuse(`gives the tensor ${shown(name)} the size ${lengths.join(' × ')}, which cannot be. It is damaged.`)
    // llama.cpp refuses gaps and overlaps as well.
    if (at !== offset) refuse(`says that the tensor ${shown(name)} begins at ${at}, where ${offset} follows from those before it. It is damaged.`)
    const size = (elements / block) * bytes
    tensors.push({ name, type, elements, bytes: size })
    last = offset + size
    offset += padded(size)
  }
  return { tensors, end: padded(window.position()) + last }
}
