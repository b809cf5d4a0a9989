import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ARCHITECTURES } from '../../../../src/agent/model/gguf/architectures.ts'
import { readFacts, readModelFile } from '../../../../src/agent/model/gguf/read.ts'
import { bytesOf, makeGguf, smallModel } from './files.ts'
import type { Made } from './files.ts'

const said = async (bytes: Buffer, size?: number): Promise<string> => readFacts(bytesOf(bytes, size)).then(() => 'taken', (error: Error) => error.message)
const made = (entries: Parameters<typeof smallModel>[0] = {}, rest: Made = {}): Buffer => makeGguf(smallModel(entries, rest))

test('a small model made by the specification is taken, in both versions', async () => {
  for (const version of [2, 3]) {
    const facts = await readFacts(bytesOf(made({}, { version })))
    expect(facts).toMatchObject({ architecture: 'llama', name: 'Small', kind: 'chat', context: 4096, quantisation: 'F32', parameters: 2 * 64 * 64 + 2 * 64 * 3, hasChatTemplate: true })
    expect(facts.shape.layers.map(({ weights }) => weights)).toEqual([64 * 64 * 4, 64 * 64 * 4])
  }
})

describe('what is no GGUF is named for what it is', () => {
  test.each([
    ['nothing', Buffer.alloc(0), /is empty/],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html><body>Sign in to continue</body></html>'), /is a web page/],
    ['a web page with a mark before it', Buffer.from('\ufeff<html><head></head></html>'), /is a web page/],
    ['what a server says instead', Buffer.from('{"error":"Invalid username or password."}'), /is the error message of a server/],
    ['a pointer of Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 12\n'), /is only a pointer of Git LFS/],
    ['a zip archive', Buffer.from('PK\x03\x04 and so on and on'), /is a zip archive/],
    ['safetensors', Buffer.concat([Buffer.from([90, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{"__metadata__":{}}')]), /is a safetensors file/],
    ['the format before GGUF', Buffer.from('tjgg\x03\0\0\0\0\0\0\0'), /came before GGUF/],
    ['a note', Buffer.from('# Things that I want to do before the summer is over'), /is not a GGUF model file/],
    ['a big-endian GGUF', Buffer.concat([Buffer.from('GGUF'), Buffer.from([0, 0, 0, 3]), Buffer.alloc(32)]), /is a big-endian GGUF/],
    ['an old GGUF', made({}, { version: 1 }), /of version 1/],
    ['a GGUF from the future', made({}, { version: 9 }), /of version 9/],
  ])('%s', async (_, bytes, reason) => {
    expect(await said(bytes)).toMatch(reason)
  })
})

describe('a GGUF that Tacit cannot use is refused with the reason', () => {
  test.each([
    ['an unknown architecture', made({ 'general.architecture': 'gemma-embedding2' }), /architecture "gemma-embedding2", which the llama\.cpp/],
    ['no architecture', made({ 'general.architecture': undefined }), /does not say what kind of model/],
    ['a projector', made({ 'general.architecture': 'clip' }), /is a projector/],
    ['a projector by its type', made({ 'general.type': 'mmproj' }), /is a projector/],
    ['an adapter', made({ 'general.type': 'adapter' }), /is an adapter/],
    ['a reranker', made({ 'llama.pooling_type': { u32: 4 } }), /ranks texts/],
    ['one part of several', made({ 'split.count': { u32: 4 } }), /is one of 4 parts/],
    ['a vocabulary alone', made({}, { tensors: [] }), /holds a vocabulary and no weights/],
    ['no layers', made({ 'llama.block_count': { u32: 0 } }), /has 0 layers/],
    ['four billion layers', made({ 'llama.block_count': { u32: 4_294_967_295 } }), /has 4294967295 layers/],
    ['weights of a layer that it does not have', made({ 'llama.block_count': { u32: 1 } }), /weights of layer 1, and says that it has 1 layers/],
    ['an unknown way of packing', made({}, { tensors: [{ name: 'blk.0.w', shape: [64, 64], type: 31 }] }), /unknown way 31/],
    ['a tensor of no whole blocks', made({}, { tensors: [{ name: 'blk.0.w', shape: [33, 2], type: 2 }] }), /the size 33 × 2, which cannot be/],
    ['a tensor of every number there is', made({}, { tensors: [{ name: 'blk.0.w', shape: [2 ** 40, 2 ** 40] }], weights: 0 }), /which cannot be/],
    ['a tensor of no numbers', made({}, { tensors: [{ name: 'blk.0.w', shape: [0, 4] }], weights: 0 }), /which cannot be/],
    ['overlapping tensors', made({}, { tensors: [{ name: 'blk.0.a', shape: [64] }, { name: 'blk.0.b', shape: [64], offset: 0 }] }), /begins at 0, where 256 follows/],
    ['a tensor twice', made({}, { tensors: [{ name: 'blk.0.a', shape: [64] }, { name: 'blk.0.a', shape: [64] }] }), /the tensor "blk\.0\.a" twice/],
    ['a name that would break a line', made({}, { tensors: [{ name: 'a\n\u001b[31m', shape: [64], type: 99 }] }), /"a\\n\\u001b\[31m"/],
    ['five dimensions', made({}, { tensors: [{ name: 'blk.0.a', shape: [1, 1, 1, 1, 1] }] }), /5 dimensions/],
    ['an alignment of nothing', made({ 'general.alignment': { u32: 0 } }), /aligned to "0" bytes/],
    ['lists within lists', made({ 'llama.deep': { lists: 3 } }), /list "llama\.deep" of the unknown type 9/],
  ])('%s', async (_, bytes, reason) => {
    expect(await said(bytes)).toMatch(reason)
  })

  test('counts and lengths that no file could hold cost nothing', async () => {
    const claims = [
      made({}, { keyCount: 2n ** 63n }),
      made({}, { tensorCount: 2n ** 62n }),
      makeGguf({ keyCount: 1n, entries: {}, weights: 0, tensors: [] }),
      Buffer.concat([made({}).subarray(0, 24), Buffer.from('ffffffffffffff7f', 'hex')]),
    ]
    for (const claim of claims) expect(await said(claim)).not.toBe('taken')
    // A text of nearly 2^63 bytes in a file that says it is a petabyte.
    const text = Buffer.concat([Buffer.from('GGUF'), Buffer.from([3, 0, 0, 0]), Buffer.alloc(8), Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]), Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 120]), Buffer.from([8, 0, 0, 0]), Buffer.from('ffffffffffff0f00', 'hex')])
    expect(await said(text, 2 ** 53 - 1)).toMatch(/a header of more than 64 MB/)
  })
})

