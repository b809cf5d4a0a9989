import { describe, expect, it } from 'vitest'
import { intentsIn } from '../../../../src/agent/observe/intent.ts'
import { fatesOfState } from '../../../../src/agent/observe/outcomes/of-state.ts'

const STATE = 'A cello stands in the living room, and it is played for half an hour each evening.'
const heard = (text: string, likeness: number, id = 'p') =>
  intentsIn({ id, text, heading: null, file: 'diary.md', speaker: 'person', conversation: null }).map((intent) => ({ intent, likeness }))

describe('what became of a state', () => {
  it.each([
    ['I finally bought a cello, and I play it each evening.', 'happened'],
    ['I haven’t touched the cello since March.', 'stalled'],
    ['I gave up the cello for good.', 'dropped'],
    ['Ich habe endlich ein Cello gekauft.', 'happened'],
  ] as const)('reads “%s” as %s', (text, verdict) => {
    const [fate] = fatesOfState(STATE, heard(text, 0.7))
    expect(fate).toMatchObject({ verdict, passageId: 'p' })
    expect(text).toContain(fate!.quote)
    expect(fate!.probability).toBeGreaterThan(0.5)
  })

  it('is not read from what is about something else', () => {
    const [fate] = fatesOfState(STATE, heard('I finally finished the quilt for my sister.', 0.2))
    expect(fate?.probability ?? 0).toBeLessThan(0.1)
    expect(fatesOfState(STATE, heard('The cello is a beautiful instrument, I think.', 0.7))).toEqual([])
  })

  it('takes one sentence of a passage, the surest', () => {
    const fates = fatesOfState(STATE, [...heard('I finally bought a cello. I gave up the cello for good.', 0.7), ...heard('I finally bought a cello and I love it.', 0.9, 'q')])
    expect(fates.map(({ passageId }) => passageId)).toEqual(['q', 'p'])
  })
})
