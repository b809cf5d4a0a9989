import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ModelFile } from '../../src/agent/model/runtime/runtime.ts'

const named = process.env['TACIT_TEST_MODEL']
if (named !== undefined && !existsSync(named)) throw new Error(`TACIT_TEST_MODEL names ${named}, and there is no such file.`)
if (named === undefined) process.stdout.write('Tests with a real chat model skipped: set TACIT_TEST_MODEL to a GGUF file.\n')

/** The real chat model that TACIT_TEST_MODEL names; null where it names none. */
export const testModel: ModelFile | null =
  named === undefined ? null : { id: 'test', name: basename(named), path: named, digest: createHash('sha256').update(readFileSync(named)).digest('hex') }

export function requireTestModel(): ModelFile {
  if (testModel === null) throw new Error('TACIT_TEST_MODEL is not set.')
  return testModel
}
