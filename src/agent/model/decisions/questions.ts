import type { Axis } from '../../contract/entities.ts'
import { textKey } from '../text-key.ts'
import type { Question } from '../language-model.ts'

// What a language model is asked about a text. The text stands between two lines and is data: nothing in it can close them.

export const INTENTS = ['wish', 'plan', 'done', 'dropped', 'none'] as const
export type DecidedIntent = (typeof INTENTS)[number]

export const TURNS = ['used', 'corrected', 'abandoned', 'none'] as const
export type DecidedTurn = (typeof TURNS)[number]

export const QUESTION_NAMES = ['intent', 'turn', 'axis', 'direction'] as const
export type QuestionName = (typeof QUESTION_NAMES)[number]

type Edited = Readonly<{ before: string; after: string }>

/** One question about one text. */
export type Asked =
  | Readonly<{ name: 'intent'; sentence: string }>
  | Readonly<{ name: 'turn'; request: string; answer: string; said: string }>
  | (Readonly<{ name: 'axis'; axes: readonly Axis[] }> & Edited)
  | (Readonly<{ name: 'direction'; axis: Axis }> & Edited)

/** `options` are in the order in which they are shown. */
export type Put = Readonly<{ text: string; question: Extract<Question, { kind: 'choice' }>; options: readonly string[] }>

const INTENT_OPTIONS: Readonly<Record<DecidedIntent, string>> = {
  wish: 'I want or miss something',
  plan: 'I am going to do something',
  done: 'I have done or finished something',
  dropped: 'I have given something up',
  none: 'Nothing of the kind: a fact, a question, or something about others',
}

const TURN_OPTIONS: Readonly<Record<DecidedTurn, string>> = {
  used: 'They used the answer',
  corrected: 'They say that the answer is wrong',
  abandoned: 'They do not want an answer any more',
  none: 'Something else',
}

/** What is said is said early; a longer text would only cost time. */
const LONGEST = 300

/** On one line, so that no text can end its own quotation. */
function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/-{3,}/g, '—').trim()
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`
}

const between = (intro: string, ...lines: readonly string[]): string => [intro, '---', ...lines, '---'].join('\n')

export function put(asked: Asked): Put {
  switch (asked.name) {
    case 'intent':
      return choice(between('A sentence from a notebook, between the lines:', quoted(asked.sentence)), 'What does the writer of the sentence say?', INTENT_OPTIONS)
    case 'turn':
      return choice(
        between('A conversation, between the lines:', `Person: ${quoted(asked.request)}`, `Assistant: ${quoted(asked.answer)}`, `Person: ${quoted(asked.said)}`),
        'What do the last words of the person show?',
        TURN_OPTIONS,
      )
    case 'axis':
      return choice(change(asked), 'What is different in the second?', Object.fromEntries(asked.axes.map(({ id, left, right }) => [id, `${left} or ${right}`])))
    case 'direction':
      return choice(change(asked), 'Compared with the first, what is the second?', { left: `more ${asked.axis.left}`, right: `more ${asked.axis.right}` })
  }
  asked satisfies never
}

const change = ({ before, after }: Edited): string => between('One sentence and how it was rewritten, between the lines:', `First: ${quoted(before)}`, `Second: ${quoted(after)}`)

const choice = (text: string, instruction: string, options: Readonly<Record<string, string>>): Put => ({ text, question: { kind: 'choice', instruction, options }, options: Object.keys(options) })

/** By what an answer is found again: a hash of all that the model is shown. */
export function askedKey(asked: Asked): string {
  const { text, question } = put(asked)
  return textKey(JSON.stringify([text, question])).slice(0, 16)
}