describe('a file that is cut off', () => {
  test('is refused with how many bytes are missing, wherever it was cut within its weights', async () => {
    const whole = made()
    expect(await said(whole.subarray(0, whole.length - 1))).toBe(`is cut off: 1 of its ${whole.length.toLocaleString('en-GB')} bytes are missing. It was not downloaded or copied whole; get it again.`)
    expect(await said(whole.subarray(0, whole.length - 1000))).toMatch(/is cut off: 1,000 of its/)
  })

  test('is refused wherever it was cut within its header', async () => {
    const whole = made()
    for (let length = 0; length < 600; length += 7) expect(await said(whole.subarray(0, length))).toMatch(/is empty|ends (within its header|after its first bytes)|is not a GGUF|is cut off/)
  })

  test('says so with its name when it lies on the disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tacit-gguf-'))
    const path = join(folder, 'cut.gguf')
    await writeFile(path, made())
    await expect(readModelFile(path)).resolves.toMatchObject({ facts: { name: 'Small' } })
    await truncate(path, 20_000)
    await expect(readModelFile(path)).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringMatching(/^cut\.gguf is cut off: /) })
    await expect(readModelFile(folder)).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringContaining('is a folder or a device') })
    await expect(readModelFile(join(path, 'below.gguf'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(readModelFile(join(folder, 'none.gguf'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await rm(folder, { recursive: true })
  })
})

test.skipIf(process.platform === 'win32')('a pipe is refused, and nobody waits for who writes into it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tacit-gguf-'))
  execFileSync('mkfifo', [join(folder, 'pipe.gguf')])
  await expect(readModelFile(join(folder, 'pipe.gguf'))).rejects.toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringContaining('not a file') })
  await rm(folder, { recursive: true })
})

