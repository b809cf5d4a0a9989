import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Passage } from '../../../../src/agent/contract/index.ts'
import { answersIn } from '../../../../src/agent/observe/outcomes/conversation.ts'
import { fatesOf, laterFatesOf } from '../../../../src/agent/observe/outcomes/of-answer.ts'
import { surveyChat } from '../../../../src/agent/observe/outcomes/survey.ts'

type Turn = Readonly<{ speaker: Passage['speaker']; text: string; marks?: string; at?: number }>

function passagesOf(turns: readonly Turn[]): readonly Passage[] {
  let turn = -1
  let last: string | null = null
  return turns.map(({ speaker, text, marks = null, at = null }, index) => {
    const by = speaker === 'assistant' ? 'assistant' : 'person'
    if (by !== last || index === 0) turn += 1
    last = by
    return { id: `p${index}`, sourceId: 's', file: 'c', heading: null, lineStart: index + 1, lineEnd: index + 1, text, date: at, fileHash: 'h', speaker, conversation: 'c', turn, marks }
  })
}

const ASKED = { speaker: 'person', text: 'Write a letter to my landlord about the broken heating.' } as const
const GIVEN = { speaker: 'assistant', text: 'Dear Mr Holm, the radiators in the kitchen have been cold since Monday. Please send a plumber.' } as const
const after = (text: string, more: Partial<Turn> = {}) => fatesOf(answersIn(passagesOf([ASKED, { ...GIVEN, ...more }, { speaker: 'person', text }]))[0]!)

describe('what became of an answer', () => {
  it.each([
    ['I sent it to him this morning.', 'used'],
    ['Great, that worked. He came within the hour.', 'worked'],
    ['Das hat nicht geklappt.', 'did not work'],
    ['That is not what I asked for. It should be about the whole flat.', 'corrected'],
    ['Write a letter to my landlord about the broken heating!', 'asked again'],
    ['Make the letter to Mr Holm about the radiators and the plumber shorter.', 'built on'],
    ['Never mind, he has called.', 'abandoned'],
    ['/undo', 'abandoned'],
  ] as const)('reads “%s” as %s, with the words that show it', (text, outcome) => {
    const [fate] = after(text)
    expect(fate?.outcome).toBe(outcome)
    expect(text).toContain(fate!.quote)
    expect(fate!.probability).toBeGreaterThanOrEqual(0.5)
  })

  it('is sure of nothing that is asked, or that another says', () => {
    expect(after('What if it does not work?').filter(({ probability }) => probability >= 0.5)).toEqual([])
    const pasted = passagesOf([ASKED, GIVEN, { speaker: 'other', text: 'I sent it and it worked.' }])
    expect(fatesOf(answersIn(pasted)[0]!)).toEqual([])
  })

  it('shows nothing where the person said no more, or spoke of something else', () => {
    expect(fatesOf(answersIn(passagesOf([ASKED, GIVEN]))[0]!)).toEqual([])
    expect(after('Which trees lose their leaves last?')).toEqual([])
  })

  it('is swayed by another reader, and only toward what that reader says', () => {
    const answered = answersIn(passagesOf([ASKED, GIVEN, { speaker: 'person', text: 'I sent it to him this morning.' }]))[0]!
    const alone = fatesOf(answered)[0]!.probability
    expect(fatesOf(answered, () => 0.99)[0]!.probability).toBeGreaterThan(alone)
    expect(fatesOf(answered, () => 0.01)[0]!.probability).toBeLessThan(alone)
    expect(fatesOf(answered, () => null)[0]!.probability).toBe(alone)
  })

  it('is surer in a later chat the more alike the two are', () => {
    const later = { sentences: [{ quote: 'I used the letter you wrote me last week.', passageId: 'p' }] }
    const [near, far] = [laterFatesOf(later, 0.8), laterFatesOf(later, 0.55)]
    expect(near[0]!.probability).toBeGreaterThan(far[0]!.probability)
  })

  it('always quotes a substring of the person’s own passage, with a probability', () => {
    const words = ['that worked', 'no', 'I sent it', 'wrong', 'again', '/undo', 'error: x', '```', '?', '.', '\n', 'ça marche', '“quoted”', '🙂', 'the radiators']
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('person', 'assistant', 'other'), fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })), { maxLength: 8 }), (said) => {
        const passages = passagesOf(said.map(([speaker, parts]) => ({ speaker: speaker as Passage['speaker'], text: parts.join(' ') })))
        const texts = new Map(passages.map((passage) => [passage.id, passage]))
        for (const { fate } of surveyChat(passages).answers) {
          if (fate === null) continue
          expect(texts.get(fate.passageId)!.speaker).toBe('person')
          expect(texts.get(fate.passageId)!.text).toContain(fate.quote)
          expect(fate.probability).toBeGreaterThan(0)
          expect(fate.probability).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('a surveyed chat', () => {
  it('keeps a thumb apart from what came after, both about the same', () => {
    const { answers } = surveyChat(passagesOf([ASKED, { ...GIVEN, marks: 'down' }, { speaker: 'person', text: 'I sent it to him this morning.' }]))
    expect(answers).toHaveLength(1)
    expect(answers[0]).toMatchObject({ thumb: { up: false, quote: { passageId: 'p1' } }, fate: { outcome: 'used', passageId: 'p2' } })
    expect(answers[0]!.about).toBe(`${ASKED.text} ${GIVEN.text}`)
  })

  it('knows an opening turn that speaks of another time', () => {
    const { later } = surveyChat(passagesOf([{ speaker: 'person', text: 'Last time you gave me a letter to my landlord. I used it.', at: 5 }, GIVEN]))
    expect(later).toMatchObject([{ at: 5, conversation: 'c', passageIds: ['p0'] }])
    expect(surveyChat(passagesOf([ASKED, GIVEN])).later).toEqual([])
  })
})
