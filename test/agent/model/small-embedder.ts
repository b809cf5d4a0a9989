import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { convertEmbedder, SOURCE } from '../../../scripts/embedder/convert.mjs'
import { readSafetensors } from '../../../scripts/embedder/safetensors.mjs'

const ROOT = join(import.meta.dirname, '../../..')
const BYTES = 2

/**
 * A real embedder that is another than the built-in one: its first layers alone, and with `heads` only so many of its twelve heads,
 * each 32 numbers wide. Fewer layers still tell texts apart; fewer heads are for vectors of another length.
 */
export async function makeEmbedder(folder: string, name: string, { layers = 3, heads = 12 }: Readonly<{ layers?: number; heads?: number }> = {}): Promise<string> {
  const source = resolve(ROOT, SOURCE)
  const own = join(folder, `${name}-source`)
  await mkdir(own, { recursive: true })
  await symlink(join(source, 'tokenizer.json'), join(own, 'tokenizer.json'))
  const config = JSON.parse(await readFile(join(source, 'config.json'), 'utf8')) as { hidden_size: number }
  const width = 32 * heads
  await writeFile(join(own, 'config.json'), JSON.stringify({ ...config, num_hidden_layers: layers, num_attention_heads: heads, hidden_size: width }))
  if (heads === 12) await symlink(join(source, 'model.fp16.safetensors'), join(own, 'model.fp16.safetensors'))
  else await writeFile(join(own, 'model.fp16.safetensors'), narrowed(await readFile(join(source, 'model.fp16.safetensors')), config.hidden_size, width))
  const file = join(folder, `${name}.gguf`)
  await convertEmbedder(own, file)
  return file
}

/** The same weights with the first `to` of `from` numbers of every side that is so long. */
function narrowed(file: Buffer, from: number, to: number): Buffer {
  const header: Record<string, unknown> = {}
  const parts: Buffer[] = []
  let at = 0
  for (const [name, { dtype, shape, data }] of readSafetensors(file)) {
    const [rows = 1, columns = 1] = shape.length === 2 ? shape : [1, shape[0]]
    const keptRows = shape.length === 2 && rows === from ? to : rows
    const keptColumns = columns === from ? to : columns
    const part = Buffer.concat(Array.from({ length: keptRows }, (_, row) => data.subarray(row * columns * BYTES, (row * columns + keptColumns) * BYTES)))
    header[name] = { dtype, shape: shape.length === 2 ? [keptRows, keptColumns] : [keptColumns], data_offsets: [at, at + part.length] }
    parts.push(part)
    at += part.length
  }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, ...parts])
}