describe('what a model is for follows from its header', () => {
  test('a pooling, or attention to the whole text, makes an embedder', async () => {
    expect(await readFacts(bytesOf(made({ 'llama.pooling_type': { u32: 3 } })))).toMatchObject({ kind: 'embed', pooling: 'last' })
    expect(await readFacts(bytesOf(made({ 'llama.attention.causal': { bool: false } })))).toMatchObject({ kind: 'embed', pooling: 'none' })
    expect(await readFacts(bytesOf(made({ 'tokenizer.chat_template': undefined })))).toMatchObject({ kind: 'chat', hasChatTemplate: false })
  })

  test('what lists of truths and of numbers say of each layer counts for that layer', async () => {
    const entries = {
      'general.architecture': 'gemma4',
      'gemma4.block_count': { u32: 2 },
      'gemma4.embedding_length': { u32: 64 },
      'gemma4.attention.head_count': { u32: 8 },
      'gemma4.attention.head_count_kv': { numbers: [8, 1] },
      'gemma4.attention.key_length': { u32: 512 },
      'gemma4.attention.value_length': { u32: 512 },
      'gemma4.attention.key_length_swa': { u32: 256 },
      'gemma4.attention.value_length_swa': { u32: 256 },
      'gemma4.attention.sliding_window': { u32: 1024 },
      'gemma4.attention.sliding_window_pattern': { truths: [true, false] },
    }
    expect((await readFacts(bytesOf(made(entries)))).shape.layers).toMatchObject([{ window: 1024, perToken: 8 * 512 }, { window: null, perToken: 1024 }])
  })

  test('layers with a window keep no more than it, and those that share keep nothing', async () => {
    const entries = { 'llama.attention.sliding_window': { u32: 512 }, 'llama.attention.sliding_window_pattern': { numbers: [1, 0] }, 'llama.attention.head_count_kv': { numbers: [2, 4] } }
    expect((await readFacts(bytesOf(made(entries)))).shape.layers).toMatchObject([{ window: 512, perToken: 2 * 32 }, { window: null, perToken: 4 * 32 }])
    expect((await readFacts(bytesOf(made({ 'llama.attention.shared_kv_layers': { u32: 1 } })))).shape.layers).toMatchObject([{ perToken: 64 }, { perToken: 0 }])
  })

  test('of a hybrid only every fourth layer grows with the text', async () => {
    const layers = 4
    const entries = {
      'general.architecture': 'qwen35',
      'qwen35.block_count': { u32: layers },
      'qwen35.embedding_length': { u32: 64 },
      'qwen35.attention.head_count': { u32: 4 },
      'qwen35.attention.head_count_kv': { u32: 2 },
      'qwen35.full_attention_interval': { u32: 4 },
      'qwen35.ssm.conv_kernel': { u32: 4 },
      'qwen35.ssm.inner_size': { u32: 128 },
      'qwen35.ssm.state_size': { u32: 16 },
      'qwen35.ssm.group_count': { u32: 2 },
    }
    const { shape } = await readFacts(bytesOf(made(entries)))
    const state = 4 * (3 * (128 + 2 * 2 * 16) + 16 * 128)
    expect(shape.layers.map((layer) => [layer.perToken, layer.state])).toEqual([[0, state], [0, state], [0, state], [64, 0]])
  })
})

test('every architecture that the llama.cpp here knows is known, and no other', async () => {
  const { GgufArchitectureType } = (await import('node-llama-cpp')) as unknown as { GgufArchitectureType: Record<string, string> }
  expect([...ARCHITECTURES].toSorted()).toEqual(Object.values(GgufArchitectureType).filter((name) => name !== '(unknown)').toSorted())
})
