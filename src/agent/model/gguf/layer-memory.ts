import { HYBRID_INTERVAL, RECURRENT, WINDOW_PATTERNS } from './architectures.ts'
import type { Layer } from './facts.ts'
import type { Header } from './header.ts'

const STATE_BYTES = 4
/** Numbers beyond these are no model's; a damaged header must not make memory of any size. */
const MOST_HEADS = 4096
const MOST_HEAD_LENGTH = 65_536

/** What each layer keeps of the tokens before, as llama.cpp's `llama_kv_cache` and `llama_memory_recurrent` lay it out. */
export function layerMemory({ values }: Header, architecture: string, layerCount: number, isEncoder: boolean): readonly Omit<Layer, 'weights'>[] {
  const value = (key: string) => values.get(`${architecture}.${key}`)
  const number = (key: string, most: number): number | null => {
    const found = value(key)
    return typeof found === 'number' && found >= 0 && found <= most ? found : null
  }
  const ofLayer = (key: string, index: number): number | null => {
    const found = value(key)
    if (!Array.isArray(found)) return number(key, MOST_HEADS)
    const each: unknown = found[index]
    return typeof each === 'number' && each >= 0 && each <= MOST_HEADS ? each : null
  }

  const embedding = number('embedding_length', Infinity) ?? 0
  const interval = number('full_attention_interval', MOST_HEADS) ?? (HYBRID_INTERVAL.has(architecture) ? 4 : 0)
  const window = number('attention.sliding_window', Infinity) || null
  const context = number('context_length', Infinity)
  const isWindowed = window !== null && (context === null || window < context)
  const owners = layerCount - (number('attention.shared_kv_layers', MOST_HEADS) ?? 0)
  const state = stateOf(number, embedding) * STATE_BYTES
  const hasRecurrent = state > 0 && Array.isArray(value('attention.head_count_kv'))

  const isLocal = (index: number): boolean => {
    const pattern = value('attention.sliding_window_pattern')
    if (Array.isArray(pattern)) return Boolean(pattern[index])
    const [every, isFirstWhole] = WINDOW_PATTERNS.get(architecture) ?? [1, false]
    const each = typeof pattern === 'number' && pattern >= 0 ? Math.floor(pattern) : every
    if (each === 0) return true
    return isFirstWhole ? index % each !== 0 : index % each < each - 1
  }

  return Array.from({ length: layerCount }, (_, index) => {
    if (isEncoder) return { perToken: 0, window: null, state: 0 }
    const heads = ofLayer('attention.head_count', index) ?? 0
    const keyHeads = ofLayer('attention.head_count_kv', index) ?? heads
    const isEvery = interval > 0 && state > 0
    const isRecurrent = RECURRENT.has(architecture) || (isEvery ? (index + 1) % interval !== 0 : hasRecurrent && keyHeads === 0)
    if (isRecurrent) return { perToken: 0, window: null, state }
    const local = isWindowed && isLocal(index)
    const length = heads > 0 ? embedding / heads : 0
    const ofHead = (name: string): number => (local ? number(`attention.${name}_swa`, MOST_HEAD_LENGTH) : null) ?? number(`attention.${name}`, MOST_HEAD_LENGTH) ?? length
    const perToken = index < owners ? keyHeads * (ofHead('key_length') + ofHead('value_length')) : 0
    return { perToken, window: local ? window : null, state: architecture === 'falcon-h1' ? state : 0 }
  })
}

/** Numbers that a recurrent layer keeps, whatever came before: `n_embd_r` + `n_embd_s` of llama.cpp. */
function stateOf(number: (key: string, most: number) => number | null, embedding: number): number {
  const get = (key: string): number => number(key, 1_048_576) ?? 0
  const head = get('wkv.head_size')
  if (head > 0) return get('token_shift_count') * embedding + embedding * head
  const short = get('shortconv.l_cache')
  if (short > 0) return embedding * (short - 1)
  const conv = Math.max(0, get('ssm.conv_kernel') - 1)
  const delta = get('kda.head_dim')
  if (delta > 0) return get('attention.head_count') * delta * (3 * (conv || 3) + delta)
  const inner = get('ssm.inner_size')
  return conv * (inner + 2 * get('ssm.group_count') * get('ssm.state_size')) + get('ssm.state_size') * inner
}
