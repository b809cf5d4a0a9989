import { describe, expect, it } from 'vitest'
import { withoutPrivate } from '../../../src/agent/observe/private.ts'
import { hasGoneInto, runsOf } from '../../../src/agent/observe/runs.ts'

const HERON = 'The heron by the pond came back on the first cold morning.'
const BENCH = 'The garden wants a bench that looks to the west.'
const SECRET = 'The doctor called about the knee, and I did not answer.'

/** Whether a passage that is gone from a note had gone into what is private in it now. */
function gone(passage: string, note: string): boolean {
  const { text, withheld } = withoutPrivate(note)
  return hasGoneInto(passage, withheld.map(({ runs }) => runs!), runsOf(text)!)
}

describe('what is gone from a note with a private part', () => {
  it.each([
    ['was rewritten elsewhere', HERON, `A new line above.\n\n%%private\n${SECRET}\n%%\n\nThe heron by the pond stayed away.`, false],
    ['was deleted', HERON, `%%private\n${SECRET}\n%%\n\n${BENCH}`, false],
    ['stands in it', SECRET, `${BENCH}\n\n%%private\n${SECRET}\n%%`, true],
    ['stands in it in other words', SECRET, `${BENCH}\n\nThe doctor called about the knee, I should have answered. #private`, true],
    ['stands in it beside what stays open', `${BENCH}\n${SECRET}`, `${BENCH}\n\n## Body #private\n\n${SECRET}`, true],
    ['was beside it, and stands in the open', `${BENCH}\n${HERON}`, `%%private\n${SECRET}\n%%\n\n${BENCH}\n\n# Birds\n\n${HERON}`, false],
    ['had it in the middle of a line', `${HERON} She said that the gate code is four. Then nothing more for a long while, and the water lay still until noon.`, `${HERON} %%private She said that the gate code is four.%% Then nothing more for a long while, and the water lay still until noon.`, true],
    ['stands in it without spaces between words', '我想学大提琴。', '今天下雨。\n\n%%private\n我想学大提琴。\n%%', true],
    ['was rewritten without spaces between words', '今天下雨了很久。', '明天会更好。\n\n%%private\n我想学大提琴。\n%%', false],
  ])('%s', (_, passage, note, isGone) => {
    expect(gone(passage, note)).toBe(isGone)
  })

  it('is told by hashes, and each word of a text that is too long may be in it', () => {
    expect(JSON.stringify(withoutPrivate(`%%private ${SECRET}%%`).withheld)).not.toContain('doctor')
    expect(runsOf('word '.repeat(30_000))).toBeNull()
  })
})
