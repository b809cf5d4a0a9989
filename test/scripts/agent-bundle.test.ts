import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const OUT = join(import.meta.dirname, '../../out/main')
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([^"'\n]+)["']/g

/** Every module specifier that the built file reaches, with the file that names it; its own chunks are followed. */
function reached(entry: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const seen = new Set<string>()
  const next = [join(OUT, entry)]
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(SPECIFIER)) {
      const named = specifier!.startsWith('.') ? resolve(dirname(file), specifier!) : specifier!
      found.set(named, file)
      // The comments of bundled libraries name folders too.
      if (named !== specifier && statSync(named, { throwIfNoEntry: false })?.isFile()) next.push(named)
    }
  }
  return found
}

describe.skipIf(!existsSync(join(OUT, 'agent.js')))('what is built for plain Node', () => {
  test.each(['agent.js', 'cli.js', 'worker.js', 'preflight.js', 'model.js', 'probe.js'])('%s reaches neither electron nor the shell', (entry) => {
    const specifiers = reached(entry)
    expect(specifiers.has('electron'), specifiers.get('electron')).toBe(false)
    expect(specifiers.has(join(OUT, 'index.js')), specifiers.get(join(OUT, 'index.js'))).toBe(false)
  })

  test('the shell does reach electron, so that the search is known to find it', () => {
    expect(reached('index.js').has('electron')).toBe(true)
  })
})
