import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { embedderFile } from '../../../../src/agent/model/embedder-file.ts'
import type { Bytes } from '../../../../src/agent/model/gguf/window.ts'

export const EMBEDDER = embedderFile()
/** A real chat model; what needs it is skipped where none is named. */
export const CHAT_MODEL = existsSync(process.env.TACIT_TEST_MODEL ?? '') ? process.env.TACIT_TEST_MODEL! : null

/** The start of a file held in memory, with the size that the whole has. */
export async function startOf(path: string, bytes: number): Promise<Readonly<{ head: Buffer; size: number }>> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(bytes)
    const { bytesRead } = await file.read(head, 0, bytes, 0)
    return { head: head.subarray(0, bytesRead), size: (await file.stat()).size }
  } finally {
    await file.close()
  }
}

/** As a file would be read; what lies behind the part in memory reads as zeros. */
export function bytesOf(head: Buffer, size = head.length): Bytes {
  return {
    size,
    read: async (into, position) => {
      const count = Math.max(0, Math.min(into.length, size - position))
      into.fill(0, 0, count)
      if (position < head.length) head.copy(into, 0, position, Math.min(head.length, position + count))
      return count
    },
  }
}

type Scalar = Readonly<{ u8: number }> | Readonly<{ u32: number }> | Readonly<{ u64: bigint }> | Readonly<{ f32: number }> | Readonly<{ bool: boolean }> | string
type Entry = Scalar | Readonly<{ truths: readonly boolean[] }> | Readonly<{ texts: readonly string[] }> | Readonly<{ numbers: readonly number[] }> | Readonly<{ lists: number }>
export type Made = Readonly<{
  version?: number
  entries?: Readonly<Record<string, Entry>>
  tensors?: readonly Readonly<{ name: string; shape: readonly number[]; type?: number; offset?: number }>[]
  tensorCount?: bigint
  keyCount?: bigint
  /** Bytes of weights behind the header; by default what the tensors (of F32) need. */
  weights?: number
}>

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const u64 = (value: bigint | number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)])

function entry(value: Entry): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)])
  if ('u8' in value) return Buffer.concat([u32(0), Buffer.from([value.u8])])
  if ('u32' in value) return Buffer.concat([u32(4), u32(value.u32)])
  if ('u64' in value) return Buffer.concat([u32(10), u64(value.u64)])
  if ('bool' in value) return Buffer.concat([u32(7), Buffer.from([value.bool ? 1 : 0])])
  if ('texts' in value) return Buffer.concat([u32(9), u32(8), u64(value.texts.length), ...value.texts.map(text)])
  if ('truths' in value) return Buffer.concat([u32(9), u32(7), u64(value.truths.length), Buffer.from(value.truths.map(Number))])
  if ('numbers' in value) return Buffer.concat([u32(9), u32(4), u64(value.numbers.length), ...value.numbers.map(u32)])
  if ('lists' in value) return Buffer.concat([u32(9), u32(9), u64(value.lists)])
  const float = Buffer.alloc(4)
  float.writeFloatLE(value.f32)
  return Buffer.concat([u32(6), float])
}

/** A GGUF made from nothing, as its specification lays it out. */
export function makeGguf({ version = 3, entries = {}, tensors = [], tensorCount, keyCount, weights }: Made): Buffer {
  let offset = 0
  const infos = tensors.map(({ name, shape, type = 0, offset: given }) => {
    const info = Buffer.concat([text(name), u32(shape.length), ...shape.map(u64), u32(type), u64(given ?? offset)])
    offset += Math.ceil((shape.reduce((product, each) => product * each, 1) * 4) / 32) * 32
    return info
  })
  const named = Object.entries(entries).map(([key, value]) => Buffer.concat([text(key), entry(value)]))
  const header = Buffer.concat([Buffer.from('GGUF'), u32(version), u64(tensorCount ?? tensors.length), u64(keyCount ?? named.length), ...named, ...infos])
  return Buffer.concat([header, Buffer.alloc((32 - (header.length % 32)) % 32), Buffer.alloc(weights ?? offset)])
}

/** A chat model with two small layers; `entries` of undefined are left out. */
export function smallModel(entries: Readonly<Record<string, Entry | undefined>> = {}, rest: Made = {}): Made {
  const all = {
    'general.architecture': 'llama',
    'general.name': 'Small',
    'llama.block_count': { u32: 2 },
    'llama.context_length': { u32: 4096 },
    'llama.embedding_length': { u32: 64 },
    'llama.feed_forward_length': { u32: 128 },
    'llama.attention.head_count': { u32: 4 },
    'llama.attention.head_count_kv': { u32: 2 },
    'tokenizer.ggml.tokens': { texts: ['<s>', 'a', 'b'] },
    'tokenizer.chat_template': '{{ messages }}',
    ...entries,
  }
  const kept = Object.entries(all as Readonly<Record<string, Entry | undefined>>).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
  return {
    entries: Object.fromEntries(kept),
    tensors: [
      { name: 'token_embd.weight', shape: [64, 3] },
      { name: 'blk.0.attn_q.weight', shape: [64, 64] },
      { name: 'blk.1.attn_q.weight', shape: [64, 64] },
      { name: 'output.weight', shape: [64, 3] },
    ],
    ...rest,
  }
}
