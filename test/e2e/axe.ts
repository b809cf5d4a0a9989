import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { expect } from './tacit.ts'

const COLOURS = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced colours', media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const

/** What axe-core finds in what the window shows now, in light, in dark and in forced colours: the rule, and each element with what is wrong. */
export async function serious(page: Page): Promise<readonly string[]> {
  // The content policy forbids scripts of others in the page; over the debugger's line it may run.
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found: string[] = []
  for (const { name, media } of COLOURS) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run(document)')
    expect(passes.map(({ id }) => id)).toContain('color-contrast')
    for (const { id, nodes } of violations) found.push(...nodes.map((node) => `${name}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: null })
  return found
}
