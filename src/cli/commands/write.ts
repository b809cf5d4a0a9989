import { command } from '../command.ts'
import { shortId } from '../ids.ts'
import { block, paragraphs } from '../text/lines.ts'

export const write = command({
  name: 'write',
  operands: ['TEXT…'],
  summary: 'a state of your own, kept apart from Tacit’s; rate it like any other',
  options: {},
  run: async ({ connect, answer, style, width }, words) => {
    const card = await (await connect()).request('states.write', { text: words.join(' ') })
    answer(card, paragraphs(style.you(block(card.text, width)), style.faint(`  How much would you want this to be so? tacit rate ${shortId(card.id)} 1..5`)))
  },
})
