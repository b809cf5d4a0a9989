import { command } from '../command.ts'
import { currentCard } from '../ids.ts'
import { cardText } from '../text/card-text.ts'
import { paragraphs } from '../text/lines.ts'

export const undo = command({
  name: 'undo',
  operands: [],
  summary: 'take back today’s last answer; the belief is as it was',
  options: {},
  run: async ({ connect, answer, style, width }) => {
    const tray = await (await connect()).request('proposals.undo', {})
    const card = currentCard(tray.cards)
    answer(tray, paragraphs('Taken back.', card && cardText(card, style, width)))
  },
})
