import { mkdir, readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../contract/errors.ts'
import type { Finding } from '../contract/entities.ts'
import { appRoot } from '../paths.ts'
import { replaceFile } from '../store/durable.ts'
import { toWriteError } from '../store/trouble.ts'
import { embedderFile } from './embedder-file.ts'
import { judge, NATIVE_PARTS } from './preflight-parts.ts'
import type { NativePart, Trial } from './preflight-parts.ts'
import { tryInProcess } from './trial.ts'

export type PreflightOptions = Readonly<{
  home: string
  /** The built `preflight-child.ts`. */
  child?: string
  embedder?: string
  /** Defaults to a minute. */
  limitMs?: number
}>

const reportSchema = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), message: z.string() })])
const findingSchema = z.object({ part: z.string(), ok: z.boolean(), text: z.string(), fix: z.string().nullable() })
/** The newest first: the window and the terminal run on different Nodes and share a home. */
const memorySchema = z.array(z.object({ key: z.string(), findings: z.array(findingSchema) }))
const MOST_REMEMBERED = 4
const manifestSchema = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) })

async function versions(): Promise<Readonly<{ app: string } & Record<NativePart, string>>> {
  const { version, dependencies } = manifestSchema.parse(JSON.parse(await readFile(join(appRoot(), 'package.json'), 'utf8')))
  return { app: version, LanceDB: dependencies['@lancedb/lancedb'] ?? 'unknown', 'llama.cpp': dependencies['node-llama-cpp'] ?? 'unknown' }
}

type Memory = z.infer<typeof memorySchema>

function parseMemory(text: string): Memory {
  try {
    return memorySchema.parse(JSON.parse(text))
  } catch {
    // A damaged memory costs one more trial and no more.
    return []
  }
}

async function recall(file: string): Promise<Memory> {
  try {
    return parseMemory(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function tryPart(child: string, part: NativePart, embedder: string, limitMs: number): Promise<Trial> {
  const tried = await tryInProcess(child, [part, embedder], limitMs)
  if (tried.kind !== 'answered') return tried
  const report = reportSchema.parse(tried.answer)
  return report.ok ? { kind: 'worked' } : { kind: 'refused', message: report.message }
}

/**
 * Tries the native parts in children before this process loads them, so that a crash becomes a sentence. Success is remembered
 * in the home for this app, these packages and this processor; a failure is tried again at the next start.
 */
export async function preflight(options: PreflightOptions): Promise<readonly Finding[]> {
  const { home, child = join(appRoot(), 'out', 'main', 'preflight.js'), embedder = embedderFile(), limitMs = 60_000 } = options
  const file = join(home, 'preflight.json')
  const version = await versions()
  const key = [version.app, ...NATIVE_PARTS.map((part) => version[part]), process.version, process.platform, process.arch, cpus()[0]?.model].join(' | ')
  const memory = await recall(file)
  const remembered = memory.find((entry) => entry.key === key)
  if (remembered) return remembered.findings
  const findings = await Promise.all(NATIVE_PARTS.map(async (part) => judge(part, version[part], await tryPart(child, part, embedder, limitMs))))
  if (findings.every(({ ok }) => ok)) {
    try {
      await mkdir(home, { recursive: true })
      await replaceFile(file, `${JSON.stringify([{ key, findings }, ...memory].slice(0, MOST_REMEMBERED))}\n`)
    } catch (error) {
      throw toWriteError(error, file)
    }
  }
  return findings
}

/** Throws NATIVE_UNUSABLE with the first finding that is not well. */
export function requireUsable(findings: readonly Finding[]): void {
  const failed = findings.find(({ ok }) => !ok)
  if (failed) throw new AppError('NATIVE_UNUSABLE', `${failed.text} ${failed.fix ?? ''}`.trim(), { data: { part: failed.part } })
}
