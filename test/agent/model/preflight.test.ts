import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { preflight, requireUsable } from '../../../src/agent/model/preflight.ts'
import { judge } from '../../../src/agent/model/preflight-parts.ts'

const BUILT = join(import.meta.dirname, '../../../out/main/preflight.js')
const BUILT_EMBEDDER = join(import.meta.dirname, '../../../build/embedder/all-MiniLM-L6-v2.f16.gguf')

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tacit-preflight-test-'))
})

afterEach(async () => {
  await rm(home, { recursive: true })
})

/** A child that counts its starts in the home, and then does `body`. */
async function childThat(body: string): Promise<string> {
  const child = join(home, 'child.mjs')
  await writeFile(child, `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(join(home, 'starts'))}, '.')\n${body}\n`)
  return child
}

const starts = async (): Promise<number> => (await readFile(join(home, 'starts'), 'utf8')).length
const WORKS = 'process.send({ ok: true })'

describe('preflight', () => {
  test('remembers that both parts work, and does not try again', async () => {
    const child = await childThat(WORKS)
    const findings = await preflight({ home, child, embedder: 'any' })
    expect(findings.map(({ part, ok }) => [part, ok])).toEqual([['LanceDB', true], ['llama.cpp', true]])
    expect(await preflight({ home, child, embedder: 'any' })).toEqual(findings)
    expect(await starts()).toBe(2)
  })

  test('tries again where what it remembered is of another version or processor, or damaged', async () => {
    const child = await childThat(WORKS)
    await preflight({ home, child, embedder: 'any' })
    const file = join(home, 'preflight.json')
    const memory = JSON.parse(await readFile(file, 'utf8')) as { key: string }[]
    for (const content of [JSON.stringify([{ ...memory[0], key: `${memory[0]!.key} of old` }]), '[{"key": "torn']) {
      await writeFile(file, content)
      await preflight({ home, child, embedder: 'any' })
    }
    expect(await starts()).toBe(6)
  })

  test('remembers a processor and a Node that it saw before the last one', async () => {
    const child = await childThat(WORKS)
    await preflight({ home, child, embedder: 'any' })
    const file = join(home, 'preflight.json')
    const [mine] = JSON.parse(await readFile(file, 'utf8')) as { key: string }[]
    await writeFile(file, JSON.stringify([{ ...mine, key: 'another' }, mine]))
    await preflight({ home, child, embedder: 'any' })
    expect(await starts()).toBe(2)
  })

  test.skipIf(process.platform === 'win32')('turns an illegal instruction into a sentence, and tries again at the next start', async () => {
    const child = await childThat(`process.kill(process.pid, 'SIGILL'); setInterval(() => {}, 1000)`)
    const findings = await preflight({ home, child, embedder: 'any' })
    expect(findings).toHaveLength(2)
    expect(findings[0]).toMatchObject({ part: 'LanceDB', ok: false, text: expect.stringMatching(/uses an instruction that this processor \(.+\) lacks/) })
    expect(() => requireUsable(findings)).toThrow(expect.objectContaining({ code: 'NATIVE_UNUSABLE', message: expect.stringContaining('In a virtual machine') }))
    await preflight({ home, child: await childThat(WORKS), embedder: 'any' })
    expect(await starts()).toBe(4)
  })

  test('reports a crash with the last words of the part', async () => {
    const child = await childThat(`console.error('first'); console.error('GGML_ASSERT failed'); process.exitCode = 3`)
    const [finding] = await preflight({ home, child, embedder: 'any' })
    expect(finding!.text).toMatch(/crashed while it was tried \(exit code 3\)\. Its last words: GGML_ASSERT failed/)
  })

  test('reports the reason of an uncaught error, not the end of its trace', async () => {
    const [finding] = await preflight({ home, child: await childThat(`throw new Error('no such thing')`), embedder: 'any' })
    expect(finding!.text).toContain('Its last words: Error: no such thing')
  })

  test('gives up on a part that does not answer', async () => {
    const child = await childThat('setInterval(() => {}, 1000)')
    const [finding] = await preflight({ home, child, embedder: 'any', limitMs: 300 })
    expect(finding).toMatchObject({ ok: false, text: expect.stringContaining('had not answered') })
  })

  test('says which embedder is missing', async () => {
    const child = await childThat(`process.send({ ok: false, message: 'There is no embedder at ' + process.argv[3] })`)
    const findings = await preflight({ home, child, embedder: '/nowhere/x.gguf' })
    expect(findings[1]!.text).toContain('/nowhere/x.gguf')
  })

  test.skipIf(!existsSync(BUILT) || !existsSync(BUILT_EMBEDDER))('finds that the real parts work here', async () => {
    const findings = await preflight({ home })
    expect(findings).toEqual([expect.objectContaining({ part: 'LanceDB', ok: true }), expect.objectContaining({ part: 'llama.cpp', ok: true })])
    expect(() => requireUsable(findings)).not.toThrow()
  })
})

describe('what a trial means', () => {
  test.each([
    ['libgomp.so.1: cannot open shared object file: No such file or directory', 'lacks the library libgomp.so.1', 'the package of this system that holds libgomp.so.1'],
    [`/lib/libc.so.6: version 'GLIBC_2.35' not found (required by lancedb.node)`, 'it lacks GLIBC_2.35', 'a newer release'],
    [`Cannot find native binding. Cannot find module '@lancedb/lancedb-linux-x64-musl'`, 'is not installed for', 'npm run setup'],
    ['something else', 'does not work here: something else', 'npm run setup'],
  ])('%s', (message, text, fix) => {
    const finding = judge('LanceDB', '1.2.3', { kind: 'refused', message })
    expect(finding.text).toContain('LanceDB (1.2.3)')
    expect(finding.text).toContain(text)
    expect(finding.fix).toContain(fix)
  })

  test('a Windows illegal instruction is the same finding as SIGILL', () => {
    const died = { kind: 'died', exitCode: 0xc000001d, signal: null, lastWords: '' } as const
    expect(judge('LanceDB', '1', died)).toEqual(judge('LanceDB', '1', { ...died, exitCode: null, signal: 'SIGILL' }))
  })

  test('being killed points to memory', () => {
    expect(judge('llama.cpp', '1', { kind: 'died', exitCode: null, signal: 'SIGKILL', lastWords: '' }).text).toContain('memory ran out')
  })
})
