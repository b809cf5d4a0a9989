import type { ReadStream } from 'node:tty'
import { command, UsageError } from '../command.ts'
import { ANSWERS, completeCardId, readAnswer } from '../ids.ts'
import { openKeyboard } from '../keyboard.ts'
import { rateSession } from '../session.ts'
import { openedText } from '../text/card-text.ts'
import { counted } from '../text/lines.ts'

export const rate = command({
  name: 'rate',
  operands: ['ID?', 'ANSWER…?'],
  summary: `rate a card (${ANSWERS}); without arguments, a session in the terminal`,
  options: {},
  run: async (context, [id, ...words]) => {
    const { connect, answer, isInteractive, style, width } = context
    if (id === undefined) {
      if (!isInteractive) throw new UsageError('A session of rating needs a terminal.', 'tacit rate ID ANSWER, with an ID of tacit propose')
      using keyboard = openKeyboard(process.stdin as ReadStream, process.stdout)
      const opened = await rateSession({ client: await connect(), keyboard, write: (text) => void process.stdout.write(`${text}\n`), style, width })
      return answer({ answered: opened.length }, `\n${counted(opened.length, 'card')} answered. What Tacit believes now: tacit belief`)
    }
    if (words.length === 0) throw new UsageError('tacit rate needs an ANSWER.', `The answers are ${ANSWERS}.`)
    const given = readAnswer(words)
    const client = await connect()
    const opened = await client.request('proposals.rate', { id: await completeCardId(client, id), answer: given })
    answer(opened, openedText(opened, style, width))
  },
})
