import { describe, expect, it } from 'vitest'
import { changedParagraphs, rewritten } from '../../../src/agent/observe/rewritten.ts'

const OLD = 'Mornings are for mail and for the calls that others want of me.'
const NEW = 'Mornings are for drawing; mail and the calls that others want of me wait until noon.'

describe('what was rewritten', () => {
  it('is each changed paragraph beside what it was, without its marks', () => {
    expect(rewritten(`# Days\n\nThe same as ever, every single week of it.\n\n- ${OLD}\n`, `# Days\n\nThe same as ever, every single week of it.\n\n- **${NEW}**\n`)).toEqual([{ before: OLD, after: NEW }])
  })

  it('is nothing where text was only added, only deleted, only moved or only corrected', () => {
    expect(rewritten(OLD, `${OLD}\n\nThe cat sleeps where the sun comes in over the sill.`)).toEqual([])
    expect(rewritten(`${OLD}\n\nThe cat sleeps where the sun comes in over the sill.`, OLD)).toEqual([])
    expect(rewritten(`${OLD}\n\nThe cat sleeps where the sun comes in over the sill.`, `The cat sleeps where the sun comes in over the sill.\n\n${OLD}`)).toEqual([])
    expect(rewritten(OLD, OLD.replace('Mornings are', 'Mornings, are'))).toEqual([])
    expect(rewritten(OLD, OLD.replace('mail', 'post'))).toEqual([])
  })

  it('matches each old paragraph with the likest new one, and none with a stranger', () => {
    const [pond, newPond] = ['The pond in the garden is dug by hand, one barrow a day.', 'The pond in the garden is dug by hand, two barrows a day until the frost comes.']
    expect(rewritten(`${OLD}\n\n${pond}`, `${newPond}\n\n${NEW}`)).toEqual(expect.arrayContaining([{ before: OLD, after: NEW }, { before: pond, after: newPond }]))
    expect(rewritten(OLD, 'A wholly other thought about slate roofs stands here instead.')).toEqual([])
  })

  it('leaves code, front matter and pictures out of it', () => {
    expect(changedParagraphs(`---\nmood: one that is quite long enough to count\n---\n${OLD}`, `---\nmood: another that is quite long enough to count\n---\n${OLD}\n\n\`\`\`\nconst roof = a line of code that is long enough to count\n\`\`\`\n`)).toEqual({ gone: [], added: [] })
  })
})
