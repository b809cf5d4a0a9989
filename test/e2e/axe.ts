import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { expect } from './tacit.ts'

const SERIOUS = new Set(['serious', 'critical'])
const COLOURS = ['light', 'dark'] as const

/** What axe-core finds serious in what the window shows now, in light and in dark: the rule, and each element with what is wrong. */
export async function serious(page: Page): Promise<readonly string[]> {
  // The content policy forbids scripts of others in the page; over the debugger's line it may run.
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found: string[] = []
  for (const colorScheme of COLOURS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run(document)')
    expect(passes.map(({ id }) => id)).toContain('color-contrast')
    for (const { id, impact, nodes } of violations) {
      if (SERIOUS.has(impact ?? '')) found.push(...nodes.map((node) => `${colorScheme}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  return found
}
