import { readFile } from 'node:fs/promises'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AxisView, Skill } from '../../../src/agent/contract/index.ts'
import { profileMarkdown } from '../../../src/agent/profile/markdown.ts'
import { buildProfile } from '../../../src/agent/profile/profile.ts'
import type { ProfileInput, RatedState } from '../../../src/agent/profile/profile.ts'
import { profileJsonSchema, profileSchema } from '../../../src/agent/profile/schema.ts'

const SCHEMA_FILE = new URL('../../../resources/profile.schema.json', import.meta.url)
const at = Date.UTC(2026, 10, 17, 8, 30)

function axis(changes: Partial<AxisView> & Pick<AxisView, 'id' | 'left' | 'right'>): AxisView {
  return { kind: 'taste', mean: 0, low: -0.6, high: 0.6, isSure: false, rows: 0, locked: false, history: [{ at, mean: 0, low: -0.6, high: 0.6 }], ...changes }
}

const axes: readonly AxisView[] = [
  axis({ id: 'medium', left: 'by hand', right: 'on a screen', mean: -0.84123, low: -1.21, high: -0.47, isSure: true, rows: 24 }),
  axis({ id: 'company', left: 'solitary', right: 'social', mean: 0.31, low: 0.02, high: 0.6, isSure: true, rows: 1, locked: true }),
  axis({ id: 'place', left: 'at home', right: 'away', mean: 0.12, low: -0.3, high: 0.54, rows: 9 }),
]

const skill: Skill = {
  ratings: 31, opened: 28, held: 23, early: 0, odds: 64.2, logLoss: 1.312345, baseLogLoss: 1.5, anchors: { opened: 4, held: 3, calibration: [] },
  topics: [{ topic: 'making', n: 9, odds: 3, logLoss: 1.38, baseLogLoss: 1.5 }],
  calibration: [{ low: 0.2, high: 0.4, said: 0.3141592, came: 2, n: 8 }],
}

const rated: readonly RatedState[] = [
  { text: 'Tuesday mornings have no meetings, and the first hour is for drawing.', rating: 5, at, isOwn: false, axes: { medium: -1, place: 0 } },
  { text: 'The shed is *mine*\n\n# and <b>nobody</b> asks\nfor the [key](http://x.example).', rating: 4, at: at - 86_400_000, isOwn: true, axes: {} },
  { text: 'The phone stays on all night.', rating: 1, at: at - 2 * 86_400_000, isOwn: false, axes: { medium: 0.9 } },
]

const input: ProfileInput = {
  you: { lede: 'Tacit is sure which way you lean on 2 of 3 axes.', rows: 33, axes, sure: 2, asOf: at, removals: [] },
  skill,
  channels: [
    { id: 'stars', name: 'Ratings', rows: 31, beta: 1, grid: [], standing: 'fixed', learns: 'always' },
    { id: 'thumb', name: 'Thumbs', rows: 0, beta: 0.5, grid: [], standing: 'unused', learns: 'on' },
  ],
  rated,
  exportedAt: at + 1000,
  version: '0.1.0',
}
const empty: ProfileInput = {
  ...input,
  you: { ...input.you, rows: 0, sure: 0, axes: axes.map((view) => ({ ...view, mean: 0, low: -0.6, high: 0.6, isSure: false, rows: 0, locked: false })) },
  skill: { ratings: 0, opened: 0, held: 0, early: 0, odds: 1, logLoss: null, baseLogLoss: null, anchors: { opened: 0, held: 0, calibration: [] }, topics: [], calibration: [] },
  channels: [],
  rated: [],
}

describe('the profile', () => {
  it('is what the published schema says, full and empty', async () => {
    const published = z.fromJSONSchema(JSON.parse(await readFile(SCHEMA_FILE, 'utf8')))
    for (const profile of [buildProfile(input), buildProfile(empty)]) {
      const written: unknown = JSON.parse(JSON.stringify(profile))
      expect(profileSchema.parse(written)).toEqual(profile)
      expect(published.safeParse(written).error).toBeUndefined()
    }
    expect(published.safeParse({ ...buildProfile(input), notes: ['a note'] }).success).toBe(false)
  })

  it('has a published schema that is current', async () => {
    await expect(`${JSON.stringify(profileJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(SCHEMA_FILE.pathname)
  })

  it('names a leaning only where the direction is sure', () => {
    expect(buildProfile(input).axes.map(({ leans }) => leans)).toEqual(['left', 'right', null])
  })

  it('tells who wrote a state, the newest first, and keeps no zero label', () => {
    const { states } = buildProfile({ ...input, rated: rated.toReversed() })
    expect(states.map(({ writtenBy, rating }) => [writtenBy, rating])).toEqual([['tacit', 5], ['person', 4], ['tacit', 1]])
    expect(states[0]!.axes).toEqual({ medium: -1 })
  })

  it('says how little it knows when it knows little', () => {
    expect(buildProfile(empty).limits.join(' ')).toContain('It rests on 0 ratings')
    expect(buildProfile(input).limits.join(' ')).not.toContain('It rests on')
    expect(buildProfile({ ...input, skill: { ...skill, odds: 2 } }).limits.join(' ')).toContain('has not been shown to predict')
  })
})

describe('the page', () => {
  const page = profileMarkdown(buildProfile(input))

  it('reads as sentences, with numbers and counts', () => {
    expect(page).toContain('- **By hand** rather than on a screen: worth 0.84 points (likely 0.47 to 1.21; 24 rows of evidence).')
    expect(page).toContain('- **Social** rather than solitary: worth 0.31 points (fixed by the person; 1 row of evidence).')
    expect(page).toContain('- At home or away: somewhere from −0.30 to +0.54 toward away (9 rows of evidence).')
    expect(page).toContain('The likely range held the rating 23 times in 28; for items drawn at random, 3 times in 4.')
    expect(page).toContain('“The phone stays on all night.” (1, *no*)')
  })

  it('lets nothing that the person wrote become a heading, a link or markup', () => {
    const tree = fromMarkdown(page)
    const headings = tree.children.filter(({ type }) => type === 'heading').map((node) => toString(node))
    expect(headings).toEqual(['Preference profile', 'Sure leanings', 'Not known yet', 'Rated highest', 'Rated lowest', 'How it was learnt', 'How well it predicts', 'What it cannot tell'])
    expect(toString(tree)).toContain('“The shed is *mine* # and <b>nobody</b> asks for the [key](http://x.example).” (4, would like; in their own words)')
    expect(JSON.stringify(tree)).not.toMatch(/"type":"(html|link|image)"/)
  })

  it('is whole when nothing is known', () => {
    const blank = profileMarkdown(buildProfile(empty))
    expect(blank).toContain('No direction is sure yet on any of 3 axes.')
    expect(blank).toContain('No sealed prediction was opened yet')
    expect(blank).not.toMatch(/NaN|undefined|null|Rated/)
  })
})
