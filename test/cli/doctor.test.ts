import { describe, expect, it } from 'vitest'
import type { Finding, Hardware, Models } from '../../src/agent/contract/index.ts'
import { findingsText } from '../../src/cli/text/source-text.ts'
import { PLAIN } from '../../src/cli/text/style.ts'
import { ownedHome } from './owned.ts'
import { isBuilt } from './tacit.ts'

describe('findings in the terminal', () => {
  it('tick what works alone, and mark apart what is not here and what fails', () => {
    const findings: readonly Finding[] = [
      { part: 'Processor', ok: true, text: 'Used.', fix: null },
      { part: 'Metal', ok: true, isAbsent: true, text: 'It is a part of macOS.', fix: null },
      { part: 'Store', ok: false, text: 'It is damaged.', fix: 'Restore a backup.' },
    ]
    const signs = findingsText(findings, PLAIN, 80).split('\n').filter((line) => !line.startsWith(' '))
    expect(signs).toEqual(['✓ Processor', '· Metal', '✗ Store'])
  })
})

describe.skipIf(!isBuilt)('tacit doctor', () => {
  const { run, json } = ownedHome()

  it('ticks the ways to compute that this machine has, and none that it has not', async () => {
    await json<Readonly<{ hardware: Hardware }>>('models', 'test')
    const { data } = await json<Models>('models')
    const { data: checked, code } = await json<Readonly<{ findings: readonly Finding[] }>>('doctor')
    expect(code).toBe(0)
    const { backends } = data.hardware
    expect(backends.map(({ id }) => id)).toContain('cpu')
    for (const { name, isUsable } of backends) expect(checked.findings.find(({ part }) => part === name)).toMatchObject(isUsable ? { ok: true } : { ok: true, isAbsent: true })
    expect(checked.findings.find(({ part }) => part === 'Memory and disk')?.text).toContain(`on the disk of ${data.hardware.disk.path}`)
    const { stdout } = await run('doctor')
    for (const { name, isUsable } of backends) expect(stdout.split('\n')).toContain(`${isUsable ? '✓' : '·'} ${name}`)
  })
})
