import { command, UsageError } from '../command.ts'
import { shortId } from '../ids.ts'
import { cardText } from '../text/card-text.ts'
import { paragraphs } from '../text/lines.ts'

export const propose = command({
  name: 'propose',
  operands: [],
  summary: 'what Tacit would propose now, sealed, or why it stays silent',
  options: { count: { type: 'string', placeholder: 'N', help: 'at most so many, 1 to 20 (3)' } },
  run: async ({ connect, answer, style, width }, _operands, { count = '3' }) => {
    const number = Number(count)
    if (!Number.isInteger(number) || number < 1 || number > 20) throw new UsageError(`--count takes 1 to 20, not ${JSON.stringify(count)}.`, 'tacit propose --count 3')
    const { cards, silence } = await (await connect()).request('proposals.next', { count: number })
    answer(
      { cards, silence },
      paragraphs(
        silence,
        ...cards.map((card) => `${cardText(card, style, width)}\n\n  ${style.faint(`tacit rate ${shortId(card.id)} 1..5`)}`),
        cards.length > 0 && style.faint('What it expects, and why, is sealed until you rate.'),
        cards.length === 1 && number > 1 && style.faint('One at a time: the next is chosen by your answer to this one.'),
      ),
    )
  },
})
