import { describe, expect, it } from 'vitest'
import type { Passage, Speaker } from '../../../../src/agent/contract/index.ts'
import { askedKey } from '../../../../src/agent/model/decisions/questions.ts'
import type { DecidedTurns } from '../../../../src/agent/observe/outcomes/decided.ts'
import { surveyChat } from '../../../../src/agent/observe/outcomes/survey.ts'

const passage = (turn: number, speaker: Speaker, text: string): Passage => ({
  id: `p${turn}`, text, date: 1000 * turn, fileHash: 'h', speaker, conversation: 'talk', turn, marks: null, sourceId: 's', file: 'talk', heading: null, lineStart: 1, lineEnd: 1,
})
const TALK = [
  passage(0, 'person', 'How old is the bridge in Prague?'),
  passage(1, 'assistant', 'It was built in 1850.'),
  passage(2, 'person', 'That is wrong, it is much older.'),
]
const surveyed = (known?: DecidedTurns) => surveyChat(TALK, known)

describe('a model’s reading of what became of an answer', () => {
  it('is asked of the turns that show something, with every passage that the question holds', () => {
    const [wanted, ...more] = surveyed().wanted
    expect(more).toEqual([])
    expect(wanted).toEqual({ asked: { name: 'turn', request: TALK[0]!.text, answer: TALK[1]!.text, said: TALK[2]!.text }, passageIds: ['p0', 'p1', 'p2'] })
  })

  it('raises or lowers what the cues found, and finds nothing else', () => {
    const key = askedKey(surveyed().wanted[0]!.asked)
    const [plain, surer, doubted] = [surveyed(), surveyed({ [key]: { corrected: 0.95 } }), surveyed({ [key]: { corrected: 0.02 } })].map(({ answers }) => answers[0]!.fate!)
    expect(plain!.outcome).toBe('corrected')
    expect(surer!.probability).toBeGreaterThan(plain!.probability)
    expect(doubted!.probability).toBeLessThan(plain!.probability)
    for (const fate of [surer, doubted]) expect({ ...fate, probability: plain!.probability }).toEqual(plain)
  })

  it('is asked for few turns of a long conversation', () => {
    const long = Array.from({ length: 20 }, (_, index) => TALK.map(({ speaker, text }, at) => passage(3 * index + at, speaker, `${text} ${index}`))).flat()
    expect(surveyChat(long).wanted.length).toBeLessThanOrEqual(3)
  })

  it('is not asked of a turn that shows nothing', () => {
    expect(surveyChat([TALK[0]!, TALK[1]!, passage(2, 'person', 'Which rivers are there?')]).wanted).toEqual([])
  })
})
