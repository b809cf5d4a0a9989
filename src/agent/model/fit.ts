import type { Fit, Hardware, ModelKind, Needs } from '../contract/models.ts'
import { amount } from './amount.ts'
import type { Shape } from './gguf/facts.ts'
import { offload } from './gguf/needs.ts'

/** What is to fit; `shape` is null where only the size of the file is known. */
export type Fitting = Readonly<{ kind: ModelKind; needs: Needs; shape: Shape | null }>

/** Memory that Tacit's own model holds now, which it gives back before another is loaded. */
export type Held = Readonly<{ ram: number; gpu: number }>

/** Left to the system, whatever else is free. */
const SYSTEM_BYTES = 1e9
/** Left free on a GPU, as node-llama-cpp does. */
const GPU_SHARE = 0.06
const GPU_MOST_BYTES = 2 ** 30

/** How a model would run on this machine; null until it is known what the machine can compute with. Embedders run on the processor. */
export function fitOf({ kind, needs, shape }: Fitting, { memory, backends }: Pick<Hardware, 'memory' | 'backends'>, held: Held = { ram: 0, gpu: 0 }): Fit | null {
  if (backends.length === 0) return null
  const gpu = kind === 'chat' ? backends.find(({ isUsed, memory }) => isUsed && memory !== null)?.memory : null
  const most = memory.total - SYSTEM_BYTES
  const free = memory.free + held.ram
  if (gpu) {
    const room = gpu.free + held.gpu - Math.min(gpu.total * GPU_SHARE, GPU_MOST_BYTES)
    if (!shape && needs.bytes <= room) return { where: 'gpu', layers: null, text: 'Runs wholly on your GPU' }
    const split = shape && offload(shape, needs.context, room)
    if (split && split.onGpu === split.of) return { where: 'gpu', layers: { onGpu: split.of, of: split.of }, text: 'Runs wholly on your GPU' }
    const least = needs.bytes / 10
    if (!split && room >= least && needs.bytes - room <= most) return { where: 'partly', layers: null, text: withMemory('Runs partly on your GPU', needs.bytes - room, free) }
    if (split && split.onGpu > 0 && split.ram <= most) {
      return { where: 'partly', layers: { onGpu: split.onGpu, of: split.of }, text: withMemory(`${split.onGpu} of ${split.of} layers run on your GPU`, split.ram, free) }
    }
  }
  if (needs.bytes > most) return { where: 'nowhere', layers: null, text: `Needs ${amount(needs.bytes)}; this machine has ${amount(memory.total)}` }
  return { where: 'cpu', layers: shape && { onGpu: 0, of: shape.layers.length + 1 }, text: withMemory('Runs on the processor', needs.bytes, free) }
}

/** What is free changes with every program, so it decides nothing and is only said. */
function withMemory(text: string, needed: number, free: number): string {
  return needed <= free ? text : `${text}; needs ${amount(needed)} of memory, of which ${amount(Math.max(0, free))} ${free >= 1.5e9 ? 'are' : 'is'} free now`
}
